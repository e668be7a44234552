import type { Change } from './change-set.ts';

/** Proof of one applied change, as undoing looks at it. `execution_id` is whose change it was. */
export type UndoableReceipt = {
  readonly receipt_id: string;
  readonly execution_id: string;
  readonly change: Change;
  readonly undone_by_execution_id: string | null;
};

/** One field and the way back of it: `change` leads from what was before all of them to what the newest one wrote. */
export type WayBack<Row extends UndoableReceipt = UndoableReceipt> = {
  readonly change: Change;
  /** The receipts that the way takes back together, the newest first; never empty. */
  readonly receipts: readonly [Row, ...Row[]];
};

/** Why a change stays where it is, as far as the records alone can tell. */
export type LeftBehind = 'already_undone' | 'changed_since' | 'cancels_out' | 'cannot_be_unmade';

/** A receipt that is not taken back, and why. */
export type LeftReceipt<Row extends UndoableReceipt = UndoableReceipt> = {
  readonly receipt: Row;
  readonly reason: LeftBehind;
};

/** What of a selection leads back, and what of it does not. */
export type Ways<Row extends UndoableReceipt = UndoableReceipt> = {
  readonly ways: readonly WayBack<Row>[];
  readonly left: readonly LeftReceipt<Row>[];
};

/** The key of a field of an entity: changes with the same key are about the same thing. */
export function fieldKey({ platform, account_id, entity_id, field }: Change): string {
  return [platform, account_id, entity_id, field].join('/');
}

/**
 * The ways back of a selection of receipts, newest first as they come. Several changes of one field are one way, from the
 * newest value to what was there before the first of them, as long as each goes on where the one before it ended: where
 * somebody else’s change lies in between, the older ones have been overtaken and stay. What was undone is left out, unless its
 * undo is in the selection too; then both are links of one chain. What was made from nothing cannot be un-made.
 */
export function waysBack<Row extends UndoableReceipt>(newestFirst: readonly Row[]): Ways<Row> {
  const ways: WayBack<Row>[] = [];
  const left: LeftReceipt<Row>[] = [];
  for (const rows of Map.groupBy(newestFirst, (row) => fieldKey(row.change)).values()) {
    const standing: Row[] = [];
    for (const row of rows) {
      const by = row.undone_by_execution_id;
      if (by === null || standing.some((each) => each.execution_id === by)) standing.push(row);
      else left.push({ receipt: row, reason: 'already_undone' });
    }
    const [newest, ...older] = standing;
    if (newest === undefined) continue;
    const chain: [Row, ...Row[]] = [newest];
    let oldest = newest;
    for (const row of older) {
      if (row.change.after !== oldest.change.before) break;
      chain.push(row);
      oldest = row;
    }
    for (const receipt of standing.slice(chain.length)) left.push({ receipt, reason: 'changed_since' });
    const reason = whyNot(newest.change, oldest.change);
    if (reason === null) ways.push({ change: { ...newest.change, before: oldest.change.before }, receipts: chain });
    else for (const receipt of chain) left.push({ receipt, reason });
  }
  return { ways, left };
}

function whyNot(newest: Change, oldest: Change): LeftBehind | null {
  if (newest.after === oldest.before) return 'cancels_out';
  return oldest.before === null || newest.field === 'content_digest' ? 'cannot_be_unmade' : null;
}
