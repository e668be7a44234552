import type { Database } from '../../../db/connect.ts';
import type { CampaignReader } from '../../ad-platforms/campaign-reader.ts';
import type { FactsReader } from '../campaign-health/collect/read-facts.ts';
import type { AnalyticsSource } from './analytics/analytics-source.ts';
import { createAudienceCollector } from './audience/collector.ts';
import { createCalendarCollector } from './calendar/collector.ts';
import { createCampaignMetricsCollector } from './campaign-metrics/collector.ts';
import type { CollectorDependencies } from './collector/collector.ts';
import type { SourceDependencies } from './collector/source.ts';
import { createCompetitorsCollector } from './competitors/collector.ts';
import type { CompetitorSource } from './competitors/source-signals.ts';
import { createCreativesCollector } from './creatives/collector.ts';
import { createExperimentsCollector } from './experiments/collector.ts';
import { createDeliverySource } from './facts/delivery.ts';
import { createStoredFacts } from './facts/stored-facts.ts';
import { createHistoryCollector } from './history/collector.ts';
import { createSiteHealthCollector } from './site-health/collector.ts';
import type { FetchPage } from './site-health/fetch-page.ts';

/** What collectors read, beside what they share. */
export type CollectorInputs = CollectorDependencies &
  SourceDependencies & {
    readonly database: Database;
    readonly facts: FactsReader;
    readonly platform: CampaignReader;
    readonly competitor_sources: readonly CompetitorSource[];
    readonly analytics: readonly AnalyticsSource[];
    readonly analyticsOf: (tenant_id: string) => AnalyticsSource | null;
    readonly fetchPage: FetchPage;
    readonly holiday_countries: readonly string[];
    readonly ttlOf: (collector: string) => number;
  };

/** Makes the eight collectors. */
export function createCollectors(deps: CollectorInputs) {
  const { ttlOf } = deps;
  const stored = createStoredFacts(deps);
  const delivery = createDeliverySource({ ...deps, ttl_seconds: ttlOf('creatives') });
  const shared = { ...deps, stored, delivery };
  return {
    campaign_metrics: createCampaignMetricsCollector({ ...shared, ttl_seconds: ttlOf('campaign_metrics') }),
    creatives: createCreativesCollector({ ...shared, ttl_seconds: ttlOf('creatives') }),
    competitors: createCompetitorsCollector({
      ...shared,
      sources: deps.competitor_sources,
      ttl_seconds: ttlOf('competitors'),
    }),
    audience: createAudienceCollector({ ...shared, ttl_seconds: ttlOf('audience') }),
    history: createHistoryCollector({ ...shared, ttl_seconds: ttlOf('history') }),
    calendar: createCalendarCollector({ ...shared, ttl_seconds: ttlOf('calendar') }),
    experiments: createExperimentsCollector({ ...shared, ttl_seconds: ttlOf('experiments') }),
    site_health: createSiteHealthCollector({ ...shared, ttl_seconds: ttlOf('site_health') }),
  };
}
/** The eight collectors by name. */
export type Collectors = ReturnType<typeof createCollectors>;
