import { z } from 'zod';
import { campaignMetricsSchema } from '../../../../contracts/reasoning/campaign-metrics.ts';
import { type Database, withTenant } from '../../../../db/connect.ts';
import { readNewestObservation } from '../../../../db/queries/newest-observation.ts';
import type { CampaignReader } from '../../../ad-platforms/campaign-reader.ts';
import { type CollectorDependencies, createCollector } from '../collector/collector.ts';
import { createSource, type SourceDependencies } from '../collector/source.ts';
import type { StoredFacts } from '../facts/stored-facts.ts';
import { probeAccounts } from '../probe/probe-accounts.ts';
import { metricsOf } from './metrics-of.ts';

/** A prediction older than this tells nothing about the coming days. */
const predictionDays = 3;

/**
 * The collector of campaign metrics: from the stored facts, which sync with the platform and which predictive models read too.
 * The trend that a model foresees is what was imported as the plain series `predicted_cpa_trend_pct`.
 */
export function createCampaignMetricsCollector(
  deps: CollectorDependencies &
    SourceDependencies & {
      readonly database: Database;
      readonly stored: StoredFacts;
      readonly platform: Pick<CampaignReader, 'checkAccounts'>;
      readonly ttl_seconds: number;
    },
) {
  const source = createSource(deps, {
    name: 'campaign_metrics',
    external: false,
    ttl_seconds: deps.ttl_seconds,
    stale_seconds: 0,
    schema: z.object({ metrics: campaignMetricsSchema.nullable(), note: z.string().nullable() }),
    keyOf: deps.stored.keyOf,
    fetch: async (subject) => {
      const { facts, note } = await deps.stored.read(subject);
      const { campaign_id } = subject.campaign;
      const since = new Date(subject.at.getTime() - predictionDays * 86_400_000);
      const of = { campaign_id, metric: 'predicted_cpa_trend_pct', since, until: subject.at };
      const predicted = await withTenant(deps.database, subject.tenant_id, (tx) => readNewestObservation(tx, of));
      return { metrics: metricsOf(facts, predicted), note };
    },
  });
  return createCollector(deps, {
    name: 'campaign_metrics',
    source: 'campaign_metrics',
    schema: campaignMetricsSchema,
    cache_ttl_seconds: deps.ttl_seconds,
    collect: async (subject, deadline) => {
      const { value, ...how } = await source.ask(subject, deadline);
      const { metrics: data, note } = value;
      const period = data?.period_start && data.period_end ? { start: data.period_start, end: data.period_end } : null;
      const nothing = data === null ? 'There are no daily metrics in the last 7 full days.' : null;
      return { data, period, reason: note ?? nothing, ...how };
    },
    probe: (tenant_id) => probeAccounts(deps, tenant_id),
  });
}
