import {
  condition,
  defineSignal,
  scheduleActivity,
  setHandler,
  upsertSearchAttributes,
  uuid4,
} from '@temporalio/workflow';
import {
  journalActivities,
  type OpenApprovalCall,
  type SettleApprovalCall,
} from '../../../contracts/activity-envelope.ts';
import type { DecideSignal } from '../../../contracts/approval.ts';
import type { ExecutionInput } from '../../../contracts/execution.ts';
import { messageNames, searchAttributes } from '../../../workflows/messages.ts';
import { noop } from './by-hand.ts';

/** A question put to people by hand, and findable while it waits, beside a branch that works. */
export async function twin_approval_in_branch(input: ExecutionInput): Promise<null> {
  await Promise.all([approved(input), noop(input, 'beside')]);
  await noop(input, 'after');
  return null;
}

async function approved(input: ExecutionInput): Promise<void> {
  const decisions: DecideSignal[] = [];
  setHandler(defineSignal<[DecideSignal]>(messageNames.decide), (signal) => {
    decisions.push(signal);
  });
  const { execution_id, tenant_id, mode, requested_by, plan } = input;
  const origin = {
    ...{ execution_id, tenant_id, mode, requested_by, playbook_id: plan.playbook_id, campaign_id: null },
    ...{ step_id: 'ok', iteration: '', idempotency_key: `${execution_id}/ok/` },
  };
  const approval_id = uuid4();
  const question: OpenApprovalCall = {
    ...{ origin, approval_id, title: 'Please decide', action_id: null, params: {}, quorum: 1, editable: [] },
    ...{ approvers: { roles: ['approver'], users: [] }, excluded_user_ids: input.excluded_user_ids },
    ...{ expires_at_ms: Date.now() + 3_600_000, on_timeout: 'reject', undo_window_seconds: 0 },
    ...{ plan_digest: null, change_set: null, facts: null, evidence: null, supersedes: null },
  };
  await scheduleActivity(journalActivities.openApproval, [question], { startToCloseTimeout: 15_000 });
  upsertSearchAttributes([{ key: searchAttributes.status, value: 'waiting_for_approval' }]);
  await condition(() => decisions.length > 0, 3_600_000);
  const settled: SettleApprovalCall = {
    ...{ origin, approval_id, status: 'approved', undo_until_ms: null },
    decisions: decisions.map((signal) => ({
      signal,
      outcome: { decision_id: signal.decision_id, accepted: true, decision: 'approve' },
    })),
  };
  await scheduleActivity(journalActivities.settleApproval, [settled], { startToCloseTimeout: 15_000 });
  upsertSearchAttributes([{ key: searchAttributes.status, value: 'running' }]);
}
