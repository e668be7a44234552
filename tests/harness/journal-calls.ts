import { randomUUID } from 'node:crypto';
import type { CallOrigin, OpenApprovalCall, SettleApprovalCall } from '../../contracts/activity-envelope.ts';
import type { DecideSignal } from '../../contracts/approval.ts';
import type { TenantRows } from './tenant-rows.ts';

/** Where a call of the tenant's first execution comes from. */
export function originOf(tenant: TenantRows, more: Partial<CallOrigin> = {}): CallOrigin {
  const { tenant_id, execution_id, playbook_id, campaign_id } = tenant;
  return {
    ...{ tenant_id, execution_id, playbook_id, campaign_id, step_id: 'raise', line: 12, iteration: '', mode: 'live' },
    requested_by: { user_id: tenant.user_id, email: tenant.email, api_key_id: null },
    idempotency_key: `${execution_id}/raise/`,
    ...more,
  };
}

/** Asks whoever approves. */
export function openCall(tenant: TenantRows, more: Partial<OpenApprovalCall> = {}): OpenApprovalCall {
  return {
    ...{ origin: originOf(tenant), approval_id: randomUUID(), title: 'Raise the budget', action_id: 'A.raise' },
    ...{ params: { change_pct: 15 }, approvers: { roles: ['approver'], users: [] }, excluded_user_ids: [], quorum: 1 },
    ...{ editable: ['change_pct'], expires_at_ms: Date.UTC(2030, 0, 1), on_timeout: 'reject', undo_window_seconds: 0 },
    ...{ plan_digest: 'd1', change_set: null, facts: null, evidence: ['It is cheap.'], supersedes: null },
    ...more,
  };
}

/** Says how an approval ended. */
export function settleCall(
  tenant: TenantRows,
  approval_id: string,
  more: Partial<SettleApprovalCall> = {},
): SettleApprovalCall {
  const { origin = originOf(tenant), status = 'approved', decisions = [], undo_until_ms = null } = more;
  return { origin, approval_id, status, decisions, undo_until_ms };
}

/** A yes of the tenant's person. */
export function decideSignal(tenant: TenantRows, approval_id: string, more: Partial<DecideSignal> = {}): DecideSignal {
  return {
    ...{ decision_id: randomUUID(), approval_id, plan_digest: 'd1', decision: 'approve' },
    ...{ actor: { user_id: tenant.user_id, email: tenant.email }, edits: null, reason: null },
    ...more,
  };
}
