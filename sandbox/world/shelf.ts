import type { Platform } from '../../contracts/platform.ts';
import type { ShelfItem } from '../ledger/journal.ts';

/** Where personalities keep what is neither thing nor value of the books. Putting under a key again replaces. */
export type Shelf = {
  /** When this returns, it is on the disk. */
  readonly put: (item: ShelfItem) => void;
  readonly get: (platform: Platform, account_id: string, kind: string, key: string) => ShelfItem['value'] | undefined;
  /** All of one kind, in the order in which their keys first came. */
  readonly all: (platform: Platform, account_id: string, kind: string) => readonly ShelfItem[];
};

/** Makes an empty shelf; `record` writes an item down and calls `place` with it. */
export function createShelf(record: (item: ShelfItem) => void) {
  const rows = new Map<string, Map<string, ShelfItem>>();
  const rowOf = (platform: string, account_id: string, kind: string) => JSON.stringify([platform, account_id, kind]);

  function place(item: ShelfItem): void {
    const row = rowOf(item.platform, item.account_id, item.kind);
    const items = rows.get(row) ?? new Map<string, ShelfItem>();
    items.set(item.key, item);
    rows.set(row, items);
  }
  const shelf: Shelf = {
    put: record,
    get: (platform, account_id, kind, key) => rows.get(rowOf(platform, account_id, kind))?.get(key)?.value,
    all: (platform, account_id, kind) => [...(rows.get(rowOf(platform, account_id, kind))?.values() ?? [])],
  };
  return { shelf, place, clear: () => rows.clear() };
}
