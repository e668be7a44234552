import { z } from 'zod';
import { defineAction } from '../../../contracts/action.ts';
import { campaignContextSchema } from '../../../contracts/reasoning/campaign-context.ts';
import { recommendationSchema } from '../../../contracts/recommendation.ts';
import { wordingDraftSchema } from './stages/draft-wording.ts';
import { startedAt, voiceShape } from './stages/stage-params.ts';

/**
 * Has a language model word a recommendation while another one still reviews it. The draft is put in place by `write_summary`,
 * for exactly the facts that it words. Never fails for a fault of a model: the draft then says why there is none.
 */
export const draftWordingAction = defineAction({
  agent: 'CampaignHealthAgent',
  action: 'draft_wording',
  effect: 'read',
  summary: 'Has a language model word the facts of a recommendation, and another one look at the words.',
  params: z.object({
    campaign_name: z.string(),
    recommendation: recommendationSchema,
    context: campaignContextSchema.describe('what the sentences must rest on'),
    earlier: wordingDraftSchema
      .nullish()
      .describe('the draft of the first pass, which serves while the facts are the same'),
    started_at: startedAt,
    ...voiceShape,
  }),
  output: wordingDraftSchema,
  timeout_seconds: 25,
});
