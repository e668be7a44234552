import { z } from 'zod';
import { CodedError } from '../../../../contracts/errors/index.ts';
import { creativeMetricsSchema } from '../../../../contracts/reasoning/campaign-metrics.ts';
import type { Database } from '../../../../db/connect.ts';
import type { CampaignReader } from '../../../ad-platforms/campaign-reader.ts';
import { type CollectorDependencies, createCollector, reasonOf } from '../collector/collector.ts';
import type { Source } from '../collector/source.ts';
import type { Delivery } from '../facts/delivery.ts';
import { comparedPeriods } from '../facts/figures.ts';
import type { StoredFacts } from '../facts/stored-facts.ts';
import { probeAccounts } from '../probe/probe-accounts.ts';
import { creativesOf } from './creatives-of.ts';

/**
 * The collector of creatives: what the platform says of each ad, joined with what we know of each creative. For an account
 * that was never connected the names and ages we hold are all there is, and the report says so.
 */
export function createCreativesCollector(
  deps: CollectorDependencies & {
    readonly database: Database;
    readonly stored: StoredFacts;
    readonly delivery: Source<Delivery>;
    readonly platform: Pick<CampaignReader, 'checkAccounts'>;
    readonly ttl_seconds: number;
  },
) {
  return createCollector(deps, {
    name: 'creatives',
    source: 'creative_metrics',
    schema: z.array(creativeMetricsSchema),
    cache_ttl_seconds: deps.ttl_seconds,
    collect: async (subject, deadline) => {
      const { campaign, at } = subject;
      const periods = comparedPeriods(at, campaign.timezone);
      const period = { start: periods.start, end: periods.end };
      const [{ facts }, delivered] = await Promise.all([
        deadline.within(deps.stored.read({ ...subject, force_refresh: false })),
        deps.delivery.ask(subject, deadline).catch(notConnected),
      ]);
      const of = { campaign_id: campaign.campaign_id, moment: at };
      if (delivered instanceof CodedError) {
        const data = creativesOf(facts.summary.creatives, null, periods, of);
        return { data, period, fetched_at: at.toISOString(), reason: reasonOf(delivered) };
      }
      const { value, ...how } = delivered;
      return { data: creativesOf(facts.summary.creatives, value, periods, of), period, ...how };
    },
    warmable: () => [deps.delivery],
    probe: (tenant_id) => probeAccounts(deps, tenant_id),
  });
}

/** An account that was never connected is no failure of a source; everything else is. */
export function notConnected(error: unknown): CodedError {
  if (error instanceof CodedError && error.code === 'PLATFORM_UNAUTHORIZED') return error;
  throw error;
}
