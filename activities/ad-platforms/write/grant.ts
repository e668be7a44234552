import type { ActionCall } from '../../../contracts/activity-envelope.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import type { TenantTransaction } from '../../../db/connect.ts';
import { readApprovalGrant } from '../../../db/queries/change-sets.ts';
import { planDigest } from './plan-digest.ts';

/** The second half of a write, as the interpreter sends it. */
export type ApplyCall = Extract<ActionCall, { phase: 'apply' }>;

function refuse(reason: string, details: Readonly<Record<string, unknown>>): CodedError {
  return new CodedError('APPROVAL_GRANT_INVALID', reason, details);
}

/** Throws APPROVAL_GRANT_INVALID unless the change set about to be applied is the one that the digest names. */
export function checkDigest(call: ApplyCall, action_id: string, params: unknown): void {
  const computed = planDigest({ action_id, params, change_set: call.change_set });
  if (computed !== call.plan_digest)
    throw refuse('The change set is not the one that was planned.', { computed, plan_digest: call.plan_digest });
}

/**
 * Throws APPROVAL_GRANT_INVALID unless the grant covers exactly this digest in this execution: an approval must stand as
 * approved in the database, whatever the caller says. A grant by policy is taken as given and recorded.
 */
export async function checkGrant(tx: TenantTransaction, call: ApplyCall): Promise<void> {
  if (call.grant.kind === 'policy') return;
  const { approval_id } = call.grant;
  const approval = await readApprovalGrant(tx, approval_id);
  if (approval === null) throw refuse('There is no such approval.', { approval_id });
  const { status, plan_digest, execution_id } = approval;
  if (status !== 'approved') throw refuse(`The approval is not granted: it is ${status}.`, { approval_id, status });
  if (plan_digest !== call.plan_digest)
    throw refuse('The approval is for another plan.', { approval_id, approved: plan_digest, given: call.plan_digest });
  if (execution_id !== call.origin.execution_id)
    throw refuse('The approval belongs to another execution.', { approval_id, execution_id });
}
