import { z } from 'zod';
import { defineAction } from '../../../../contracts/action.ts';
import { campaignContextSchema } from '../../../../contracts/reasoning/campaign-context.ts';
import { campaignStateSchema } from '../../../ad-platforms/actions/read-campaign-state/read-campaign-state.action.ts';
import { readChanges } from '../../../ad-platforms/actions/read-changes/read-changes.action.ts';
import { collectAudience } from '../audience/collect-audience.action.ts';
import { collectCalendar } from '../calendar/collect-calendar.action.ts';
import { collectCampaignMetrics } from '../campaign-metrics/collect-campaign-metrics.action.ts';
import { collectCompetitors } from '../competitors/collect-competitors.action.ts';
import { collectCreatives } from '../creatives/collect-creatives.action.ts';
import { collectExperiments } from '../experiments/collect-experiments.action.ts';
import { collectHistory } from '../history/collect-history.action.ts';
import { collectSiteHealth } from '../site-health/collect-site-health.action.ts';

/**
 * Puts what the collectors answered into one context. Each part is the output of its collector, or null for one that did not
 * answer at all, which is then named among the missing; `state` and `changes` are what `AdPlatformAgent` reads.
 * Pure but for the campaign's own record (industry, keywords, currency, protection). Throws CAMPAIGN_NOT_FOUND.
 */
export const buildContext = defineAction({
  agent: 'ContextAgent',
  action: 'build_context',
  effect: 'read',
  summary: 'Puts the answers of the collectors into one context for reasoning.',
  params: z.object({
    campaign_id: z.string().min(1).max(255),
    at: z.iso.datetime({ offset: true }).nullish(),
    campaign_metrics: collectCampaignMetrics.output.nullish(),
    creatives: collectCreatives.output.nullish(),
    competitors: collectCompetitors.output.nullish(),
    audience: collectAudience.output.nullish(),
    history: collectHistory.output.nullish(),
    calendar: collectCalendar.output.nullish(),
    experiments: collectExperiments.output.nullish(),
    site_health: collectSiteHealth.output.nullish(),
    state: campaignStateSchema.nullish(),
    changes: readChanges.output.nullish(),
  }),
  output: campaignContextSchema,
});
