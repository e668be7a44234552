import { median } from 'simple-statistics';
import { z } from 'zod';
import { observedSignalsSchema } from '../../../../contracts/competitor-observation.ts';
import { historicalPatternsSchema } from '../../../../contracts/reasoning/campaign-past.ts';
import { type Database, withTenant } from '../../../../db/connect.ts';
import { readPastCases, readSums } from '../../../../db/queries/collector-history.ts';
import { readObservationsAbout } from '../../../../db/queries/competitor-observations.ts';
import { type CollectorDependencies, createCollector } from '../collector/collector.ts';
import { createSource, type SourceDependencies } from '../collector/source.ts';
import { momentKey, type Subject } from '../collector/subject.ts';
import { comparedPeriods, shiftDate, tidy } from '../facts/figures.ts';
import type { StoredFacts } from '../facts/stored-facts.ts';
import { probeDatabase } from '../probe/probe-accounts.ts';
import { historyOf } from './history-of.ts';
import { pastCaseOf, pastCaseSchema } from './past-case.ts';

const pastDays = 365;
const mostCases = 200;

/**
 * The collector of history. The cases are those of all campaigns of the same industry and platform and are cached for them
 * together; what is the campaign's own (usual values, patterns, how near the nearest case is) is made of its own days each time.
 */
export function createHistoryCollector(
  deps: CollectorDependencies &
    SourceDependencies & {
      readonly database: Database;
      readonly stored: StoredFacts;
      readonly ttl_seconds: number;
    },
) {
  const cases = createSource(deps, {
    name: 'history.cases',
    external: false,
    ttl_seconds: deps.ttl_seconds,
    stale_seconds: 0,
    schema: z.array(pastCaseSchema),
    keyOf: async (subject) => {
      const { industry, platform } = subject.campaign;
      return `${JSON.stringify([industry?.toLowerCase() ?? null, platform])}${momentKey(subject)}`;
    },
    fetch: async ({ tenant_id, campaign, at }) => {
      const since = new Date(at.getTime() - pastDays * 86_400_000);
      const like = { industry: campaign.industry, platform: campaign.platform, since, until: at, most: mostCases };
      const rows = await withTenant(deps.database, tenant_id, (tx) => readPastCases(tx, like));
      return rows.flatMap((row) => pastCaseOf(row) ?? []);
    },
  });

  /** What the same two weeks did a year ago, and how the industry is said to have moved. */
  async function readBeside({ tenant_id, campaign, at }: Subject) {
    const { campaign_id, industry, keywords } = campaign;
    const { start, end, previous_start, previous_end } = comparedPeriods(at, campaign.timezone);
    const ago = (date: string) => shiftDate(date, -364);
    return withTenant(deps.database, tenant_id, async (tx) => {
      const week = await readSums(tx, campaign_id, ago(start), ago(end));
      const before = await readSums(tx, campaign_id, ago(previous_start), ago(previous_end));
      const about = { campaign_id, industry, keywords, since: start, until: at.toISOString().slice(0, 10) };
      const said = (await readObservationsAbout(tx, about)).flatMap((row) => {
        const signals = observedSignalsSchema.safeParse(row.signals);
        return signals.success ? (signals.data.industry_cpa_change_pct ?? []) : [];
      });
      return {
        year_ago: week === null || before === null ? null : { week, before },
        industry_cpa_change_pct: said.length === 0 ? null : tidy(median(said), 4),
      };
    });
  }

  return createCollector(deps, {
    name: 'history',
    source: 'historical_patterns',
    schema: historicalPatternsSchema,
    cache_ttl_seconds: deps.ttl_seconds,
    collect: async (subject, deadline) => {
      const [{ value, ...how }, { facts }, beside] = await Promise.all([
        cases.ask(subject, deadline),
        deadline.within(deps.stored.read({ ...subject, force_refresh: false })),
        deadline.within(readBeside(subject)),
      ]);
      const period = facts.days[0] === undefined ? null : { start: facts.days[0].dt, end: facts.days.at(-1)?.dt ?? '' };
      return { data: historyOf(facts, value, { ...beside, at: subject.at }), period, ...how };
    },
    warmable: () => [cases],
    probe: (tenant_id) => probeDatabase(deps, tenant_id),
  });
}
