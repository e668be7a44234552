import type { z } from 'zod';
import type { ActionDefinition } from '../../../contracts/action.ts';
import { actionId } from '../../../contracts/action.ts';
import { type BoundHandler, bindRun } from '../../../contracts/action-handler.ts';
import type { CollectorName } from '../../../contracts/collector.ts';
import { collectorConfig } from '../../../contracts/config/index.ts';
import type { CampaignReader } from '../../ad-platforms/campaign-reader.ts';
import type { HandlerDependencies } from '../../handler-dependencies.ts';
import { createAddressRule, createPublicGet } from '../../public-web/index.ts';
import type { FactsReader } from '../campaign-health/collect/read-facts.ts';
import { collectAudience } from './audience/collect-audience.action.ts';
import { createBuildContextHandler } from './build/build-context.handler.ts';
import { collectCalendar } from './calendar/collect-calendar.action.ts';
import { collectCampaignMetrics } from './campaign-metrics/collect-campaign-metrics.action.ts';
import { createCollectContextHandler } from './collect-all/collect-context.handler.ts';
import { createAnswerCache } from './collector/answer-cache.ts';
import type { Collected, Collector } from './collector/collector.ts';
import type { CollectorParams, collectorParamsSchema } from './collector/collector-answer.ts';
import { createHealthRecord } from './collector/health-record.ts';
import { type CollectorMetrics, noCollectorMetrics } from './collector/metrics.ts';
import { readSubject } from './collector/read-subject.ts';
import { createTiming, type Timing } from './collector/timing.ts';
import { createTurns, type Turns } from './collector/turns.ts';
import { type Collectors, createCollectors } from './collectors.ts';
import { collectCompetitors } from './competitors/collect-competitors.action.ts';
import { collectCreatives } from './creatives/collect-creatives.action.ts';
import { collectExperiments } from './experiments/collect-experiments.action.ts';
import { collectHistory } from './history/collect-history.action.ts';
import { probeCollector } from './probe/probe.ts';
import { createProbeCollectorsHandler } from './probe/probe-collectors.handler.ts';
import { analyticsSource, type CollectorConfig, competitorSources, createTtlOf } from './settings.ts';
import { collectSiteHealth } from './site-health/collect-site-health.action.ts';
import { createFetchPage } from './site-health/fetch-page.ts';
import { createWarmSourcesHandler } from './warm/warm-sources.handler.ts';

/** What the agent is handed: the stored facts and the platforms through ports, the reads of `AdPlatformAgent` as they are bound. */
export type ContextDependencies = Pick<HandlerDependencies, 'database' | 'clock' | 'fetch' | 'log'> & {
  readonly facts: FactsReader;
  readonly platform: CampaignReader;
  readonly reads: readonly BoundHandler[];
  readonly collectors?: CollectorConfig | undefined;
  readonly metrics?: CollectorMetrics;
  /** Seam for tests. */
  readonly timing?: Timing;
};

/** The handlers of ContextAgent, and the collectors behind them. */
export function createContextHandlers(deps: ContextDependencies): BoundHandler[] {
  return assembleContext(deps).handlers;
}

/** Puts the agent together; tests reach the collectors through it. */
export function assembleContext(deps: ContextDependencies) {
  const config = deps.collectors ?? collectorConfig.parse({});
  const { database, log, metrics = noCollectorMetrics } = deps;
  const timing = deps.timing ?? createTiming(deps.clock);
  const deadline_ms = config.MBI_COLLECTOR_DEADLINE_MS;
  const bounds = { database, timing, deadline_ms };
  const turned = { ...bounds, turns: createTurns(config.MBI_COLLECTORS_AT_WORK) };
  const health = createHealthRecord({
    database,
    log,
    probe: async (tenant_id, name) => void (await probeCollector(bounds, tenant_id, collectors[name])),
  });
  const analytics = analyticsSource(config, deps.fetch);
  const collectors: Collectors = createCollectors({
    ...{ ...bounds, log, metrics, health, cache: createAnswerCache(database) },
    ...{ facts: deps.facts, platform: deps.platform },
    competitor_sources: competitorSources(config, deps.fetch),
    analytics: analytics === null ? [] : [analytics],
    analyticsOf: (tenant_id) => (tenant_id === config.MBI_ANALYTICS_TENANT_ID ? analytics : null),
    fetchPage: createFetchPage(createPublicGet(createAddressRule({ loopback: config.MBI_SITE_CHECK_LOOPBACK }))),
    holiday_countries: config.MBI_HOLIDAY_COUNTRIES.split(','),
    ttlOf: createTtlOf(config),
  });
  const read = (id: string) => deps.reads.find((each) => actionId(each.definition) === id) ?? null;
  const reads = { state: read('AdPlatformAgent.read_campaign_state'), changes: read('AdPlatformAgent.read_changes') };
  const handlers = [
    bindCollector(turned, collectCampaignMetrics, collectors.campaign_metrics),
    bindCollector(turned, collectCreatives, collectors.creatives),
    bindCollector(turned, collectCompetitors, collectors.competitors),
    bindCollector(turned, collectAudience, collectors.audience),
    bindCollector(turned, collectHistory, collectors.history),
    bindCollector(turned, collectCalendar, collectors.calendar),
    bindCollector(turned, collectExperiments, collectors.experiments),
    bindCollector(turned, collectSiteHealth, collectors.site_health),
    createBuildContextHandler(bounds),
    createCollectContextHandler({ ...bounds, collectors, reads }),
    createProbeCollectorsHandler({ ...bounds, collectors }),
    createWarmSourcesHandler({ ...bounds, metrics, collectors }),
  ];
  return { handlers, collectors, health };
}

/** A collector as an action: only a campaign that does not exist makes it fail. */
function bindCollector<Data, Output extends z.ZodType<Collected<Data>>>(
  bounds: Parameters<typeof readSubject>[0] & { readonly turns: Turns },
  definition: ActionDefinition<typeof collectorParamsSchema, Output>,
  collector: Collector<Data> & { readonly name: CollectorName },
): BoundHandler {
  return bindRun({
    definition,
    run: async (params: CollectorParams, { origin }) =>
      definition.output.parse(
        await bounds.turns(async () => collector.collect(await readSubject(bounds, origin.tenant_id, params))),
      ),
  });
}
