import { z } from 'zod';
import { defineAction } from '../../../contracts/action.ts';
import { recommendationSchema } from '../../../contracts/recommendation.ts';
import { metricsSummarySchema } from './collect/collected-metrics.ts';

/** Stores a recommendation with the context that it rests on. The same execution records once; older open ones of the campaign are superseded. */
export const recordRecommendation = defineAction({
  agent: 'CampaignHealthAgent',
  action: 'record_recommendation',
  effect: 'propose',
  summary: 'Stores the recommendation with its context and supersedes older open ones of the campaign.',
  params: z.object({
    campaign_id: z.string().min(1),
    recommendation: recommendationSchema,
    metrics: metricsSummarySchema,
  }),
  output: z.object({
    recommendation_id: z.uuid(),
    recommended_workflow: recommendationSchema.shape.recommended_workflow,
    root_cause: recommendationSchema.shape.root_cause,
    confidence: z.number(),
    validation_passed: z.boolean().describe('confidence of at least 0.6 and something to act on is known'),
    superseded: z.int().describe('how many older recommendations this one replaced'),
  }),
});
