import type { ActionDefinition } from '../../../contracts/action.ts';
import { collectAudience } from './audience/collect-audience.action.ts';
import { buildContext } from './build/build-context.action.ts';
import { collectCalendar } from './calendar/collect-calendar.action.ts';
import { collectCampaignMetrics } from './campaign-metrics/collect-campaign-metrics.action.ts';
import { collectContext } from './collect-all/collect-context.action.ts';
import { collectCompetitors } from './competitors/collect-competitors.action.ts';
import { collectCreatives } from './creatives/collect-creatives.action.ts';
import { collectExperiments } from './experiments/collect-experiments.action.ts';
import { collectHistory } from './history/collect-history.action.ts';
import { probeCollectors } from './probe/probe-collectors.action.ts';
import { collectSiteHealth } from './site-health/collect-site-health.action.ts';
import { warmSources } from './warm/warm-sources.action.ts';

/** Every action of ContextAgent: the collectors, what joins them, and what looks after their health. */
export const contextDefinitions: readonly ActionDefinition[] = [
  collectCampaignMetrics,
  collectCreatives,
  collectCompetitors,
  collectAudience,
  collectHistory,
  collectCalendar,
  collectExperiments,
  collectSiteHealth,
  buildContext,
  collectContext,
  probeCollectors,
  warmSources,
];
