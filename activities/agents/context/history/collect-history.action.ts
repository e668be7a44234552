import { defineAction } from '../../../../contracts/action.ts';
import { historicalPatternsSchema } from '../../../../contracts/reasoning/campaign-past.ts';
import { collectorAnswerSchema, collectorParamsSchema, collectorRun } from '../collector/collector-answer.ts';

/**
 * Baselines and patterns of the campaign; measured effects and the nearest case from it and its like. Throws
 * CAMPAIGN_NOT_FOUND; every fault of a source stands in the report instead.
 */
export const collectHistory = defineAction({
  agent: 'ContextAgent',
  action: 'collect_history',
  effect: 'read',
  summary: 'Collects usual values, patterns that came back, and what earlier recommendations brought.',
  params: collectorParamsSchema,
  output: collectorAnswerSchema(historicalPatternsSchema),
  ...collectorRun,
});
