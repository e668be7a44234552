import { z } from 'zod';
import { defineAction } from '../../../contracts/action.ts';
import { copyDraftSchema, copyQuestionShape } from './copy-draft.ts';

/**
 * Checks words that a person has written: what the platform would refuse is kept out, what claims something is told to
 * whoever decides. What is no pair of headline and body is left out. Throws CAMPAIGN_NOT_FOUND.
 */
export const checkAdCopy = defineAction({
  agent: 'CreativeAgent',
  action: 'check_ad_copy',
  effect: 'read',
  summary: 'Checks words of an ad that a person has written, against limits, claims and what is said already.',
  params: z.object({
    ...copyQuestionShape,
    draft: copyDraftSchema.describe('what was asked of the person'),
    variants: z.json().describe('a list of {headline, body}, as the person entered it'),
  }),
  output: copyDraftSchema,
});
