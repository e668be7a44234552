import { z } from 'zod';
import { workflowTypeSchema } from '../../../contracts/recommendation.ts';
import { recommendationStatusSchema } from '../../../contracts/recommendation-state.ts';
import { listRecommendations as readRecommendations } from '../../../db/queries/recommendations-list.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { hiddenBeta } from './in-sight.ts';
import { offsetFields, storedRecommendationSchema, toRecommendation } from './recommendation-schema.ts';

/** Recommendations, newest or most urgent first, by offset. In the internal beta only those people see them who take part. */
export const listRecommendations = defineOperation({
  method: 'get',
  path: '/api/v1/recommendations',
  id: 'list_recommendations',
  tag: 'recommendations',
  summary: 'List recommendations, newest or most urgent first.',
  access: 'recommendations:read',
  params: nothing,
  query: z.strictObject({
    ...offsetFields,
    status: recommendationStatusSchema.optional().describe('`approved` holds the edited and the automatic ones too'),
    campaign_id: z.string().max(255).optional(),
    workflow: workflowTypeSchema.optional(),
    flagged: z.enum(['true']).optional().describe('those for the Friday session'),
    confidence_below: z.coerce.number().min(0).max(1).optional(),
    shadow: z.enum(['true']).optional().describe('those that were shown to nobody, and no others'),
    sort: z.enum(['newest', 'priority']).default('newest'),
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
  async handle({ query, inTenant, principal }) {
    const { limit, offset, sort, status = null, campaign_id = null, workflow = null, confidence_below = null } = query;
    const [flagged, shadow] = [query.flagged === 'true', query.shadow === 'true'];
    const { rows, total } = await inTenant(async (tx) => {
      const filter = { status, campaign_id, workflow, confidence_below, flagged, shadow };
      const hidden_beta = await hiddenBeta(tx, principal);
      return readRecommendations(tx, { ...filter, hidden_beta, limit, offset, sort });
    });
    return json(200, { recommendations: rows.map(toRecommendation), limit, offset, total });
  },
});
