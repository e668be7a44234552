import { inWords } from '../../../contracts/in-words.ts';
import type { ExecutionView } from './execution-view.ts';

/** The look of a status: never the only carrier of its meaning, the word always stands beside it. */
export type Tone = 'neutral' | 'busy' | 'waiting' | 'good' | 'bad';

/** A status as a word and a tone. */
export function describeStatus(status: string): { word: string; tone: Tone } {
  const known: Readonly<Record<string, { word: string; tone: Tone }>> = {
    queued: { word: 'Queued', tone: 'neutral' },
    running: { word: 'Running', tone: 'busy' },
    waiting_for_approval: { word: 'Waiting for approval', tone: 'waiting' },
    waiting: { word: 'Waiting', tone: 'waiting' },
    completed: { word: 'Completed', tone: 'good' },
    failed: { word: 'Failed', tone: 'bad' },
    cancelled: { word: 'Cancelled', tone: 'neutral' },
    rejected: { word: 'Rejected', tone: 'neutral' },
    expired: { word: 'Expired', tone: 'neutral' },
    skipped: { word: 'Skipped', tone: 'neutral' },
    pending: { word: 'Awaiting decision', tone: 'waiting' },
    undo_window: { word: 'Approved', tone: 'good' },
    approved: { word: 'Approved', tone: 'good' },
    superseded: { word: 'Replaced', tone: 'neutral' },
    active: { word: 'Active', tone: 'good' },
    paused: { word: 'Paused', tone: 'waiting' },
  };
  const found = known[status.toLowerCase()];
  if (found !== undefined) return found;
  return { word: inWords(status.toLowerCase()), tone: 'neutral' };
}

/** Whether there is anything to take back: a receipt that nobody has undone, on an execution that is not itself an undo in flight. */
export function canUndo(execution: Pick<ExecutionView, 'status' | 'receipts'>): boolean {
  return (
    execution.status === 'completed' &&
    (execution.receipts ?? []).some((receipt) => receipt.undone_by_execution_id === null)
  );
}

/** Whether nothing more happens in an execution with this status. */
export function isOver(status: string): boolean {
  return ['completed', 'failed', 'cancelled', 'rejected', 'expired'].includes(status);
}

/** Address of the same run in the Temporal web UI. */
export function temporalLink(base: string, namespace: string, workflow_id: string, run_id: string | null): string {
  const root = base.replace(/\/+$/, '');
  const run = run_id === null ? '' : `/${encodeURIComponent(run_id)}/history`;
  return `${root}/namespaces/${encodeURIComponent(namespace)}/workflows/${encodeURIComponent(workflow_id)}${run}`;
}
