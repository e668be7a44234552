import { CodedError } from '../../../../contracts/errors/index.ts';
import { audienceAnalyticsSchema } from '../../../../contracts/reasoning/market-signals.ts';
import type { Database } from '../../../../db/connect.ts';
import type { CampaignReader } from '../../../ad-platforms/campaign-reader.ts';
import { type CollectorDependencies, createCollector, reasonOf } from '../collector/collector.ts';
import type { Source } from '../collector/source.ts';
import type { Delivery } from '../facts/delivery.ts';
import { comparedPeriods } from '../facts/figures.ts';
import type { StoredFacts } from '../facts/stored-facts.ts';
import { probeAccounts } from '../probe/probe-accounts.ts';
import { audienceOf } from './audience-of.ts';

/**
 * The collector of the audience. Reach, frequency and prices are stored facts, so they are there also when the platform is
 * not; what is lacking then are the segments, and the report says why.
 */
export function createAudienceCollector(
  deps: CollectorDependencies & {
    readonly database: Database;
    readonly stored: StoredFacts;
    readonly delivery: Source<Delivery>;
    readonly platform: Pick<CampaignReader, 'checkAccounts'>;
    readonly ttl_seconds: number;
  },
) {
  return createCollector(deps, {
    name: 'audience',
    source: 'audience_analytics',
    schema: audienceAnalyticsSchema,
    cache_ttl_seconds: deps.ttl_seconds,
    collect: async (subject, deadline) => {
      const { start, end } = comparedPeriods(subject.at, subject.campaign.timezone);
      const [{ facts, note }, delivered] = await Promise.all([
        deadline.within(deps.stored.read(subject)),
        deps.delivery.ask(subject, deadline).catch((error: unknown) => {
          if (error instanceof CodedError) return error;
          throw error;
        }),
      ]);
      const lacking = delivered instanceof CodedError ? delivered : null;
      const value = delivered instanceof CodedError ? null : delivered.value;
      const data = audienceOf(facts, value, subject.at);
      const nothing = data === null ? 'There are no daily metrics in the last 7 full days.' : null;
      const reason = note ?? nothing ?? (lacking === null ? null : `${reasonOf(lacking)} There are no segments.`);
      // The figures are read anew; only the segments may come from the cache.
      return { data, period: { start, end }, fetched_at: deps.timing.now().toISOString(), from_cache: false, reason };
    },
    probe: (tenant_id) => probeAccounts(deps, tenant_id),
  });
}
