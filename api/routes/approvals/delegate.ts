import { z } from 'zod';
import { delegate } from '../../decisions/delegate.ts';
import { defineOperation, json, nothing } from '../../operation/operation.ts';
import { approvalPath, approvalSchema, toApproval } from './approval-schema.ts';

/** Lets a colleague decide in the caller's stead; both together have one voice. */
export const delegateApproval = defineOperation({
  method: 'post',
  path: '/v2/approvals/:id/delegate',
  id: 'delegate_approval',
  tag: 'approvals',
  summary: 'Let a colleague decide in my stead.',
  access: 'approvals:decide',
  params: approvalPath,
  query: nothing,
  body: z.strictObject({
    to: z.email().max(320).describe('the colleague’s e-mail address'),
    reason: z.string().max(2_000).nullish(),
  }),
  responses: { 200: { description: 'The approval.', schema: approvalSchema } },
  errors: [
    ...(['APPROVAL_NOT_FOUND', 'DECISION_TOO_LATE', 'DECISION_SELF_APPROVAL', 'DECISION_NOT_ELIGIBLE'] as const),
    'DELEGATION_INVALID',
  ],
  async handle({ params, body, principal, inTenant, deps }) {
    const request = { approval_id: params.id, to: body.to, reason: body.reason ?? null };
    return json(200, toApproval(await delegate(deps, { principal, inTenant }, request), principal));
  },
});
