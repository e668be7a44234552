import type { ApprovalPolicy, Approvers } from '../../contracts/plan/index.ts';
import type { Run } from '../execution/run.ts';
import type { GateStand } from '../execution/unfinished.ts';
import { isFinal } from './reduce-approval.ts';

/** One open approval, as far as waiting for it is concerned. */
export type Inquiry = {
  readonly stand: () => GateStand;
  readonly keep: (news: Partial<GateStand>) => void;
  /** Writes down how it stands: with decisions, or only what a pause did to its clock. */
  readonly tell: (more?: {
    readonly undo_until_ms?: number | null;
    readonly clock?: { readonly expires_at_ms: number; readonly frozen_at_ms: number | null };
  }) => Promise<void>;
  readonly chain: NonNullable<ApprovalPolicy['escalation']>;
  /** Asks the same question of more people. */
  readonly askMore: (level: number, approvers: Approvers) => Promise<void>;
};

/**
 * Waits until nothing can change any more. A yes may be taken back until the undo window ends; then the wait goes on.
 * During a pause every clock of the approval stands still, and decisions still count. Who comes first, a decision or the
 * deadline, is said by the order of the workflow's history and by nothing else.
 */
export async function awaitDecision(inquiry: Inquiry, run: Run): Promise<void> {
  const { stand, keep } = inquiry;
  const { mailbox, pauses, journey } = run;
  const status = () => mailbox.state(stand().approval_id).status;
  while (!isFinal(status())) {
    const before = status();
    const { undo_until, deadline, escalates_at } = stand();
    if (pauses.paused() !== stand().frozen) await turnClock(inquiry, run);
    else if (before === 'pending' && undo_until !== null) {
      keep({ undo_until: null });
      await inquiry.tell();
    } else if (before === 'undo_window' && undo_until === null) {
      await beginUndoWindow(inquiry, run);
    } else if (pauses.paused()) {
      await journey.hold(() => !pauses.paused() || status() !== before, null);
    } else {
      const moment = undo_until ?? Math.min(deadline, escalates_at ?? deadline);
      const stirred = await journey.hold(() => status() !== before || pauses.paused(), pauses.wall(moment));
      if (!stirred) await strike(inquiry, run);
    }
  }
}

/** A moment has come without anybody's word: the end of the undo window, the next line of the chain, or the deadline. */
async function strike(inquiry: Inquiry, { mailbox }: Run): Promise<void> {
  const { approval_id, undo_until, escalates_at, deadline } = inquiry.stand();
  if (undo_until !== null) mailbox.happen(approval_id, { kind: 'undo_window_ended' });
  else if (escalates_at !== null && escalates_at < deadline) await escalate(inquiry);
  else mailbox.happen(approval_id, { kind: 'deadline' });
}

async function escalate({ stand, keep, chain, askMore }: Inquiry): Promise<void> {
  const { level, escalates_at } = stand();
  const line = chain[level];
  const next = chain[level + 1];
  if (line !== undefined) await askMore(level + 1, line.approvers);
  keep({
    level: level + 1,
    escalates_at: next === undefined || escalates_at === null ? null : escalates_at + next.after_seconds * 1000,
  });
}

async function beginUndoWindow({ stand, keep, tell }: Inquiry, { mailbox, pauses }: Run): Promise<void> {
  const undo_until = pauses.clock() + mailbox.state(stand().approval_id).undo_window_seconds * 1000;
  keep({ undo_until });
  await tell({ undo_until_ms: pauses.wall(undo_until) });
}

async function turnClock({ stand, keep, tell }: Inquiry, { pauses }: Run): Promise<void> {
  const frozen = pauses.paused();
  keep({ frozen });
  const { deadline, undo_until } = stand();
  const undo_until_ms = undo_until === null ? null : pauses.wall(undo_until);
  const expires_at_ms = pauses.wall(deadline);
  await tell({ undo_until_ms, clock: { expires_at_ms, frozen_at_ms: frozen ? Date.now() : null } });
}
