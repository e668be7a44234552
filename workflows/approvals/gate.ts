import { CancellationScope, condition, isCancellation, uuid4 } from '@temporalio/workflow';
import type { CallOrigin, OpenApprovalCall } from '../../contracts/activity-envelope.ts';
import type { JsonObject, JsonValue } from '../../contracts/canonical-json.ts';
import type { PlannedChange } from '../../contracts/change-set.ts';
import type { ApprovalPolicy, Step } from '../../contracts/plan/index.ts';
import { openApproval, settleApproval } from '../execution/call-action.ts';
import { failure } from '../execution/failures.ts';
import { type Frame, filled } from '../execution/frame.ts';
import type { Run } from '../execution/run.ts';
import { type ApprovalState, type Decider, isFinal } from './reduce-approval.ts';

/** What is asked about: a planned change, or nothing but the evidence for a gate of its own. */
export type Subject = {
  readonly action_id: string | null;
  readonly params: JsonObject;
  readonly planned: PlannedChange | null;
  readonly supersedes: string | null;
};

/** How an approval that did not fail ended. */
export type GateEnding =
  | {
      readonly kind: 'approved';
      readonly approval_id: string;
      readonly approved_by: readonly Decider[];
      readonly reason: string | null;
    }
  | { readonly kind: 'edited'; readonly approval_id: string; readonly edits: JsonObject };

/** Asked besides the approvers named in the playbook when nobody answered and `on_timeout` is `escalate`. */
const escalationRoles = ['on_call', 'admin'];

/**
 * Asks people and waits for their signal or the deadline: open, wait, settle. Escalates once where the policy says so.
 * Throws failures APPROVAL_REJECTED, APPROVAL_EXPIRED, EXECUTION_CANCELLED (on_timeout: cancel), APPROVAL_NOBODY_ELIGIBLE.
 */
export async function askApproval(
  step: Step,
  policy: ApprovalPolicy,
  subject: Subject,
  origin: CallOrigin,
  frame: Frame,
  run: Run,
): Promise<GateEnding> {
  const question = questionOf(step, policy, subject, origin, frame, run);
  const first = await run.journey.during('long', () => gate(step, question, run));
  const escalates = first.status === 'expired' && policy.on_timeout === 'escalate';
  const last = escalates ? await run.journey.during('long', () => gate(step, escalated(question), run)) : first;
  return endingOf(last, policy, step);
}

type Question = Omit<OpenApprovalCall, 'approval_id' | 'expires_at_ms'> & { readonly timeout_seconds: number };

function questionOf(
  step: Step,
  policy: ApprovalPolicy,
  subject: Subject,
  origin: CallOrigin,
  frame: Frame,
  run: Run,
): Question {
  const title = policy.title === null ? null : filled(policy.title, frame, step.line);
  const evidence: JsonValue = policy.evidence === null ? null : filled(policy.evidence, frame, step.line);
  const fallback = step.name ?? (step.kind === 'action' ? step.summary : step.id);
  return {
    origin,
    title: typeof title === 'string' ? title : fallback,
    action_id: subject.action_id,
    params: subject.params,
    approvers: policy.approvers,
    excluded_user_ids: run.input.excluded_user_ids,
    quorum: policy.quorum,
    editable: policy.editable,
    on_timeout: policy.on_timeout,
    undo_window_seconds: policy.undo_window_seconds,
    plan_digest: subject.planned?.plan_digest ?? null,
    change_set: subject.planned?.change_set ?? null,
    facts: subject.planned?.facts ?? null,
    evidence,
    supersedes: subject.supersedes,
    timeout_seconds: policy.timeout_seconds,
  };
}

function escalated(question: Question): Question {
  const roles = [...new Set([...question.approvers.roles, ...escalationRoles])];
  return { ...question, approvers: { ...question.approvers, roles }, on_timeout: 'reject' };
}

/** One approval from question to end. Its id is known before it is asked, so that no decision can come too early. */
async function gate(step: Step, { timeout_seconds, ...question }: Question, run: Run): Promise<ApprovalState> {
  const { mailbox, progress } = run;
  const approval_id = uuid4();
  const expires_at_ms = Date.now() + timeout_seconds * 1000;
  mailbox.announce(approval_id);
  try {
    mailbox.open(
      await openApproval(run, step, { ...question, approval_id, expires_at_ms }),
      question.undo_window_seconds,
    );
  } catch (error) {
    mailbox.abandon(approval_id);
    throw error;
  }
  progress.asked(step);
  const done = progress.working(step, `waiting for approval until ${new Date(expires_at_ms).toISOString()}`);
  const settle = (undo_until_ms: number | null) =>
    CancellationScope.nonCancellable(() => {
      const { status } = mailbox.state(approval_id);
      const decisions = mailbox.takeDecisions(approval_id);
      return settleApproval(run, step, { origin: question.origin, approval_id, status, decisions, undo_until_ms });
    });
  try {
    await decided(approval_id, expires_at_ms, settle, run);
  } catch (error) {
    if (!isCancellation(error)) throw error;
    mailbox.happen(approval_id, { kind: 'cancel' });
    await settle(null);
    throw error;
  } finally {
    done();
  }
  await settle(null);
  const state = mailbox.state(approval_id);
  progress.answered(state.status === 'rejected' || state.status === 'expired' ? state.status : 'running');
  return state;
}

/** Waits until nothing can change any more. A yes may be taken back until the undo window ends; then the wait goes on. */
async function decided(
  approval_id: string,
  expires_at_ms: number,
  settle: (undo_until_ms: number | null) => Promise<void>,
  { mailbox }: Run,
): Promise<void> {
  const state = () => mailbox.state(approval_id);
  while (!isFinal(state().status)) {
    if (state().status === 'pending') {
      const answered = await before(expires_at_ms, () => state().status !== 'pending');
      if (!answered) mailbox.happen(approval_id, { kind: 'deadline' });
    } else {
      const undo_until_ms = Date.now() + state().undo_window_seconds * 1000;
      await settle(undo_until_ms);
      const withdrawn = await before(undo_until_ms, () => state().status !== 'undo_window');
      if (withdrawn) await settle(null);
      else mailbox.happen(approval_id, { kind: 'undo_window_ended' });
    }
  }
}

/** Waits for something or a moment; the timer is gone as soon as the something has happened. */
async function before(deadline_ms: number, happened: () => boolean): Promise<boolean> {
  if (happened()) return true;
  const left_ms = deadline_ms - Date.now();
  return left_ms > 0 && (await condition(happened, left_ms));
}

function endingOf(state: ApprovalState, policy: ApprovalPolicy, step: Step): GateEnding {
  const { approval_id } = state.request;
  if (state.status === 'approved') {
    return { kind: 'approved', approval_id, approved_by: state.approved_by, reason: state.reason };
  }
  if (state.status === 'superseded') return { kind: 'edited', approval_id, edits: state.edits ?? {} };
  const details = { approval_id, step_id: step.id, line: step.line };
  if (state.status === 'rejected') {
    throw failure('APPROVAL_REJECTED', 'A person who may decide said no.', { ...details, reason: state.reason });
  }
  if (policy.on_timeout === 'cancel') {
    throw failure('EXECUTION_CANCELLED', 'Nobody decided in time, and the playbook cancels then.', details);
  }
  throw failure('APPROVAL_EXPIRED', 'Nobody decided in time.', details);
}
