import { defineAction } from '../../../../contracts/action.ts';
import { competitorSignalsSchema } from '../../../../contracts/reasoning/market-signals.ts';
import { collectorAnswerSchema, collectorParamsSchema, collectorRun } from '../collector/collector-answer.ts';

/**
 * Aggregates the sources that answered: distinct competitors by domain, medians of percentages. Throws
 * CAMPAIGN_NOT_FOUND; every fault of a source stands in the report instead.
 */
export const collectCompetitors = defineAction({
  agent: 'ContextAgent',
  action: 'collect_competitors',
  effect: 'read',
  summary: 'Collects what competitors do, from every source that is configured.',
  params: collectorParamsSchema,
  output: collectorAnswerSchema(competitorSignalsSchema),
  ...collectorRun,
});
