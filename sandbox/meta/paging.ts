import { type Parameters, textOf } from './parameters.ts';
import { invalidParameter } from './reply.ts';

const DEFAULT_LIMIT = 25;
const LARGEST_LIMIT = 5000;

/** Where a page begins, in a form that callers must not read. */
function cursorOf(index: number): string {
  return Buffer.from(`row:${index}`).toString('base64url');
}

function indexOf(cursor: string): number {
  const text = Buffer.from(cursor, 'base64url').toString();
  const found = /^row:(\d+)$/.exec(text)?.[1];
  if (found === undefined) throw invalidParameter('Invalid cursors values', { error_subcode: 1487134 });
  return Number(found);
}

/**
 * One page of a list: `{data, paging: {cursors: {before, after}, next?, previous?}}`. `next` is missing on the last page.
 * `self` is the address of the call with its parameters; the token is repeated in the link, as Meta does.
 */
export function page(rows: readonly unknown[], parameters: Parameters, self: URL) {
  const limit = Number(textOf(parameters, 'limit') ?? DEFAULT_LIMIT);
  if (!Number.isInteger(limit) || limit < 1 || limit > LARGEST_LIMIT) {
    throw invalidParameter(`Param limit must be an integer from 1 to ${LARGEST_LIMIT}`, { blame_fields: ['limit'] });
  }
  const after = textOf(parameters, 'after');
  const before = textOf(parameters, 'before');
  const start =
    after !== undefined ? indexOf(after) + 1 : before !== undefined ? Math.max(0, indexOf(before) - limit) : 0;
  const end = before !== undefined ? Math.min(start + limit, indexOf(before)) : start + limit;
  const data = rows.slice(start, end);
  if (data.length === 0) return { data };
  const cursors = { before: cursorOf(start), after: cursorOf(start + data.length - 1) };
  const link = (name: 'after' | 'before', cursor: string) => {
    const url = new URL(self);
    url.searchParams.delete('after');
    url.searchParams.delete('before');
    url.searchParams.set('limit', String(limit));
    url.searchParams.set(name, cursor);
    return url.toString();
  };
  return {
    data,
    paging: {
      cursors,
      ...(start + data.length < rows.length ? { next: link('after', cursors.after) } : {}),
      ...(start > 0 ? { previous: link('before', cursors.before) } : {}),
    },
  };
}
