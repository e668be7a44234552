import type { SettledDecision } from '../../contracts/activity-envelope.ts';
import type {
  ApprovalRequest,
  DecideSignal,
  DecisionOutcome,
  DelegateSignal,
  WithdrawSignal,
} from '../../contracts/approval.ts';
import { type ApprovalEvent, type ApprovalState, isFinal, openedApproval, reduceApproval } from './reduce-approval.ts';

/** What is carried to a new history: which approvals are closed, what was answered so far, and what is open. Plain JSON. */
export type MailboxRecord = {
  readonly closed: readonly string[];
  readonly outcomes: Readonly<Record<string, DecisionOutcome>>;
  /** Absent in luggage from when an open approval kept its history. */
  readonly open?: readonly OpenRecord[];
};
type OpenRecord = { readonly state: ApprovalState; readonly untold: readonly SettledDecision[] };

/** Everything that came in about approvals, whether or not anybody was waiting for it yet. */
export type Mailbox = {
  /** An approval with this id is about to be asked: decisions on it are kept until it is open. */
  announce(approval_id: string): void;
  /** The approval is open now; decisions that came early are reduced in the order in which they came. */
  open(request: ApprovalRequest, undo_window_seconds: number): void;
  /** It could not be asked after all: whoever decided early is told that there is no such approval. */
  abandon(approval_id: string): void;
  state(approval_id: string): ApprovalState;
  /** It has ended and that is written down: whoever decides now is too late. */
  close(approval_id: string): void;
  /** A timer or a cancellation. */
  happen(approval_id: string, event: Exclude<ApprovalEvent, { kind: Message['kind'] }>): void;
  decide(signal: DecideSignal): void;
  withdraw(signal: WithdrawSignal): void;
  /** Heard by open approvals, and by those about to open in the order in which it came. */
  delegate(signal: DelegateSignal): void;
  /** Decisions since the last call, the first 200 ignored ones and all that counted, for the journal. */
  takeDecisions(approval_id: string): readonly SettledDecision[];
  outcomes(): readonly DecisionOutcome[];
  pack(): MailboxRecord;
};

type Message = Extract<ApprovalEvent, { kind: 'decide' | 'withdraw' | 'delegate' }>;
type Decision = Exclude<Message, { kind: 'delegate' }>;
type Box = { state: ApprovalState | null; early: Message[]; untold: SettledDecision[] };

const kept = { outcomes: 2_000, untold: 200 };
/** Of a very long execution only so much of the past is carried on; a decision on something older finds no approval. */
const carriedAtMost = { closed: 5_000, outcomes: 4_000 };

/** An empty mailbox, or the one of an earlier history. `tell` hears at once of every outcome that moves nothing,
 * for the read model. */
export function createMailbox(carried: MailboxRecord | null, tell: (decision: SettledDecision) => void): Mailbox {
  const boxes = new Map<string, Box>(
    carried?.open?.map(({ state, untold }) => [state.request.approval_id, { state, early: [], untold: [...untold] }]),
  );
  const closed = new Set(carried?.closed ?? []);
  const answers = new Map(Object.entries(carried?.outcomes ?? {}));

  const answer = (message: Decision, outcome: DecisionOutcome, box: Box | null, told: boolean) => {
    // A flood of ignored decisions is cut off; one that counts is always kept.
    const { accepted } = outcome;
    if (accepted || answers.has(outcome.decision_id) || answers.size < kept.outcomes) {
      answers.set(outcome.decision_id, outcome);
    }
    const decision = { signal: message.signal, outcome };
    if (box !== null && (accepted || box.untold.length < kept.untold)) box.untold.push(decision);
    if (told) tell(decision);
  };
  const reduce = (box: Box, state: ApprovalState, message: Message) => {
    const next = reduceApproval(state, message);
    const repeated = next.state === state;
    box.state = next.state;
    // A decision that moves the approval is written together with the move, so that nobody sees one without the other.
    const stays = next.state.status === state.status;
    if (next.outcome !== null && !repeated && message.kind !== 'delegate') answer(message, next.outcome, box, stays);
    if (isFinal(next.state.status)) closed.add(next.state.request.approval_id);
  };
  const receive = (message: Message) => {
    const { approval_id } = message.signal;
    const box = boxes.get(approval_id);
    if (box === undefined) {
      if (message.kind === 'delegate' || answers.has(message.signal.decision_id)) return;
      const { decision_id } = message.signal;
      const late = message.kind === 'decide' ? 'DECISION_TOO_LATE' : 'DECISION_UNDO_WINDOW_CLOSED';
      const code = closed.has(approval_id) ? late : 'APPROVAL_NOT_FOUND';
      answer(message, { decision_id, accepted: false, code }, null, true);
    } else if (box.state === null) {
      box.early.push(message);
    } else {
      reduce(box, box.state, message);
    }
  };
  const boxOf = (approval_id: string): Box & { state: ApprovalState } => {
    const box = boxes.get(approval_id);
    if (box === undefined || box.state === null) throw new TypeError(`Approval ${approval_id} is not open`);
    return Object.assign(box, { state: box.state });
  };

  return {
    announce: (approval_id) => {
      boxes.set(approval_id, { state: null, early: [], untold: [] });
    },
    open: (request, undo_window_seconds) => {
      const early = boxes.get(request.approval_id)?.early ?? [];
      const box: Box = { state: openedApproval(request, undo_window_seconds), early: [], untold: [] };
      boxes.set(request.approval_id, box);
      for (const message of early) receive(message);
    },
    abandon: (approval_id) => {
      const early = boxes.get(approval_id)?.early ?? [];
      boxes.delete(approval_id);
      for (const message of early) receive(message);
    },
    state: (approval_id) => boxOf(approval_id).state,
    close: (approval_id) => {
      boxes.delete(approval_id);
    },
    happen: (approval_id, event) => {
      const box = boxOf(approval_id);
      box.state = reduceApproval(box.state, event).state;
      if (isFinal(box.state.status)) closed.add(approval_id);
    },
    decide: (signal) => receive({ kind: 'decide', signal }),
    withdraw: (signal) => receive({ kind: 'withdraw', signal }),
    delegate: (signal) => receive({ kind: 'delegate', signal }),
    takeDecisions: (approval_id) => {
      const box = boxOf(approval_id);
      const untold = box.untold;
      box.untold = [];
      return untold;
    },
    outcomes: () => [...answers.values()],
    pack: () => ({
      closed: [...closed].slice(-carriedAtMost.closed),
      outcomes: Object.fromEntries([...answers].slice(-carriedAtMost.outcomes)),
      open: [...boxes.values()].flatMap(({ state, untold }) => (state === null ? [] : [{ state, untold }])),
    }),
  };
}
