import { defineAction } from '../../../../contracts/action.ts';
import { campaignMetricsSchema } from '../../../../contracts/reasoning/campaign-metrics.ts';
import { collectorAnswerSchema, collectorParamsSchema, collectorRun } from '../collector/collector-answer.ts';

/**
 * The last 7 full days against the 7 before, from the stored facts; a forced refresh reads them from the platform again
 * first. Throws CAMPAIGN_NOT_FOUND; every fault of a source stands in the report instead.
 */
export const collectCampaignMetrics = defineAction({
  agent: 'ContextAgent',
  action: 'collect_campaign_metrics',
  effect: 'read',
  summary: 'Collects what a campaign did in its last 7 full days against the 7 before.',
  params: collectorParamsSchema,
  output: collectorAnswerSchema(campaignMetricsSchema),
  ...collectorRun,
});
