import { z } from 'zod';
import { defineAction } from '../../../contracts/action.ts';
import { campaignContextSchema } from '../../../contracts/reasoning/campaign-context.ts';
import { checkResultSchema, recommendationSchema } from '../../../contracts/recommendation.ts';
import { analysisSchema } from '../../reasoning/index.ts';
import { criticAnswerSchema } from './stages/ask-critic.ts';
import { startedAt, voiceShape } from './stages/stage-params.ts';

/**
 * Reviews a recommendation: rules first, then a language model as a second voice, which may take confidence off and object
 * but changes neither cause nor action nor amount. Without a model, or when it does not answer in its time, the
 * recommendation counts as not critiqued by one. Says whether another pass is wanted and the time allows it.
 */
export const critique = defineAction({
  agent: 'CampaignHealthAgent',
  action: 'critique',
  effect: 'read',
  summary: 'Reviews the recommendation by rule and by a second voice, and says whether another pass is wanted.',
  params: z.object({
    context: campaignContextSchema,
    analysis: analysisSchema,
    recommendation: recommendationSchema,
    iteration: z.int().min(0).default(0).describe('0 in the first pass'),
    earlier: criticAnswerSchema
      .nullish()
      .describe('the second voice of the first pass, which serves for the same again'),
    started_at: startedAt,
    ...voiceShape,
  }),
  output: z.object({
    recommendation: recommendationSchema,
    iteration_count: z.int().describe('passes that were critiqued, this one included'),
    regenerate: z.boolean().describe('another pass is wanted, and there is time for it'),
    issues: z.array(checkResultSchema).describe('for the next pass'),
    critique_feedback: z.string().nullable().describe('the issues in words; null when there are none'),
    reviewed_by: z.array(z.string()).describe('`rules`, and the model that was heard'),
    voice: criticAnswerSchema.nullable().describe('the second voice; null when no model is configured'),
  }),
});
