import { z } from 'zod';
import { rejectReasonSchema } from '../../../contracts/approval.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import type { Principal } from '../../../contracts/roles.ts';
import { type DecisionResult, decide } from '../../decisions/decide.ts';
import { defineOperation, json, nothing } from '../../operation/operation.ts';
import { approvalPath, approvalSchema, toApproval } from './approval-schema.ts';

/** What every decision answers: the approval as it stands after the workflow has taken the decision. */
export const decidedSchema = approvalSchema.extend({ decision_id: z.uuid() });

/** Every way in which a decision can be refused. */
export const decisionErrors = [
  'APPROVAL_NOT_FOUND',
  'DECISION_STALE',
  'DECISION_TOO_LATE',
  'DECISION_SELF_APPROVAL',
  'DECISION_NOT_ELIGIBLE',
  'DECISION_REPEATED',
  'DECISION_EDIT_INVALID',
  'DECISION_REASON_MISSING',
] as const;

/** A result as the caller sees it. */
export function toDecided(result: DecisionResult, principal: Principal) {
  return { ...toApproval(result.approval, principal), decision_id: result.decision_id };
}

/** The channel of a decision: a program with a key, or a person. */
export function channelOf(principal: Principal): string {
  return principal.api_key_id === null ? 'api' : 'api_key';
}

/** Decides on exactly the plan whose digest is given. */
export const decideApproval = defineOperation({
  method: 'post',
  path: '/v2/approvals/:id/decisions',
  id: 'decide_approval',
  tag: 'approvals',
  summary: 'Approve or reject exactly what was shown.',
  access: 'approvals:decide',
  params: approvalPath,
  query: nothing,
  body: z.strictObject({
    plan_digest: z.string().max(100).optional().describe('of the approval as shown; or send it as If-Match'),
    decision: z.enum(['approve', 'reject']),
    edits: z.record(z.string(), z.json()).nullish().describe('new values of editable parameters'),
    reason: z
      .string()
      .max(2_000)
      .nullish()
      .describe(`a no begins with one of ${rejectReasonSchema.options.join(', ')}, and may go on after a colon`),
  }),
  responses: { 200: { description: 'The approval after the decision.', schema: decidedSchema } },
  errors: [...decisionErrors, 'DECISION_DIGEST_MISSING'],
  async handle({ params, body, header, principal, inTenant, deps, signal }) {
    const plan_digest = body.plan_digest ?? unquoted(header('If-Match'));
    if (plan_digest === undefined) {
      throw new CodedError('DECISION_DIGEST_MISSING', 'Send the plan_digest of the approval, or If-Match.');
    }
    const edits = Object.keys(body.edits ?? {}).length === 0 ? null : (body.edits ?? null);
    const { decision, reason = null } = body;
    const channel = channelOf(principal);
    const result = await decide(
      deps,
      { principal, inTenant },
      { approval_id: params.id, plan_digest, decision, edits, reason, channel },
      signal,
    );
    return json(200, toDecided(result, principal));
  },
});

function unquoted(etag: string | undefined): string | undefined {
  return etag?.replace(/^(W\/)?"(.*)"$/, '$2');
}
