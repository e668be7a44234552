import { listFeedback } from '../../../db/queries/feedback.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { recommendationInSight } from './in-sight.ts';
import { fullRecommendationSchema, recommendationPath, toRecommendation } from './recommendation-schema.ts';

/** One recommendation in full, with its context and what people said of it; in the internal beta only for its members. */
export const showRecommendation = defineOperation({
  method: 'get',
  path: '/api/v1/recommendations/:id',
  id: 'show_recommendation',
  tag: 'recommendations',
  summary: 'One recommendation in full.',
  access: 'recommendations:read',
  params: recommendationPath,
  query: nothing,
  body: noBody,
  responses: { 200: { description: 'The recommendation.', schema: fullRecommendationSchema } },
  errors: ['NOT_FOUND'],
  async handle({ params, principal, inTenant }) {
    const body = await inTenant(async (tx) => {
      const found = await recommendationInSight(tx, principal, params.id);
      return { ...toRecommendation(found), context: found.context, feedback: await listFeedback(tx, params.id) };
    });
    return json(200, body);
  },
});
