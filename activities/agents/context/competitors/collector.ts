import { CodedError } from '../../../../contracts/errors/index.ts';
import { competitorSignalsSchema } from '../../../../contracts/reasoning/market-signals.ts';
import { type Database, withTenant } from '../../../../db/connect.ts';
import { readObservationsAbout } from '../../../../db/queries/competitor-observations.ts';
import type { CampaignReader } from '../../../ad-platforms/campaign-reader.ts';
import { adPlatforms } from '../../../ad-platforms/platforms.action.ts';
import { type CollectorDependencies, createCollector, type Probed, reasonOf } from '../collector/collector.ts';
import type { Deadline } from '../collector/deadline.ts';
import { createSource, type SourceDependencies } from '../collector/source.ts';
import type { Subject } from '../collector/subject.ts';
import { comparedPeriods, shiftDate } from '../facts/figures.ts';
import { probeDatabase } from '../probe/probe-accounts.ts';
import { aggregate, type NamedSignals } from './aggregate.ts';
import { observedSignals } from './observed.ts';
import { type CompetitorSource, sourceSignalsSchema } from './source-signals.ts';
import { readAuctions } from './sources/auction-insights.ts';

/** An older observation tells nothing of this week. */
const observationDays = 14;
/** Where the auctions can be asked about at all; whether an account may is said when it is asked. */
const auctionPlatforms: ReadonlySet<string> = new Set(
  adPlatforms
    .filter((each) => each.capabilities.abilities.includes('read_auction_insights'))
    .map((each) => each.platform),
);
const closedCodes: ReadonlySet<string> = new Set(['PLATFORM_CAPABILITY_MISSING', 'PLATFORM_UNAUTHORIZED']);
/** What competitors do changes by the day, and these sources are slow: an old answer is given while a new one is fetched. */
const staleSeconds = 6 * 3600;

/**
 * The collector of competitor signals: every configured source at the same time, and what was imported. One that fails or
 * hangs costs its own part only and is named in the report. Sources know the present alone, so a look at the past has only
 * what was imported then.
 */
export function createCompetitorsCollector(
  deps: CollectorDependencies &
    SourceDependencies & {
      readonly database: Database;
      readonly sources: readonly CompetitorSource[];
      readonly platform: Pick<CampaignReader, 'readAuctionInsights'>;
      readonly ttl_seconds: number;
    },
) {
  const cached = deps.sources.map((each) => ({
    name: each.name,
    source: createSource(deps, {
      name: `competitors.${each.name}`,
      external: true,
      ttl_seconds: deps.ttl_seconds,
      stale_seconds: staleSeconds,
      schema: sourceSignalsSchema,
      keyOf: async ({ campaign }) => sharedKey(campaign),
      fetch: ({ campaign, at }) => each.read({ keywords: campaign.keywords, industry: campaign.industry, at }),
    }),
  }));

  const auctions = {
    name: 'auction_insights',
    source: createSource(deps, {
      name: 'competitors.auction_insights',
      // The adapters have a breaker of their own.
      external: false,
      ttl_seconds: deps.ttl_seconds,
      stale_seconds: staleSeconds,
      schema: sourceSignalsSchema,
      keyOf: async ({ campaign, at }) => `${campaign.campaign_id}#${comparedPeriods(at, campaign.timezone).end}`,
      fetch: (subject) => readAuctions(deps.platform, subject),
    }),
  };

  /** Sources know the present alone, and each has to be asked by something. */
  function askable({ live, campaign: { keywords, industry, platform } }: Subject) {
    if (!live) return [];
    const outside = keywords.length === 0 && industry === null ? [] : cached;
    return [...outside, ...(auctionPlatforms.has(platform) ? [auctions] : [])];
  }

  async function askAll(subject: Subject, deadline: Deadline) {
    const asked = await Promise.all(
      askable(subject).map(async ({ name, source }) =>
        source.ask(subject, deadline).then(
          (answer) => ({ name, answer }),
          (error: unknown) => ({ name, error }),
        ),
      ),
    );
    const answered = asked.flatMap((each) => ('answer' in each ? [each] : []));
    return {
      said: answered.map(
        ({ name, answer }): NamedSignals => ({ source: name, signals: answer.value, fetched_at: answer.fetched_at }),
      ),
      failures: asked.flatMap((each) => ('error' in each ? [{ name: each.name, error: each.error }] : [])),
      cached: answered.map(({ answer }) => answer.from_cache),
    };
  }

  return createCollector(deps, {
    name: 'competitors',
    source: 'competitor_signals',
    schema: competitorSignalsSchema,
    cache_ttl_seconds: deps.ttl_seconds,
    collect: async (subject, deadline) => {
      const { campaign_id, industry, keywords } = subject.campaign;
      const until = subject.at.toISOString().slice(0, 10);
      const about = { campaign_id, industry, keywords, since: shiftDate(until, -observationDays), until };
      const [rows, asked] = await Promise.all([
        deadline.within(withTenant(deps.database, subject.tenant_id, (tx) => readObservationsAbout(tx, about))),
        askAll(subject, deadline),
      ]);
      const said = [...asked.said, ...observedSignals(rows)];
      const data = aggregate(said, { industry, keywords });
      const failing = asked.failures.map(({ name, error }) => `${name}: ${reasonOf(error)}`).join(' ');
      if (data === null) throw nothingToSay(asked.failures, failing);
      const fetched_at = data.last_updated ?? deps.timing.now().toISOString();
      const from_cache = asked.cached.length > 0 && asked.cached.every(Boolean);
      // Sources look back over periods of their own; of several the middle one is told, as of their figures.
      const back = Math.round(data.analysis_period_days ?? observationDays);
      const period = { start: shiftDate(until, -back), end: until };
      return { data, period, fetched_at, from_cache, is_stub: data.is_stub, reason: failing === '' ? null : failing };
    },
    warmable: (subject) => askable(subject).map(({ source }) => source),
    probe: async (tenant_id) => {
      const checks = deps.sources.map(async (each): Promise<Probed> => {
        const error = await each.check().then(() => null, reasonOf);
        return { part: each.name, error };
      });
      return [...(await probeDatabase(deps, tenant_id)), ...(await Promise.all(checks))];
    },
  });
}

/** Campaigns of one industry and the same keywords, in whatever order and case, share what is known of their competitors. */
export function sharedKey(of: { readonly industry: string | null; readonly keywords: readonly string[] }): string {
  const words = [...new Set(of.keywords.map((each) => each.trim().toLowerCase()))].sort();
  return JSON.stringify([of.industry?.toLowerCase() ?? null, words]);
}

/** What an account is not open for is no outage: there is nothing to ask of. */
function isClosed(error: unknown): boolean {
  return error instanceof CodedError && closedCodes.has(error.code);
}

function nothingToSay(failures: readonly { readonly error: unknown }[], failing: string): CodedError {
  if (failures.every(({ error }) => isClosed(error))) {
    const message =
      'No source of competitor activity is connected, and no observation of the last 14 days was imported.';
    return new CodedError('SOURCE_NOT_CONFIGURED', failing === '' ? message : `${message} ${failing}`);
  }
  const timedOut = failures.every(({ error }) => error instanceof CodedError && error.code === 'COLLECTOR_TIMED_OUT');
  return new CodedError(timedOut ? 'COLLECTOR_TIMED_OUT' : 'SOURCE_UNAVAILABLE', `No source answered: ${failing}`);
}
