import { z } from 'zod';
import { CodedError } from '../../../../contracts/errors/index.ts';
import { siteHealthSchema } from '../../../../contracts/reasoning/campaign-past.ts';
import { type Database, withTenant } from '../../../../db/connect.ts';
import { readLastConversionDay } from '../../../../db/queries/collector-history.ts';
import { countSiteChecks, insertSiteCheck, readSiteCheckAt } from '../../../../db/queries/site-checks.ts';
import type { AnalyticsSource } from '../analytics/analytics-source.ts';
import { type CollectorDependencies, createCollector, type Probed, reasonOf } from '../collector/collector.ts';
import { createSource, type SourceDependencies } from '../collector/source.ts';
import { momentKey, type Subject } from '../collector/subject.ts';
import { comparedPeriods, dateIn, tidy } from '../facts/figures.ts';
import { probeDatabase } from '../probe/probe-accounts.ts';
import type { FetchPage } from './fetch-page.ts';
import { createPageSource } from './page-source.ts';

const analyticsSchema = z.array(z.object({ dt: z.iso.date(), conversions: z.number().nonnegative() })).max(366);
/** A rate of fewer looks than these would be chance. */
const fewestChecks = 3;

/**
 * The collector of the site's health: a look at the landing page (kept in `site_checks`), when the platform last counted a
 * conversion, and what web analytics counted meanwhile. A look at the past takes the newest look before it.
 */
export function createSiteHealthCollector(
  deps: CollectorDependencies &
    SourceDependencies & {
      readonly database: Database;
      readonly fetchPage: FetchPage;
      /** Null where none is configured for the tenant. */
      readonly analyticsOf: (tenant_id: string) => AnalyticsSource | null;
      readonly analytics: readonly AnalyticsSource[];
      readonly ttl_seconds: number;
    },
) {
  const page = createPageSource(deps);
  const counted = deps.analytics.map((analytics) => ({
    analytics,
    source: createSource(deps, {
      name: `site_health.${analytics.name}`,
      external: true,
      ttl_seconds: deps.ttl_seconds,
      stale_seconds: 1800,
      schema: analyticsSchema,
      keyOf: async (subject) => {
        const { campaign_name, timezone } = subject.campaign;
        return `${JSON.stringify(campaign_name)}${momentKey(subject)}#${comparedPeriods(subject.at, timezone).end}`;
      },
      fetch: ({ campaign, at }) => {
        const { previous_start: since, end: until } = comparedPeriods(at, campaign.timezone);
        return analytics.readConversions({ campaign_name: campaign.campaign_name, since, until });
      },
    }),
  }));

  const countedOf = ({ tenant_id }: Subject) =>
    counted.find(({ analytics }) => analytics === deps.analyticsOf(tenant_id));

  function stored({ tenant_id, campaign, at }: Subject) {
    const { campaign_id, timezone } = campaign;
    return withTenant(deps.database, tenant_id, async (tx) => ({
      last: await readLastConversionDay(tx, campaign_id, dateIn(at, timezone)),
      checks: await countSiteChecks(tx, campaign_id, new Date(at.getTime() - 86_400_000)),
      earlier: await readSiteCheckAt(tx, campaign_id, at),
    }));
  }

  return createCollector(deps, {
    name: 'site_health',
    source: 'site_health',
    schema: siteHealthSchema,
    cache_ttl_seconds: deps.ttl_seconds,
    collect: async (subject, deadline) => {
      const { landing_page_url, campaign_id, timezone } = subject.campaign;
      const mine = deps.analyticsOf(subject.tenant_id);
      const asked = countedOf(subject);
      const failure = (error: unknown) => ({ error });
      const [look, days, known] = await Promise.all([
        subject.live && landing_page_url !== null ? page.ask(subject, deadline).catch(failure) : null,
        asked === undefined ? null : asked.source.ask(subject, deadline).catch(failure),
        deadline.within(stored(subject)),
      ]);
      if (look !== null && !('error' in look) && !look.from_cache) {
        const { ok, http_status, response_ms, tag_found, error_code } = look.value;
        const check = { campaign_id, url: landing_page_url ?? '', checked_at: new Date(look.fetched_at) };
        await withTenant(deps.database, subject.tenant_id, (tx) =>
          insertSiteCheck(tx, { ...check, ok, http_status, response_ms, tag_found, error_code }),
        ).catch((error: unknown) => deps.log.warn({ campaign_id, error: String(error) }, 'site_check_not_stored'));
      }
      const seen = look !== null && !('error' in look) ? look.value : subject.live ? null : known.earlier;
      const { start, previous_start, previous_end, end } = comparedPeriods(subject.at, timezone);
      const sum = (from: string, to: string) =>
        days === null || 'error' in days
          ? null
          : days.value.reduce((total, day) => (day.dt >= from && day.dt <= to ? total + day.conversions : total), 0);
      const problems = [look, days].flatMap((each) => (each !== null && 'error' in each ? [reasonOf(each.error)] : []));
      if (seen === null && known.last === null && (days === null || 'error' in days)) {
        if (problems.length > 0) throw new CodedError('SOURCE_UNAVAILABLE', problems.join(' '));
        throw new CodedError(
          'SOURCE_NOT_CONFIGURED',
          'The campaign has no landing page and no conversion was ever counted.',
        );
      }
      const { all, failed } = known.checks;
      const note = landing_page_url === null ? 'The campaign has no landing page address.' : null;
      return {
        data: {
          landing_page_ok: seen?.ok ?? null,
          response_ms: seen?.response_ms ?? null,
          tag_found: seen?.tag_found ?? null,
          last_conversion_at: known.last === null ? null : endOfDay(known.last, subject.at),
          error_rate: all < fewestChecks ? null : tidy(failed / all),
          checked_at: seen === null ? null : new Date(seen.checked_at).toISOString(),
          analytics_source: days === null || 'error' in days ? null : (mine?.name ?? null),
          analytics_conversions: sum(start, end),
          previous_analytics_conversions: sum(previous_start, previous_end),
        },
        period: { start: previous_start, end },
        fetched_at: look !== null && !('error' in look) ? look.fetched_at : deps.timing.now().toISOString(),
        from_cache: look !== null && !('error' in look) && look.from_cache,
        reason: problems.length > 0 ? problems.join(' ') : note,
      };
    },
    // The page itself is not looked at ahead: what counts is how it is when the campaign is judged.
    warmable: (subject) => {
      const asked = countedOf(subject);
      return asked === undefined ? [] : [asked.source];
    },
    probe: async (tenant_id) => {
      const mine = deps.analyticsOf(tenant_id);
      const ok = mine === null || (await mine.health_check());
      const analytics: Probed[] =
        mine === null ? [] : [{ part: mine.name, error: ok ? null : `${mine.name} does not answer.` }];
      return [...(await probeDatabase(deps, tenant_id)), ...analytics];
    },
  });
}

/** The end of a day, or the looked-at moment while the day is not over. */
function endOfDay(date: string, at: Date): string {
  return new Date(Math.min(Date.parse(`${date}T23:59:59.000Z`), at.getTime())).toISOString();
}
