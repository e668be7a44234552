import { z } from 'zod';
import { CodedError } from '../../contracts/errors/index.ts';
import type { KeysetPage, KeysetPosition } from '../../db/queries/keyset.ts';

/** The query fields of every list under /v2: up to 200 rows, and the cursor of the page before. */
export const pageFields = {
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('how many at most'),
  cursor: z.string().max(500).optional().describe('next_cursor of the page before'),
};

/** The schema of a page. `next_cursor` is null on the last one. */
export function pageSchema<Item extends z.ZodType>(item: Item) {
  return z.object({ data: z.array(item), next_cursor: z.string().nullable() });
}

const positionSchema = z.tuple([z.iso.datetime(), z.string()]);

/** Reads a cursor; null when there is none. Throws REQUEST_INVALID for anything that we did not hand out. */
export function readCursor(cursor: string | undefined): KeysetPosition | null {
  if (cursor === undefined) return null;
  try {
    const [at, id] = positionSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return { at: new Date(at), id };
  } catch {
    throw new CodedError('REQUEST_INVALID', 'This cursor is not one of ours.', {
      errors: [{ pointer: '/query/cursor', detail: 'Take next_cursor of the page before as it is.' }],
    });
  }
}

/** The answer of a list. */
export function toPageBody<Row, Item>(page: KeysetPage<Row>, toItem: (row: Row) => Item) {
  const { rows, next } = page;
  const cursor = next === null ? null : [next.at.toISOString(), next.id];
  return {
    data: rows.map(toItem),
    next_cursor: cursor === null ? null : Buffer.from(JSON.stringify(cursor)).toString('base64url'),
  };
}

/** A moment in an answer. */
export const moment = z.iso.datetime();
/** Any JSON value in an answer whose shape another contract fixes. */
export const anyJson = z.unknown();
