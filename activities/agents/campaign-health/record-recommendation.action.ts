import { z } from 'zod';
import { defineAction } from '../../../contracts/action.ts';
import { campaignContextSchema } from '../../../contracts/reasoning/campaign-context.ts';
import { recommendationSchema } from '../../../contracts/recommendation.ts';
import { metricsSummarySchema } from './collect/collected-metrics.ts';

/**
 * Stores a recommendation with the exact context that it rests on, and the run of the agent that made it. The same execution
 * records once; older open ones of the campaign are superseded.
 */
export const recordRecommendation = defineAction({
  agent: 'CampaignHealthAgent',
  action: 'record_recommendation',
  effect: 'propose',
  summary: 'Stores the recommendation with its context and supersedes older open ones of the campaign.',
  params: z.object({
    campaign_id: z.string().min(1),
    recommendation: recommendationSchema,
    context: campaignContextSchema.nullish().describe('what the recommendation rests on, kept as it was'),
    metrics: metricsSummarySchema.nullish().describe('the same of playbooks that build no context'),
  }),
  output: z.object({
    recommendation_id: z.uuid(),
    recommended_workflow: recommendationSchema.shape.recommended_workflow,
    root_cause: recommendationSchema.shape.root_cause,
    confidence: z.number(),
    validation_passed: z.boolean().describe('the checks passed; without checks, a confidence of at least 0.6'),
    superseded: z.int().describe('how many older recommendations this one replaced'),
  }),
});
