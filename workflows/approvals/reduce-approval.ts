import type {
  ApprovalRequest,
  ApprovalStatus,
  DecideSignal,
  DecisionOutcome,
  DelegateSignal,
  EligiblePerson,
  IgnoredDecisionCode,
  WithdrawSignal,
} from '../../contracts/approval.ts';
import type { JsonObject } from '../../contracts/canonical-json.ts';
import { delegated, type Voices, voiceOf } from './voices.ts';

/** What is known about one approval at one moment. Plain JSON; the reducer below is the only thing that makes a new one. */
export type ApprovalState = {
  readonly request: ApprovalRequest;
  /** Seconds in which a yes may be taken back; 0 means that a yes is final at once. */
  readonly undo_window_seconds: number;
  readonly status: ApprovalStatus;
  /** The people whose yes counts, in the order in which they said it. */
  readonly approved_by: readonly Decider[];
  /** New values of editable parameters; set when the approval ended because somebody edited. */
  readonly edits: JsonObject | null;
  readonly reason: string | null;
  /** What became of each decision, by decision_id. */
  readonly outcomes: Readonly<Record<string, DecisionOutcome>>;
  /** Who decides in whose stead. */
  readonly voices: Voices;
};

/** A person whose decision counted. */
export type Decider = { readonly decision_id: string; readonly user_id: string; readonly email: string };

/** Everything that can happen to an approval. */
export type ApprovalEvent =
  | { readonly kind: 'decide'; readonly signal: DecideSignal }
  | { readonly kind: 'withdraw'; readonly signal: WithdrawSignal }
  | { readonly kind: 'delegate'; readonly signal: DelegateSignal }
  /** The next line of the escalation chain was asked: these people may decide besides. */
  | { readonly kind: 'asked_more'; readonly eligible: readonly EligiblePerson[] }
  /** A grant of autonomy says yes, before anybody has said anything. */
  | { readonly kind: 'granted_by_policy' }
  | { readonly kind: 'deadline' }
  | { readonly kind: 'undo_window_ended' }
  | { readonly kind: 'cancel' };

/** The next state, and what the sender of a decision is told; `outcome` is null for timers and cancellation. */
export type Reduction = { readonly state: ApprovalState; readonly outcome: DecisionOutcome | null };

/** The state right after an approval was asked. */
export function openedApproval(request: ApprovalRequest, undo_window_seconds: number): ApprovalState {
  return {
    request,
    undo_window_seconds,
    status: 'pending',
    approved_by: [],
    edits: null,
    reason: null,
    outcomes: {},
    voices: { delegations: [], stands_for: {} },
  };
}

/** Whether nothing can change the approval any more. */
export function isFinal(status: ApprovalStatus): boolean {
  return status !== 'pending' && status !== 'undo_window';
}

/**
 * The whole law of approvals as one pure function: the same events in the same order always give the same state.
 * A repeated decision_id returns the outcome it had and changes nothing; every other decision that may not count is
 * ignored with a code of the closed list. There is no clock in here: a deadline is an event, so that the order of the
 * workflow's history, and nothing else, says who was first.
 */
export function reduceApproval(state: ApprovalState, event: ApprovalEvent): Reduction {
  switch (event.kind) {
    case 'decide':
      return decide(state, event.signal);
    case 'withdraw':
      return withdraw(state, event.signal);
    case 'delegate':
      return { state: isFinal(state.status) ? state : delegated(state, event.signal), outcome: null };
    case 'asked_more':
      return { state: withPeople(state, event.eligible), outcome: null };
    case 'granted_by_policy':
      return { state: state.status === 'pending' ? { ...state, status: 'approved' } : state, outcome: null };
    case 'deadline':
      return { state: state.status === 'pending' ? { ...state, status: 'expired' } : state, outcome: null };
    case 'undo_window_ended':
      return { state: state.status === 'undo_window' ? { ...state, status: 'approved' } : state, outcome: null };
    case 'cancel':
      return { state: isFinal(state.status) ? state : { ...state, status: 'cancelled' }, outcome: null };
  }
}

function decide(state: ApprovalState, signal: DecideSignal): Reduction {
  const known = state.outcomes[signal.decision_id];
  if (known !== undefined) return { state, outcome: known };
  const refusal = refusalOf(state, signal);
  if (refusal !== null) return ignored(state, signal.decision_id, refusal);

  const { decision_id, actor } = signal;
  if (signal.decision === 'reject') {
    return counted({ ...state, status: 'rejected', reason: signal.reason }, decision_id, 'reject');
  }
  const approved_by = [...state.approved_by, { decision_id, user_id: actor.user_id, email: actor.email }];
  if (hasEdits(signal)) {
    return counted({ ...state, status: 'superseded', approved_by, edits: signal.edits }, decision_id, 'edit');
  }
  const enough = approved_by.length >= state.request.quorum;
  const status = !enough ? 'pending' : state.undo_window_seconds > 0 ? 'undo_window' : 'approved';
  return counted({ ...state, status, approved_by, reason: signal.reason }, decision_id, 'approve');
}

function refusalOf(state: ApprovalState, signal: DecideSignal): IgnoredDecisionCode | null {
  const { request } = state;
  if (signal.approval_id !== request.approval_id) return 'APPROVAL_NOT_FOUND';
  if (request.excluded_user_ids.includes(signal.actor.user_id)) return 'DECISION_SELF_APPROVAL';
  if (!request.eligible.some((person) => person.user_id === signal.actor.user_id)) return 'DECISION_NOT_ELIGIBLE';
  if (signal.plan_digest !== request.plan_digest) return 'DECISION_STALE';
  if (state.status !== 'pending') return 'DECISION_TOO_LATE';
  const voice = voiceOf(state.voices, signal.actor.user_id);
  if (state.approved_by.some((decider) => voiceOf(state.voices, decider.user_id) === voice)) return 'DECISION_REPEATED';
  if (!hasEdits(signal)) return null;
  const allowed = Object.keys(signal.edits).every((name) => request.editable.includes(name));
  return signal.decision === 'approve' && allowed ? null : 'DECISION_EDIT_INVALID';
}

function withdraw(state: ApprovalState, signal: WithdrawSignal): Reduction {
  const known = state.outcomes[signal.decision_id];
  const takesBackYes = state.approved_by.some((decider) => decider.decision_id === signal.decision_id);
  // A withdrawal may carry an id of its own or that of the yes it takes back; anything else known was handled before.
  if (known !== undefined && !takesBackYes) return { state, outcome: known };
  if (signal.approval_id !== state.request.approval_id) {
    return ignored(state, signal.decision_id, 'APPROVAL_NOT_FOUND');
  }
  // Once closed, a late withdrawal must not overwrite the record of the yes that it names.
  if (isFinal(state.status)) {
    const outcome = refused(signal.decision_id, 'DECISION_UNDO_WINDOW_CLOSED');
    return takesBackYes ? { state, outcome } : remembered(state, outcome);
  }
  const mine = state.approved_by.find((decider) => decider.user_id === signal.actor.user_id);
  if (mine === undefined) {
    const outcome = refused(signal.decision_id, 'DECISION_NOT_ELIGIBLE');
    return takesBackYes ? { state, outcome } : remembered(state, outcome);
  }
  const approved_by = state.approved_by.filter((decider) => decider !== mine);
  return counted({ ...state, status: 'pending', approved_by }, signal.decision_id, 'withdraw');
}

/** People who were asked before keep what they were asked with. */
function withPeople(state: ApprovalState, people: readonly EligiblePerson[]): ApprovalState {
  const known = new Set(state.request.eligible.map((person) => person.user_id));
  const added = people.filter((person) => !known.has(person.user_id));
  if (added.length === 0 || isFinal(state.status)) return state;
  return { ...state, request: { ...state.request, eligible: [...state.request.eligible, ...added] } };
}

function hasEdits(signal: DecideSignal): signal is DecideSignal & { readonly edits: JsonObject } {
  return signal.edits !== null && Object.keys(signal.edits).length > 0;
}

function counted(
  state: ApprovalState,
  decision_id: string,
  decision: 'approve' | 'reject' | 'edit' | 'withdraw',
): Reduction {
  return remembered(state, { decision_id, accepted: true, decision });
}

function ignored(state: ApprovalState, decision_id: string, code: IgnoredDecisionCode): Reduction {
  return remembered(state, refused(decision_id, code));
}

function refused(decision_id: string, code: IgnoredDecisionCode): DecisionOutcome {
  return { decision_id, accepted: false, code };
}

/** Ten thousand forged decisions must not fill the isolate: past this many, an ignored one is answered but not kept. */
const outcomesKept = 200;

function remembered(state: ApprovalState, outcome: DecisionOutcome): Reduction {
  if (!outcome.accepted && Object.keys(state.outcomes).length >= outcomesKept) return { state, outcome };
  return { state: { ...state, outcomes: { ...state.outcomes, [outcome.decision_id]: outcome } }, outcome };
}
