import { z } from 'zod';
import { defineAction } from '../../../contracts/action.ts';
import { creativeMetricsSchema } from '../../../contracts/reasoning/campaign-metrics.ts';
import { copyDraftSchema, copyQuestionShape } from './copy-draft.ts';

/**
 * Has a language model write new words for an ad that has worn out, and checks every one of them by rule. Without a model it
 * gives the brief alone, and a person writes. Nothing goes anywhere: only `upload_creatives` makes something, after a yes.
 * Throws CAMPAIGN_NOT_FOUND; never fails for a fault of a model.
 */
export const writeAdCopy = defineAction({
  agent: 'CreativeAgent',
  action: 'write_ad_copy',
  effect: 'read',
  summary: 'Writes new words for a worn ad, checked against limits, claims and what is said already.',
  params: z.object({
    ...copyQuestionShape,
    creatives: z
      .array(creativeMetricsSchema)
      .nullish()
      .describe('how each creative does, from ContextAgent.collect_creatives'),
    worn_creative_ids: z.array(z.string()).default([]).describe('the most tired ones by the figures when empty'),
    idea: z.string().max(2_000).default('').describe('what the new words should do'),
    variants: z.int().min(1).max(10).default(3),
    model: z.string().nullish().describe('the configured model that is asked first'),
    refresh: z.boolean().default(false).describe('true asks again although an earlier answer would serve'),
  }),
  output: copyDraftSchema,
  timeout_seconds: 40,
});
