import { z } from 'zod';
import { defineAction } from '../../../../contracts/action.ts';
import { experimentSchema } from '../../../../contracts/reasoning/campaign-past.ts';
import { collectorAnswerSchema, collectorParamsSchema, collectorRun } from '../collector/collector-answer.ts';

/**
 * The experiments that run on the looked-at day. Throws CAMPAIGN_NOT_FOUND; every fault of a source stands in the report
 * instead.
 */
export const collectExperiments = defineAction({
  agent: 'ContextAgent',
  action: 'collect_experiments',
  effect: 'read',
  summary: 'Collects the experiments that run on a campaign.',
  params: collectorParamsSchema,
  output: collectorAnswerSchema(z.array(experimentSchema)),
  ...collectorRun,
});
