import { type AnyColumn, type SQL, sql } from 'drizzle-orm';
import { CodedError } from '../../contracts/errors/index.ts';

/** Where a page of a list ended: the moment and the id of its last row. Lists run from the newest to the oldest. */
export type KeysetPosition = { readonly at: Date; readonly id: string };

/** One page: up to `limit` rows, and the position to go on from when there are more. */
export type KeysetPage<Row> = { readonly rows: readonly Row[]; readonly next: KeysetPosition | null };

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The condition for rows after a position; new rows never shift a page, because they come before it. The columns are
 * compared as they are: a cast of the id would keep Postgres from using the index of the list and make it sort the table.
 * Throws REQUEST_INVALID when the id of the position is no uuid, as only a made-up cursor has one.
 */
export function afterPosition(at: AnyColumn, id: AnyColumn, position: KeysetPosition | null): SQL | undefined {
  if (position === null) return undefined;
  if (!uuid.test(position.id)) throw new CodedError('REQUEST_INVALID', 'This position is in no list.');
  return sql`(${at}, ${id}) < (${position.at.toISOString()}::timestamptz, ${position.id}::uuid)`;
}

/** The order that goes with `afterPosition`. */
export function newestFirst(at: AnyColumn, id: AnyColumn): SQL {
  return sql`${at} desc, ${id} desc`;
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
