import { z } from 'zod';
import { feedbackBodySchema, feedbackReactions, feedbackSchema } from '../../../contracts/feedback.ts';
import { appendAudit } from '../../../db/queries/audit.ts';
import { addFeedback, flagForReview } from '../../../db/queries/feedback.ts';
import { defineOperation, json, nothing } from '../../operation/operation.ts';
import { recommendationInSight } from './in-sight.ts';
import { recommendationPath } from './recommendation-schema.ts';

/** Says what one thinks of a recommendation, decided or not; it changes no decision. */
export const giveFeedback = defineOperation({
  method: 'post',
  path: '/api/v1/recommendations/:id/feedback',
  id: 'give_feedback',
  tag: 'recommendations',
  summary: 'Give feedback on a recommendation, decided or not.',
  access: 'feedback:write',
  params: recommendationPath,
  query: nothing,
  body: feedbackBodySchema,
  responses: {
    201: {
      description: 'Kept, with what the team does about this category.',
      schema: feedbackSchema.extend({ reaction: z.string() }),
    },
  },
  errors: ['NOT_FOUND'],
  idempotent: true,
  async handle({ params, body, principal, inTenant }) {
    const { category, comment = null, human_workflow = null, flag_for_review } = body;
    const kept = await inTenant(async (tx) => {
      await recommendationInSight(tx, principal, params.id);
      const entry = { recommendation_id: params.id, category, comment, human_workflow, flag_for_review };
      const row = await addFeedback(tx, { ...entry, author_email: principal.email });
      await appendAudit(tx, {
        ...{ action: 'recommendation.feedback', actor_user_id: principal.user_id, actor_email: principal.email },
        ...{ entity_type: 'recommendation', entity_id: params.id },
        details: { feedback_id: row.feedback_id, category, human_workflow, flag_for_review },
      });
      return row;
    });
    return json(201, { ...kept, reaction: feedbackReactions[category] });
  },
});

/** Puts a recommendation on the list of the Friday session, or takes it off. */
export const flagRecommendation = defineOperation({
  method: 'post',
  path: '/api/v1/recommendations/:id/flag',
  id: 'flag_recommendation',
  tag: 'recommendations',
  summary: 'Flag a recommendation for the Friday session, or take the flag off.',
  access: 'feedback:write',
  params: recommendationPath,
  query: nothing,
  body: z.strictObject({ flagged: z.boolean().default(true) }),
  responses: {
    200: {
      description: 'How it stands now.',
      schema: z.object({ recommendation_id: z.uuid(), flagged_for_review: z.boolean() }),
    },
  },
  errors: ['NOT_FOUND'],
  async handle({ params, body, principal, inTenant }) {
    await inTenant(async (tx) => {
      await recommendationInSight(tx, principal, params.id);
      await flagForReview(tx, params.id, body.flagged);
    });
    return json(200, { recommendation_id: params.id, flagged_for_review: body.flagged });
  },
});
