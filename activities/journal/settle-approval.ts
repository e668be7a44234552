import type { SettleApprovalCall, SettledDecision } from '../../contracts/activity-envelope.ts';
import type { ApprovalStatus } from '../../contracts/approval.ts';
import { type Database, type TenantTransaction, withTenant } from '../../db/connect.ts';
import { moveApproval, readAskedApproval, turnApprovalClock } from '../../db/queries/approvals.ts';
import { listDecisions } from '../../db/queries/approvals-list.ts';
import { appendAudit } from '../../db/queries/audit.ts';
import { executionSource, recordEvent } from '../../db/queries/domain-events.ts';
import { appendEvent } from '../../db/queries/execution-events.ts';
import { markAnswered } from '../../db/queries/executions.ts';
import { recordDecision } from '../../db/queries/recommendation-decision.ts';
import { expireRecommendationOf } from '../../db/queries/recommendation-lifecycle.ts';
import { settleDecision } from '../../db/queries/settle-decision.ts';
import { markStep } from '../../db/queries/step-runs.ts';
import { type Announce, silent } from './announce.ts';
import { isRecordable } from './recordable.ts';

/**
 * Writes how an approval stands and what became of every decision on it, counted or ignored. The workflow has judged;
 * this only records, so it may be repeated, and an approval that has ended stays as it ended.
 */
export async function settleApproval(
  database: Database,
  call: SettleApprovalCall,
  announce: Announce = silent,
): Promise<void> {
  const { origin, approval_id, status } = call;
  const { execution_id } = origin;
  const final = status !== 'pending' && status !== 'undo_window';
  await withTenant(database, origin.tenant_id, async (tx) => {
    if (call.clock !== undefined) return turnClock(tx, call, call.clock, announce);
    for (const decision of call.decisions) if (isRecordable(decision)) await settleDecision(tx, decision);
    const undo_until = call.undo_until_ms === null ? null : new Date(call.undo_until_ms);
    if (!(await moveApproval(tx, { approval_id, status, undo_until, final }))) return;
    const nth = call.undo_until_ms ?? call.decisions.at(-1)?.signal.decision_id;
    await announce(tx, {
      origin,
      approval_id,
      moment: `settled:${status}`,
      ...(final || nth === undefined ? {} : { nth }),
    });
    if (final) await close(tx, call);
    const accepted = call.decisions.filter((each) => each.outcome.accepted).map((each) => each.signal.actor.email);
    const data = { step_id: origin.step_id, iteration: origin.iteration, approval_id, status, decided_by: accepted };
    const undo = undo_until === null ? {} : { undo_until: undo_until.toISOString() };
    await appendEvent(tx, { execution_id, type: 'approval.decided', data: { ...data, ...undo } });
    if (final) await appendEvent(tx, { execution_id, type: 'execution.status_changed', data: { status: 'running' } });
    await audit(tx, call);
  });
}

/** A pause has stopped the clock of an open approval, or it goes on with a later deadline. */
async function turnClock(
  tx: TenantTransaction,
  { origin, approval_id, undo_until_ms }: SettleApprovalCall,
  clock: NonNullable<SettleApprovalCall['clock']>,
  announce: Announce,
): Promise<void> {
  const expires_at = new Date(clock.expires_at_ms);
  const frozen_at = clock.frozen_at_ms === null ? null : new Date(clock.frozen_at_ms);
  const undo_until = undo_until_ms === null ? null : new Date(undo_until_ms);
  if (!(await turnApprovalClock(tx, { approval_id, expires_at, frozen_at, undo_until }))) return;
  const nth = `${clock.expires_at_ms}/${clock.frozen_at_ms ?? 'goes_on'}`;
  await announce(tx, { origin, approval_id, moment: 'clock', nth });
  await appendAudit(tx, {
    agent_name: origin.playbook_id,
    action: frozen_at === null ? 'approval.clock_resumed' : 'approval.clock_stopped',
    entity_type: 'approval',
    entity_id: approval_id,
    details: { execution_id: origin.execution_id, expires_at: expires_at.toISOString() },
  });
}

async function close(tx: TenantTransaction, call: SettleApprovalCall): Promise<void> {
  const { origin, approval_id, status } = call;
  const { execution_id, step_id, iteration } = origin;
  const asked = await readAskedApproval(tx, approval_id);
  await markStep(tx, {
    ...{ execution_id, step_id, iteration, phase: 'approval', kind: 'approval', action_id: null },
    ...{ summary: asked?.title ?? null, line: origin.line ?? null, at: new Date() },
    status: status === 'approved' || status === 'superseded' ? 'completed' : 'failed',
    output: { approval_id, status },
    error: errorOf(status),
  });
  await markAnswered(tx, execution_id);
  // After a question that nobody answered another one may be put to more people.
  if (status === 'expired' && asked?.on_timeout !== 'escalate') await expireRecommendationOf(tx, approval_id);
  if (status !== 'approved' && status !== 'rejected') return;
  const { decided_by, reason } = await lastWord(tx, call);
  if (status === 'rejected') await tellOfRejection(tx, call, asked?.title ?? null, reason);
  const by_policy = asked?.quorum === 0 && decided_by === null;
  await recordDecision(
    tx,
    { approval_id },
    {
      ...{ decision: status, decided_by: by_policy ? 'policy' : (decided_by ?? 'unknown'), decided_at: new Date() },
      ...{ feedback: reason, by_policy },
    },
  );
}

/** Who said the last word that counted, and why: in this call, or written down when the undo window began. */
async function lastWord(tx: TenantTransaction, call: SettleApprovalCall) {
  const told = call.decisions.filter((each) => each.outcome.accepted).at(-1)?.signal;
  if (told !== undefined) return { decided_by: told.actor.email, reason: 'reason' in told ? told.reason : null };
  const written = await listDecisions(tx, call.approval_id);
  const last = written.filter((each) => each.status === 'accepted').at(-1);
  return { decided_by: last?.actor_email ?? null, reason: last?.reason ?? null };
}

/** Playbooks may start on a no: it is an event in the transaction in which the approval ends. */
async function tellOfRejection(
  tx: TenantTransaction,
  { origin, approval_id }: SettleApprovalCall,
  title: string | null,
  reason: string | null,
): Promise<void> {
  const { execution_id, playbook_id, step_id, campaign_id } = origin;
  await recordEvent(tx, {
    name: 'approval.rejected',
    entity: campaign_id === null ? null : { type: 'campaign', id: campaign_id },
    data: { approval_id, execution_id, playbook_id, step_id, campaign_id, title, reason },
    source: executionSource(execution_id),
    dedupe_key: `approval.rejected/${approval_id}`,
    occurred_at: new Date(),
  });
}

function errorOf(status: ApprovalStatus): { readonly code: string; readonly message: string } | null {
  if (status === 'rejected') return { code: 'APPROVAL_REJECTED', message: 'A person who may decide said no.' };
  if (status === 'expired') return { code: 'APPROVAL_EXPIRED', message: 'Nobody decided in time.' };
  if (status === 'cancelled') return { code: 'EXECUTION_CANCELLED', message: 'The approval was no longer needed.' };
  return null;
}

async function audit(tx: TenantTransaction, call: SettleApprovalCall): Promise<void> {
  const { origin, approval_id, status } = call;
  const last = call.decisions.filter((each) => each.outcome.accepted).at(-1)?.signal.actor;
  await appendAudit(tx, {
    agent_name: origin.playbook_id,
    action: `approval.${status}`,
    decision: status,
    actor_user_id: last?.user_id ?? null,
    actor_email: last?.email ?? null,
    entity_type: 'approval',
    entity_id: approval_id,
    details: { execution_id: origin.execution_id, decisions: call.decisions.map(told) },
  });
}

function told({ signal, outcome }: SettledDecision) {
  const verdict = outcome.accepted ? outcome.decision : outcome.code;
  return { decision_id: signal.decision_id, user_id: signal.actor.user_id, verdict };
}
