import type { IgnoredDecisionCode } from '../../contracts/approval.ts';
import { type Principal, permissionsOf } from '../../contracts/roles.ts';
import type { ApprovalRow } from '../../db/queries/approvals-list.ts';

/**
 * Whether an approval can still be decided: it waits, and its time is not over. A pause that stops its clock stops its time
 * too. The workflow counts the time as well, but only while Temporal runs: what came in later must not be the first it hears.
 */
export function canBeDecided(
  { status, frozen_at, expires_at }: Pick<ApprovalRow, 'status' | 'frozen_at' | 'expires_at'>,
  now: Date,
): boolean {
  return status === 'pending' && (frozen_at !== null || expires_at > now);
}

/**
 * Why a person may not decide on an approval; null when they may. They must have been among the people named when the
 * approval was asked, must still hold one of the roles they were named for, must not have asked for the change, and
 * must still be allowed to decide at all. `principal.roles` are the roles of this moment.
 */
export function ineligibility(
  approval: Pick<ApprovalRow, 'eligible' | 'excluded_user_ids' | 'requested_by'>,
  principal: Principal,
): Extract<IgnoredDecisionCode, 'DECISION_SELF_APPROVAL' | 'DECISION_NOT_ELIGIBLE'> | null {
  const { user_id, roles } = principal;
  if (approval.requested_by === user_id || approval.excluded_user_ids.includes(user_id))
    return 'DECISION_SELF_APPROVAL';
  const named = approval.eligible.find((person) => person.user_id === user_id);
  if (named === undefined || !permissionsOf(roles).has('approvals:decide')) return 'DECISION_NOT_ELIGIBLE';
  // Named by address, without a role: then no role can be lost.
  if (named.roles.length > 0 && !named.roles.some((role) => roles.includes(role))) return 'DECISION_NOT_ELIGIBLE';
  return null;
}
