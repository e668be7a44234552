import { type AnyColumn, type SQL, sql } from 'drizzle-orm';

/** Where a page of a list ended: the moment and the id of its last row. Lists run from the newest to the oldest. */
export type KeysetPosition = { readonly at: Date; readonly id: string };

/** One page: up to `limit` rows, and the position to go on from when there are more. */
export type KeysetPage<Row> = { readonly rows: readonly Row[]; readonly next: KeysetPosition | null };

/** The condition for rows after a position; new rows never shift a page, because they come before it. */
export function afterPosition(at: AnyColumn, id: AnyColumn, position: KeysetPosition | null): SQL | undefined {
  if (position === null) return undefined;
  return sql`(${at}, ${id}::text) < (${position.at.toISOString()}::timestamptz, ${position.id})`;
}

/** The order that goes with `afterPosition`. */
export function newestFirst(at: AnyColumn, id: AnyColumn): SQL {
  return sql`${at} desc, ${id}::text desc`;
}

/** Makes a page of rows that were read with `limit + 1`. */
export function toPage<Row>(
  rows: readonly Row[],
  limit: number,
  positionOf: (row: Row) => KeysetPosition,
): KeysetPage<Row> {
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  return { rows: kept, next: rows.length > limit && last !== undefined ? positionOf(last) : null };
}
