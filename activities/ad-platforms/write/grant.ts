import type { ActionCall } from '../../../contracts/activity-envelope.ts';
import { canonicalJson } from '../../../contracts/canonical-json.ts';
import type { Change } from '../../../contracts/change-set.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { isWide } from '../../../contracts/undo.ts';
import type { TenantTransaction } from '../../../db/connect.ts';
import { isChangeSetRecorded, readApprovalGrant } from '../../../db/queries/change-sets.ts';
import { bringsNewWords } from '../../../db/queries/creatives.ts';
import { isAutonomyOn } from '../../../db/queries/judge-autonomy.ts';
import { undoSelectionOf } from '../../../db/queries/undo-marks.ts';
import { readUndoOutline } from '../../../db/queries/undo-outline.ts';
import { othersApproved } from '../../../db/queries/undo-selection.ts';
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
 * approved in the database, whatever the caller says. A grant by policy is taken as given and recorded, but for two: that of
 * a compensation, which nobody has judged, covers nothing but the way back of the execution's own receipts; and there is none
 * for an undo that reaches over the work of several people, nor for words that nobody has been shown yet. The undo of an approver's decisions needs the yes of another.
 */
export async function checkGrant(tx: TenantTransaction, call: ApplyCall, action_id: string): Promise<void> {
  const selection = undoSelectionOf(action_id, call.params);
  if (call.grant.kind === 'policy') {
    if (call.grant.rule === 'compensation') await checkCompensation(tx, call, action_id);
    if (selection !== null && isWide(selection))
      throw refuse('Undoing a day, a playbook or an approver always needs somebody’s yes.', { kind: selection.kind });
    if (await bringsNewWords(tx, call.change_set.changes))
      throw refuse('New words of an ad always need somebody’s yes.', { action_id });
    return;
  }
  const { approval_id } = call.grant;
  if (selection?.kind === 'approver' && !(await othersApproved(tx, approval_id, selection.approver)))
    throw refuse('Nobody but the person whose decisions are taken back has agreed to it.', { approval_id });
  const approval = await readApprovalGrant(tx, approval_id);
  if (approval === null) throw refuse('There is no such approval.', { approval_id });
  const { status, plan_digest, execution_id } = approval;
  if (status !== 'approved') throw refuse(`The approval is not granted: it is ${status}.`, { approval_id, status });
  if (plan_digest !== call.plan_digest)
    throw refuse('The approval is for another plan.', { approval_id, approved: plan_digest, given: call.plan_digest });
  if (execution_id !== call.origin.execution_id)
    throw refuse('The approval belongs to another execution.', { approval_id, execution_id });
}

/**
 * Throws AUTONOMY_ENDED where the rule of autonomy said yes (an approval that nobody had to agree to) and what people can
 * switch off of it is off by now. Asked whenever money is reserved, and once more before each request.
 */
export async function checkStillGranted(tx: TenantTransaction, { grant, origin }: ApplyCall): Promise<void> {
  if (grant.kind !== 'approval') return;
  const approval = await readApprovalGrant(tx, grant.approval_id);
  if (approval?.quorum !== 0 || (await isAutonomyOn(tx, origin.execution_id))) return;
  const { approval_id } = grant;
  throw new CodedError('AUTONOMY_ENDED', 'Nobody was asked, and the permission for that has ended since.', {
    approval_id,
  });
}

/**
 * Throws APPROVAL_GRANT_INVALID unless every change leads one field from what this execution wrote back to what was there
 * before it, in the order of its receipts, the newest first. A set that has begun was checked when it began, and its
 * receipts may be undone by now.
 */
async function checkCompensation(tx: TenantTransaction, call: ApplyCall, action_id: string): Promise<void> {
  const { execution_id, step_id, iteration } = call.origin;
  if (action_id !== 'AdPlatformAgent.undo_execution' || call.params.execution_id !== execution_id)
    throw refuse('A compensation only takes back what its own execution applied.', { action_id, execution_id });
  if (await isChangeSetRecorded(tx, { execution_id, step_id, iteration, plan_digest: call.plan_digest })) return;
  const outline = await readUndoOutline(tx, { kind: 'execution', execution_id }, execution_id);
  const ways = outline.ways.map((way) => wayBack(way.change));
  let from = 0;
  for (const change of call.change_set.changes) {
    const { account_id, entity_id, field, before, after } = change;
    const place = ways.indexOf(canonicalJson({ account_id, entity_id, field, before, after }), from);
    if (place === -1)
      throw refuse('A compensation only takes back what its own execution applied, newest first.', {
        entity_id,
        field,
      });
    from = place + 1;
  }
}

function wayBack({ account_id, entity_id, field, before, after }: Change): string {
  return canonicalJson({ account_id, entity_id, field, before: after, after: before });
}
