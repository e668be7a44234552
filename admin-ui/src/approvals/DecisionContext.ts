import { createContext, useContext } from 'react';
import type { ApprovalView } from './approval-view.ts';

/** What the screens may ask for about one approval. `after` runs once the decision was taken, for moving on. */
export type Decisions = {
  readonly approve: (approval: ApprovalView, after?: () => void) => void;
  readonly askReject: (approval: ApprovalView, after?: () => void) => void;
  readonly askEdit: (approval: ApprovalView) => void;
  readonly askSnooze: (approval: ApprovalView, after?: () => void) => void;
  readonly askDelegate: (approval: ApprovalView) => void;
  /** Shows a snoozed one again. */
  readonly unsnooze: (approval: ApprovalView) => void;
  /** Takes the last approval back, while its window is open. */
  readonly undo: () => void;
  /** The approval that was edited last; a new plan replaces it in a moment. */
  readonly lastEdited: string | null;
  /** Ids that were decided here a moment ago and may still be listed as pending. */
  readonly justDecided: ReadonlySet<string>;
  /** Keeps one out of the lists that was decided a moment ago, and shows it again. */
  readonly hide: (approval_id: string) => void;
  readonly show: (approval_id: string) => void;
  /** True while a decision is on its way. */
  readonly busy: boolean;
};

/** Where DecisionProvider puts what the screens may ask for. */
export const DecisionContext = createContext<Decisions | null>(null);

/** Deciding on approvals. Throws outside of DecisionProvider. */
export function useDecisions(): Decisions {
  const decisions = useContext(DecisionContext);
  if (decisions === null) throw new Error('useDecisions needs DecisionProvider above it.');
  return decisions;
}
