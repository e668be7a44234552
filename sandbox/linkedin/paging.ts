import { badInput } from './refusals.ts';
import { type RestliRecord, textOf } from './restli-query.ts';

const DEFAULT_PAGE = 100;

/** Where the next page begins, in a form that callers must not read. */
const tokenOf = (start: number) => Buffer.from(`at:${start}`).toString('base64url');

function startOf(token: string): number {
  const start = /^at:(\d+)$/.exec(Buffer.from(token, 'base64url').toString())?.[1];
  if (start === undefined) throw badInput('pageToken', 'is not a token that an earlier answer gave', 'PARAM_INVALID');
  return Number(start);
}

/** One page by cursor: `pageSize` (at most `largest`) and `pageToken`; `metadata.nextPageToken` is missing on the last page. */
export function page<T>(rows: readonly T[], query: RestliRecord, largest: number) {
  const text = textOf(query, 'pageSize');
  const size = text === undefined ? Math.min(DEFAULT_PAGE, largest) : Number(text);
  if (!Number.isInteger(size) || size < 1 || size > largest) {
    throw badInput('pageSize', `must be an integer from 1 to ${largest}`, 'PARAM_INVALID');
  }
  const token = textOf(query, 'pageToken');
  const start = token === undefined ? 0 : startOf(token);
  const end = start + size;
  return {
    elements: rows.slice(start, end),
    metadata: end < rows.length ? { nextPageToken: tokenOf(end) } : {},
  };
}
