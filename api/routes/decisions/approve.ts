import { z } from 'zod';
import { decide } from '../../decisions/decide.ts';
import { defineOperation, json, nothing } from '../../operation/operation.ts';
import { approvalPath } from '../approvals/approval-schema.ts';
import { channelOf, decidedSchema, decisionErrors, toDecided } from '../approvals/decide.ts';

/** The short form: approves whatever plan is waiting now. */
export const approveShort = defineOperation({
  method: 'post',
  path: '/v2/decisions/approve/:id',
  id: 'approve_decision',
  tag: 'approvals',
  summary: 'Approve what is waiting now.',
  access: 'approvals:decide',
  params: approvalPath,
  query: nothing,
  body: z.strictObject({ reason: z.string().max(2_000).nullish() }),
  responses: { 200: { description: 'The approval after the decision.', schema: decidedSchema } },
  errors: decisionErrors,
  async handle({ params, body, principal, inTenant, deps, signal }) {
    const request = { approval_id: params.id, plan_digest: null, decision: 'approve', edits: null } as const;
    const said = { ...request, reason: body.reason ?? null, channel: channelOf(principal) };
    const result = await decide(deps, { principal, inTenant }, said, signal);
    return json(200, toDecided(result, principal));
  },
});
