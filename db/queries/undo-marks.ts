import { and, inArray, isNull } from 'drizzle-orm';
import type { JsonObject } from '../../contracts/canonical-json.ts';
import type { Change } from '../../contracts/change-set.ts';
import { selectionOf, type UndoSelection, undoSelectorSchema } from '../../contracts/undo.ts';
import { fieldKey, waysBack } from '../../contracts/undo-ways.ts';
import type { TenantTransaction } from '../connect.ts';
import { receipts } from '../schema/index.ts';
import { readUndoable } from './undo-selection.ts';

/** More applied changes than this are not taken back at once. */
export const mostUndoable = 1_000;

/** What an action takes back, from its id and its parameters; null for an action that takes nothing back. */
export function undoSelectionOf(action_id: string, params: JsonObject): UndoSelection | null {
  if (action_id === 'AdPlatformAgent.undo_execution' && typeof params.execution_id === 'string')
    return { kind: 'execution', execution_id: params.execution_id };
  if (action_id !== 'AdPlatformAgent.undo_changes') return null;
  const selector = undoSelectorSchema.safeParse(params.selector);
  return selector.success ? selectionOf(selector.data) : null;
}

/**
 * Marks what one verified change of an undo has taken back: the receipts of the chain that leads from its value to the one
 * before all of them, and no others of that field. An undo of an execution by itself (a compensation) marks its own receipt
 * too, because undoing that execution again must not bring the change back.
 */
export async function markUndone(
  tx: TenantTransaction,
  undone: {
    readonly selection: UndoSelection;
    readonly by_execution_id: string;
    /** The change of the undo: from what was written to what was there before. */
    readonly change: Change;
  },
): Promise<void> {
  const { selection, by_execution_id, change } = undone;
  const within = selection.kind === 'execution' && selection.execution_id === by_execution_id;
  const except_execution_id = within ? null : by_execution_id;
  const all = await readUndoable(tx, selection, { except_execution_id, limit: mostUndoable });
  const ofField = all.filter((row) => fieldKey(row.change) === fieldKey(change));
  const isOwn = (row: (typeof ofField)[number]) =>
    row.change.before === change.before && row.change.after === change.after;
  const own = within ? ofField.slice(0, 1).filter(isOwn) : [];
  const way = waysBack(ofField.slice(own.length)).ways.find((each) => each.change.before === change.after);
  const ids = [...own, ...(way?.receipts ?? [])].map((row) => row.receipt_id);
  if (ids.length === 0) return;
  await tx
    .update(receipts)
    .set({ undone_by_execution_id: by_execution_id })
    .where(and(inArray(receipts.receipt_id, ids), isNull(receipts.undone_by_execution_id)));
}
