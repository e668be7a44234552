import { z } from 'zod';
import { defineAction } from '../../../../contracts/action.ts';
import { creativeMetricsSchema } from '../../../../contracts/reasoning/campaign-metrics.ts';
import { collectorAnswerSchema, collectorParamsSchema, collectorRun } from '../collector/collector-answer.ts';

/**
 * One entry for each creative, the ready ones too, over the same periods as the campaign. Throws CAMPAIGN_NOT_FOUND;
 * every fault of a source stands in the report instead.
 */
export const collectCreatives = defineAction({
  agent: 'ContextAgent',
  action: 'collect_creatives',
  effect: 'read',
  summary: 'Collects how each creative of a campaign does and whether it wears out.',
  params: collectorParamsSchema,
  output: collectorAnswerSchema(z.array(creativeMetricsSchema)),
  ...collectorRun,
});
