import { z } from 'zod';
import { defineAction } from '../../../contracts/action.ts';
import { campaignContextSchema } from '../../../contracts/reasoning/campaign-context.ts';
import { checkResultSchema, recommendationSchema } from '../../../contracts/recommendation.ts';
import { analysisSchema, anomalyReportSchema } from '../../reasoning/index.ts';

/**
 * Turns an analysis into one typed action with its expected effect, risk, alternatives, success criteria and a confidence
 * that is calibrated on the tenant's measured outcomes. Changes nothing.
 */
export const generateRecommendation = defineAction({
  agent: 'CampaignHealthAgent',
  action: 'generate_recommendation',
  effect: 'read',
  summary: 'Proposes one action for an analysis, with expected effect, risk, alternatives and its track record.',
  params: z.object({
    context: campaignContextSchema,
    analysis: analysisSchema,
    anomalies: anomalyReportSchema.nullish().describe('whose charts are shown beside the recommendation'),
    iteration: z.int().min(0).default(0).describe('0 in the first pass'),
    critique: z
      .array(checkResultSchema)
      .nullish()
      .describe('what was found wrong in the first pass; it stays with the result'),
  }),
  output: recommendationSchema,
});
