import { defineAction } from '../../../../contracts/action.ts';
import { audienceAnalyticsSchema } from '../../../../contracts/reasoning/market-signals.ts';
import { collectorAnswerSchema, collectorParamsSchema, collectorRun } from '../collector/collector-answer.ts';

/**
 * Reach, frequency, saturation and segments over the same periods as the campaign. Throws CAMPAIGN_NOT_FOUND; every fault
 * of a source stands in the report instead.
 */
export const collectAudience = defineAction({
  agent: 'ContextAgent',
  action: 'collect_audience',
  effect: 'read',
  summary: 'Collects who is reached, how often, and what the parts of the audience bring.',
  params: collectorParamsSchema,
  output: collectorAnswerSchema(audienceAnalyticsSchema),
  ...collectorRun,
});
