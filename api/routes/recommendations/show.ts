import { CodedError } from '../../../contracts/errors/index.ts';
import { findRecommendation } from '../../../db/queries/recommendations-list.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { recommendationPath, storedRecommendationSchema, toRecommendation } from './recommendation-schema.ts';

/** One recommendation in full. */
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
  responses: { 200: { description: 'The recommendation.', schema: storedRecommendationSchema } },
  errors: ['NOT_FOUND'],
  async handle({ params, inTenant }) {
    const found = await inTenant((tx) => findRecommendation(tx, { id: params.id }));
    if (found === null) throw new CodedError('NOT_FOUND', `There is no recommendation ${params.id}.`);
    return json(200, toRecommendation(found));
  },
});
