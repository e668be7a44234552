import { z } from 'zod';
import { defineAction } from '../../../contracts/action.ts';
import { campaignContextSchema } from '../../../contracts/reasoning/campaign-context.ts';
import { recommendationSchema } from '../../../contracts/recommendation.ts';
import { startedAt, voiceShape } from './stages/stage-params.ts';

/**
 * Words the reasoning of a recommendation. A language model may word it, but may change no number: else its text is refused
 * and the deterministic text stands. Without the context no model is asked.
 */
export const writeSummary = defineAction({
  agent: 'CampaignHealthAgent',
  action: 'write_summary',
  effect: 'read',
  summary: 'Words the recommendation for people; a language model, when configured, may never change a number.',
  params: z.object({
    campaign_name: z.string(),
    recommendation: recommendationSchema,
    context: campaignContextSchema.nullish().describe('what the sentences must rest on'),
    started_at: startedAt,
    ...voiceShape,
  }),
  output: recommendationSchema,
  timeout_seconds: 45,
});
