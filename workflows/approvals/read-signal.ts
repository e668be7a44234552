import type { DecideSignal, DelegateSignal, WithdrawSignal } from '../../contracts/approval.ts';
import type { Role } from '../../contracts/roles.ts';

// The schema that lists them brings zod along, which has no place in the isolate.
const knownRoles: readonly Role[] = ['viewer', 'analyst', 'marketer', 'approver', 'engineer', 'on_call', 'admin'];

/**
 * Reads a `decide` signal without trusting its sender: anybody who reaches Temporal can send one by hand.
 * Null when a needed field is missing or of another type; such a signal is dropped, for it names nothing to answer to.
 */
export function readDecide(payload: unknown): DecideSignal | null {
  if (!isRecord(payload)) return null;
  const { decision_id, approval_id, plan_digest, decision, edits, reason } = payload;
  const actor = readActor(payload.actor);
  if (typeof decision_id !== 'string' || typeof approval_id !== 'string' || typeof plan_digest !== 'string')
    return null;
  if (actor === null || (decision !== 'approve' && decision !== 'reject')) return null;
  if (edits !== null && edits !== undefined && !isJsonObject(edits)) return null;
  if (reason !== null && reason !== undefined && typeof reason !== 'string') return null;
  return {
    decision_id,
    approval_id,
    plan_digest,
    decision,
    actor,
    edits: edits === undefined || edits === null ? null : { ...edits },
    reason: reason ?? null,
  };
}

/** Reads a `withdraw_decision` signal in the same wary way. */
export function readWithdraw(payload: unknown): WithdrawSignal | null {
  if (!isRecord(payload)) return null;
  const { decision_id, approval_id } = payload;
  const actor = readActor(payload.actor);
  if (typeof decision_id !== 'string' || typeof approval_id !== 'string' || actor === null) return null;
  return { decision_id, approval_id, actor };
}

/** Reads a `delegate` signal in the same wary way. Roles are those the sending service found; unknown ones are dropped. */
export function readDelegate(payload: unknown): DelegateSignal | null {
  if (!isRecord(payload)) return null;
  const { delegation_id, approval_id, reason } = payload;
  const from = readActor(payload.from);
  const to = readActor(payload.to);
  if (typeof delegation_id !== 'string' || typeof approval_id !== 'string' || from === null || to === null) return null;
  const roles = isRecord(payload.to) && Array.isArray(payload.to.roles) ? payload.to.roles : [];
  return {
    ...{ delegation_id, approval_id, from },
    to: { ...to, roles: knownRoles.filter((role) => roles.includes(role)) },
    reason: typeof reason === 'string' ? reason : null,
  };
}

/** Who sent a signal; null when that does not stand in it. */
export function readActor(value: unknown): DecideSignal['actor'] | null {
  if (!isRecord(value)) return null;
  const { user_id, email } = value;
  return typeof user_id === 'string' && typeof email === 'string' ? { user_id, email } : null;
}

/** Whether something is an object with fields. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// A payload arrives through JSON, so whatever is a record is one of JSON values.
function isJsonObject(value: unknown): value is NonNullable<DecideSignal['edits']> {
  return isRecord(value);
}
