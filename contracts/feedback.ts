import { z } from 'zod';
import { workflowTypeSchema } from './recommendation.ts';

/** What a person thinks of a decision and of the reasoning behind it. */
export const feedbackCategorySchema = z.enum([
  'correct_good_reasoning',
  'correct_poor_reasoning',
  'wrong_understandable',
  'wrong_unclear',
]);
/** What a person thinks of a decision and of the reasoning behind it. */
export type FeedbackCategory = z.infer<typeof feedbackCategorySchema>;

/** What the team does about each category. */
export const feedbackReactions: Readonly<Record<FeedbackCategory, string>> = {
  correct_good_reasoning: 'Reinforce: keep it as a positive example.',
  correct_poor_reasoning: 'Improve the clarity of the explanation.',
  wrong_understandable: 'Edge case: extend the examples and the golden data.',
  wrong_unclear: 'Investigate the failure mode.',
};

/** Feedback on any recommendation, decided or not. `flag_for_review` puts it on the list of the Friday session. */
export const feedbackBodySchema = z.strictObject({
  category: feedbackCategorySchema,
  comment: z.string().trim().min(1).max(2_000).nullish(),
  human_workflow: workflowTypeSchema.nullish().describe('the workflow that the person would have chosen'),
  flag_for_review: z.boolean().default(false),
});

/** A piece of feedback as it is kept. `taken_up_in` is the first version of engine or prompt that lists it as dealt with. */
export const feedbackSchema = z.object({
  feedback_id: z.uuid(),
  recommendation_id: z.uuid(),
  category: feedbackCategorySchema,
  comment: z.string().nullable(),
  human_workflow: workflowTypeSchema.nullable(),
  author_email: z.string(),
  taken_up_in: z.string().nullable(),
  taken_up_at: z.iso.datetime().nullable(),
  created_at: z.iso.datetime(),
});
