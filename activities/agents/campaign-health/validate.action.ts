import { z } from 'zod';
import { defineAction } from '../../../contracts/action.ts';
import { campaignContextSchema } from '../../../contracts/reasoning/campaign-context.ts';
import { recommendationSchema } from '../../../contracts/recommendation.ts';

/**
 * The last look by rule: shape, confidence, guardrails, and whether every number and reason stands on the context
 * (requirement 6.4). What does not pass is kept and flagged, for a person alone. Pure.
 */
export const validateRecommendation = defineAction({
  agent: 'CampaignHealthAgent',
  action: 'validate',
  effect: 'read',
  summary: 'Checks the recommendation by rule: confidence, guardrails, and whether every reason stands on the context.',
  params: z.object({ context: campaignContextSchema, recommendation: recommendationSchema }),
  output: z.object({
    recommendation: recommendationSchema,
    validation_passed: z.boolean(),
    failed: z.array(z.string()).describe('names of the checks that did not pass'),
  }),
});
