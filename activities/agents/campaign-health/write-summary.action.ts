import { z } from 'zod';
import { defineAction } from '../../../contracts/action.ts';
import { campaignContextSchema } from '../../../contracts/reasoning/campaign-context.ts';
import { recommendationSchema } from '../../../contracts/recommendation.ts';
import { wordingDraftSchema } from './stages/draft-wording.ts';
import { startedAt, voiceShape } from './stages/stage-params.ts';

/**
 * Words the reasoning of a recommendation. A language model may word it, but may change no number: else its text is refused
 * and the deterministic text stands. A draft that is handed in is taken or refused, and nobody is asked; without a draft and
 * without the context nobody is asked either.
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
    draft: wordingDraftSchema.nullish().describe('what `draft_wording` gave for the same facts'),
    started_at: startedAt,
    ...voiceShape,
  }),
  output: recommendationSchema,
  timeout_seconds: 45,
});
