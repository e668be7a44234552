import { CodedError } from '../../../contracts/errors/index.ts';
import { listFeedback } from '../../../db/queries/feedback.ts';
import { findRecommendation } from '../../../db/queries/recommendations-list.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { fullRecommendationSchema, recommendationPath, toRecommendation } from './recommendation-schema.ts';

/** One recommendation in full, with its context and what people said of it. */
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
  async handle({ params, inTenant }) {
    const body = await inTenant(async (tx) => {
      const found = await findRecommendation(tx, { id: params.id });
      if (found === null) throw new CodedError('NOT_FOUND', `There is no recommendation ${params.id}.`);
      return { ...toRecommendation(found), context: found.context, feedback: await listFeedback(tx, params.id) };
    });
    return json(200, body);
  },
});
