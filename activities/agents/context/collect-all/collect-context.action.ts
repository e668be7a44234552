import { defineAction } from '../../../../contracts/action.ts';
import { campaignContextSchema } from '../../../../contracts/reasoning/campaign-context.ts';
import { collectorParamsSchema, collectorRun } from '../collector/collector-answer.ts';

/**
 * Asks every collector and the platform at the same time, each within its deadline, and puts the answers into one context.
 * A source that hangs or fails is named in it and costs no more than the deadline. Throws CAMPAIGN_NOT_FOUND alone.
 */
export const collectContext = defineAction({
  agent: 'ContextAgent',
  action: 'collect_context',
  effect: 'read',
  summary: 'Collects everything that reasoning looks at, from all sources at the same time.',
  params: collectorParamsSchema,
  output: campaignContextSchema,
  ...collectorRun,
});
