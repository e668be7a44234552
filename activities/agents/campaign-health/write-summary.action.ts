import { z } from 'zod';
import { defineAction } from '../../../contracts/action.ts';
import { recommendationSchema } from '../../../contracts/recommendation.ts';

/** Words the reasoning of a recommendation. A language model may word it, but may change no number: else its text is refused. */
export const writeSummary = defineAction({
  agent: 'CampaignHealthAgent',
  action: 'write_summary',
  effect: 'read',
  summary: 'Words the recommendation for people; a language model, when configured, may never change a number.',
  params: z.object({ campaign_name: z.string(), recommendation: recommendationSchema }),
  output: recommendationSchema,
  timeout_seconds: 45,
});
