import { z } from 'zod';
import { withdraw } from '../../decisions/withdraw.ts';
import { defineOperation, json, nothing } from '../../operation/operation.ts';
import { approvalPath } from './approval-schema.ts';
import { channelOf, decidedSchema, toDecided } from './decide.ts';

/** Takes the caller’s own yes back while the undo window is open. */
export const withdrawDecision = defineOperation({
  method: 'post',
  path: '/v2/approvals/:id/withdraw',
  id: 'withdraw_decision',
  tag: 'approvals',
  summary: 'Take my approval back inside the undo window.',
  access: 'approvals:decide',
  params: approvalPath,
  query: nothing,
  body: z.strictObject({ decision_id: z.uuid().optional().describe('the decision to take back; mine, unless told') }),
  responses: { 200: { description: 'The approval, waiting again.', schema: decidedSchema } },
  errors: ['APPROVAL_NOT_FOUND', 'DECISION_NOT_ELIGIBLE', 'DECISION_UNDO_WINDOW_CLOSED'],
  async handle({ params, body, principal, inTenant, deps, signal }) {
    const request = { approval_id: params.id, decision_id: body.decision_id ?? null, channel: channelOf(principal) };
    const result = await withdraw(deps, { principal, inTenant }, request, signal);
    return json(200, toDecided(result, principal));
  },
});
