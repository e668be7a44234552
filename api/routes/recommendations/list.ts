import { z } from 'zod';
import { listRecommendations as readRecommendations } from '../../../db/queries/recommendations-list.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { offsetFields, storedRecommendationSchema, toRecommendation } from './recommendation-schema.ts';

/** Recommendations, newest first, by offset. */
export const listRecommendations = defineOperation({
  method: 'get',
  path: '/api/v1/recommendations',
  id: 'list_recommendations',
  tag: 'recommendations',
  summary: 'List recommendations, newest first.',
  access: 'recommendations:read',
  params: nothing,
  query: z.strictObject({
    ...offsetFields,
    status: z.enum(['pending', 'approved', 'rejected']).optional(),
    campaign_id: z.string().max(255).optional(),
  }),
  body: noBody,
  responses: {
    200: {
      description: 'A slice of the list.',
      schema: z.object({
        recommendations: z.array(storedRecommendationSchema),
        limit: z.int(),
        offset: z.int(),
        total: z.int(),
      }),
    },
  },
  errors: [],
  async handle({ query, inTenant }) {
    const { limit, offset, status = null, campaign_id = null } = query;
    const { rows, total } = await inTenant((tx) => readRecommendations(tx, { limit, offset, status, campaign_id }));
    return json(200, { recommendations: rows.map(toRecommendation), limit, offset, total });
  },
});
