import { CodedError } from '../../contracts/errors/index.ts';
import type { UndoSelection } from '../../contracts/undo.ts';
import { waysBack } from '../../contracts/undo-ways.ts';
import type { TenantTransaction } from '../connect.ts';
import { readSpendBook } from './spend-since.ts';
import { mostUndoable } from './undo-marks.ts';
import { readNewestWrites, readUndoable } from './undo-selection.ts';

/**
 * Everything that our own records know of an undo: the ways back, what stays and why, who wrote each field last, and what
 * the campaigns have spent since. `by_execution_id` is the undo itself, which does not look at its own work. Throws
 * CHANGES_NOT_UNDOABLE for a selection of too many changes.
 */
export async function readUndoOutline(
  tx: TenantTransaction,
  selection: UndoSelection,
  by_execution_id: string | null = null,
) {
  const itself = selection.kind === 'execution' && selection.execution_id === by_execution_id;
  const except_execution_id = itself ? null : by_execution_id;
  const rows = await readUndoable(tx, selection, { except_execution_id, limit: mostUndoable + 1 });
  if (rows.length > mostUndoable)
    throw new CodedError(
      'CHANGES_NOT_UNDOABLE',
      `These are more than ${mostUndoable} changes: take them back in several parts.`,
      { most: mostUndoable },
    );
  const { ways, left } = waysBack(rows);
  const campaign_ids = [...new Set(rows.map((row) => row.change.campaign_id))];
  const from_day = rows.map((row) => row.applied_day).toSorted()[0] ?? '9999-12-31';
  return {
    ways,
    left,
    newest: await readNewestWrites(tx, campaign_ids),
    spendOf: await readSpendBook(tx, campaign_ids, from_day),
  };
}
/** What our own records know of an undo. */
export type UndoOutline = Awaited<ReturnType<typeof readUndoOutline>>;
