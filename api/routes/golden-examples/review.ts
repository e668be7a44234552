import { z } from 'zod';
import { CodedError } from '../../../contracts/errors/index.ts';
import { workflowTypeSchema } from '../../../contracts/recommendation.ts';
import { appendAudit } from '../../../db/queries/audit.ts';
import { findGoldenExample, reviewGoldenExample as review } from '../../../db/queries/golden-set.ts';
import { defineOperation, json, nothing } from '../../operation/operation.ts';
import { goldenExamplePath, listedExampleSchema, toListedExample } from './golden-example-schema.ts';

/**
 * An expert accepts a candidate, or rejects it, and may put right what the answer should have been. The first review
 * counts; the same one again by the same person changes nothing.
 */
export const reviewGoldenExample = defineOperation({
  method: 'post',
  path: '/api/v1/golden-examples/:id/review',
  id: 'review_golden_example',
  tag: 'evaluations',
  summary: 'Accept or reject a candidate for a golden example.',
  access: 'golden:review',
  params: goldenExamplePath,
  query: nothing,
  body: z.strictObject({
    decision: z.enum(['accepted', 'rejected']),
    human_decision: workflowTypeSchema.optional().describe('what would have been right, when it was something else'),
    human_reasoning: z.string().min(1).max(5_000).optional(),
  }),
  responses: { 200: { description: 'The example as it stands.', schema: listedExampleSchema } },
  errors: ['GOLDEN_EXAMPLE_NOT_FOUND', 'GOLDEN_EXAMPLE_REVIEWED'],
  idempotent: true,
  async handle({ params, body, principal, inTenant }) {
    const { decision: status, human_decision, human_reasoning } = body;
    const row = await inTenant(async (tx) => {
      const reviewed = await review(tx, {
        ...{ example_id: params.id, status, reviewed_by_email: principal.email, human_decision, human_reasoning },
      });
      if (reviewed !== null) {
        await appendAudit(tx, {
          ...{ action: 'golden_example.reviewed', decision: status },
          ...{ actor_user_id: principal.user_id, actor_email: principal.email },
          ...{ entity_type: 'golden_example', entity_id: params.id },
          details: { human_decision: reviewed.human_decision, api_key_id: principal.api_key_id },
        });
        return reviewed;
      }
      const found = await findGoldenExample(tx, params.id);
      if (found === null) throw new CodedError('GOLDEN_EXAMPLE_NOT_FOUND', `There is no golden example ${params.id}.`);
      const same = found.status === status && found.reviewed_by_email === principal.email;
      if (same && (human_decision === undefined || human_decision === found.human_decision)) return found;
      throw new CodedError('GOLDEN_EXAMPLE_REVIEWED', `${params.id} was ${found.status} already.`, {
        ...{ status: found.status, reviewed_by_email: found.reviewed_by_email },
      });
    });
    return json(200, toListedExample(row));
  },
});
