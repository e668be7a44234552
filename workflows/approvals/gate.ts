import { CancellationScope, isCancellation, uuid4 } from '@temporalio/workflow';
import type { CallOrigin } from '../../contracts/activity-envelope.ts';
import type { JsonObject } from '../../contracts/canonical-json.ts';
import type { ApprovalPolicy, Step } from '../../contracts/plan/index.ts';
import { openApproval, settleApproval } from '../execution/call-action.ts';
import { failure } from '../execution/failures.ts';
import type { Frame } from '../execution/frame.ts';
import type { Run } from '../execution/run.ts';
import type { GateStand } from '../execution/unfinished.ts';
import { awaitDecision, type Inquiry } from './await-decision.ts';
import { boundApprovers, type Question, questionOf, type Subject } from './question.ts';
import type { ApprovalState, Decider } from './reduce-approval.ts';

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
 * Asks people and waits for their signal or the deadline: open, wait, settle. Where the policy has an escalation chain,
 * more people are asked the same question along the way; where it only says `on_timeout: escalate`, a question of its own
 * is put to on-call and admins after the deadline. What is open when the execution moves to a new history is taken up
 * there as it stands. Throws failures APPROVAL_REJECTED, APPROVAL_EXPIRED, EXECUTION_CANCELLED (on_timeout: cancel),
 * APPROVAL_NOBODY_ELIGIBLE.
 */
export async function askApproval(
  step: Step,
  policy: ApprovalPolicy,
  subject: Subject,
  origin: CallOrigin,
  frame: Frame,
  run: Run,
): Promise<GateEnding> {
  const ask = () => questionOf(step, policy, subject, origin, frame, run.input.excluded_user_ids);
  const about = { step, policy, origin, ask, frame };
  const key = `${step.id}/${frame.iteration}`;
  const chain = policy.escalation ?? [];
  const second = `${key}!`;
  const first = run.unfinished.gates.has(second) ? null : await gate(about, key, run);
  const escalates = first === null || (first.status === 'expired' && policy.on_timeout === 'escalate');
  if (first !== null && !(escalates && chain.length === 0)) return endingOf(first, policy, step);
  return endingOf(await gate({ ...about, ask: () => escalated(ask()) }, second, run), policy, step);
}

function escalated(question: Question): Question {
  const roles = [...new Set([...question.approvers.roles, ...escalationRoles])];
  return { ...question, approvers: { ...question.approvers, roles }, on_timeout: 'reject' };
}

type About = {
  readonly step: Step;
  readonly policy: ApprovalPolicy;
  readonly origin: CallOrigin;
  readonly ask: () => Question;
  readonly frame: Frame;
};

/** One approval from question to end, in however many histories. */
async function gate(about: About, key: string, run: Run): Promise<ApprovalState> {
  const { step, origin } = about;
  const { mailbox, progress, pauses, journey } = run;
  const { gates } = run.unfinished;
  const carried = gates.get(key);
  if (carried !== undefined) progress.stillAsking();
  let stand = carried ?? (await open(about, run));
  const { approval_id } = stand;
  const keep = (news: Partial<GateStand>) => {
    stand = { ...stand, ...news };
    gates.set(key, stand);
  };
  keep({});
  const until = new Date(pauses.wall(stand.deadline)).toISOString();
  const done = progress.working(step, `waiting for approval until ${until}`);
  const tell = (more: { readonly undo_until_ms?: number | null; readonly clock?: ClockNews } = {}) =>
    CancellationScope.nonCancellable(() => {
      const { status } = mailbox.state(approval_id);
      const decisions = more.clock === undefined ? mailbox.takeDecisions(approval_id) : [];
      const call = { origin, approval_id, status, decisions, undo_until_ms: null, ...more };
      return journey.during('short', () => settleApproval(run, step, call));
    });
  const inquiry: Inquiry = {
    ...{ stand: () => stand, keep, tell, chain: about.policy.escalation ?? [] },
    askMore: async (level, approvers) => {
      const expires_at_ms = pauses.wall(stand.deadline);
      const more = {
        approval_id,
        expires_at_ms,
        escalation_level: level,
        approvers: boundApprovers(approvers, about.frame),
      };
      const answer = await journey.during('short', () => openApproval(run, step, { ...about.ask(), ...more }));
      mailbox.happen(approval_id, { kind: 'asked_more', eligible: answer.eligible });
    },
  };
  try {
    await awaitDecision(inquiry, run);
  } catch (error) {
    if (!isCancellation(error)) throw error;
    mailbox.happen(approval_id, { kind: 'cancel' });
    await tell();
    mailbox.close(approval_id);
    throw error;
  } finally {
    done();
    gates.delete(key);
  }
  await tell();
  const state = mailbox.state(approval_id);
  mailbox.close(approval_id);
  progress.answered(state.status === 'rejected' || state.status === 'expired' ? state.status : 'running');
  return state;
}

type ClockNews = NonNullable<Parameters<typeof settleApproval>[2]['clock']>;

/** Puts the question. Its id is known before it is asked, so that no decision can come too early. */
async function open({ step, policy, ask }: About, run: Run): Promise<GateStand> {
  const { mailbox, pauses, journey } = run;
  const approval_id = uuid4();
  const deadline = pauses.clock() + policy.timeout_seconds * 1000;
  const expires_at_ms = pauses.wall(deadline);
  const first = policy.escalation?.[0];
  const question = ask();
  mailbox.announce(approval_id);
  try {
    const call = { ...question, approval_id, expires_at_ms };
    const request = await journey.during('short', () => openApproval(run, step, call));
    mailbox.open(request, question.undo_window_seconds);
    // A quorum of nobody: the rule of autonomy said yes when it was asked.
    if (request.quorum === 0) mailbox.happen(approval_id, { kind: 'granted_by_policy' });
  } catch (error) {
    mailbox.abandon(approval_id);
    throw error;
  }
  run.progress.asked(step);
  const escalates_at = first === undefined ? null : pauses.clock() + first.after_seconds * 1000;
  return { approval_id, deadline, undo_until: null, level: 0, escalates_at, frozen: false };
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
