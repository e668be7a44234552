import { z } from 'zod';
import { workflowTypeSchema } from '../../../contracts/recommendation.ts';
import { recommendationStatusSchema } from '../../../contracts/recommendation-state.ts';
import { readAgentSettings } from '../../../db/queries/agent-settings.ts';
import { listRecommendations as readRecommendations } from '../../../db/queries/recommendations-list.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
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
      const { rollout_stage, beta_emails } = await readAgentSettings(tx);
      // Whoever runs the agent sees everything; others see what its stage lets them see.
      const insider = principal.roles.some((role) => role === 'admin' || role === 'engineer' || role === 'on_call');
      const hides_beta = !insider && !beta_emails.includes(principal.email);
      const filter = { status, campaign_id, workflow, confidence_below, flagged, shadow };
      const beta = hides_beta ? { tenant_stage: rollout_stage } : null;
      return readRecommendations(tx, { ...filter, hidden_beta: beta, limit, offset, sort });
    });
    return json(200, { recommendations: rows.map(toRecommendation), limit, offset, total });
  },
});
