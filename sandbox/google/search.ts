import type { Call } from '../door/call.ts';
import type { Scene } from '../door/personality.ts';
import type { Reply } from '../door/reply.ts';
import { newRequestId, refuse, refuseJson } from './failure.ts';
import { runQuery } from './query/run.ts';

/** Rows in one chunk of a stream; few, so that readers of one chunk only are found out. */
const CHUNK = 100;
const PAGE = 10_000;

function bodyOf(call: Call, known: readonly string[]): ReadonlyMap<string, unknown> {
  const { body } = call;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw refuseJson('', 'Invalid JSON payload received. An object is expected.');
  }
  const fields = new Map<string, unknown>(Object.entries(body));
  for (const name of fields.keys()) {
    if (name === 'pageSize') {
      throw refuse('requestError', 'PAGE_SIZE_NOT_SUPPORTED', 'Setting the page size is not supported.');
    }
    if (!known.includes(name)) {
      throw refuseJson('', `Invalid JSON payload received. Unknown name "${name}": Cannot find field.`);
    }
  }
  return fields;
}

function queryOf(fields: ReadonlyMap<string, unknown>): string {
  const query = fields.get('query');
  if (typeof query === 'string' && query.trim() !== '') return query;
  throw refuse('queryError', 'QUERY_MISSING', 'The query is missing.', { path: [{ fieldName: 'query' }] });
}

/** `googleAds:searchStream`: an array of chunks, at least one. */
export function searchStream(call: Call, scene: Scene): Reply {
  const { results, fieldMask } = runQuery(queryOf(bodyOf(call, ['query', 'summaryRowSetting'])), scene.books);
  const requestId = newRequestId();
  const count = Math.max(1, Math.ceil(results.length / CHUNK));
  const chunks = Array.from({ length: count }, (_, index) => {
    const part = results.slice(index * CHUNK, (index + 1) * CHUNK);
    return { ...(part.length === 0 ? {} : { results: part }), fieldMask, requestId };
  });
  return { status: 200, body: chunks };
}

/** `googleAds:search`: pages of 10 000 rows. */
export function search(call: Call, scene: Scene): Reply {
  const fields = bodyOf(call, ['query', 'pageToken', 'validateOnly', 'searchSettings']);
  const { results, fieldMask } = runQuery(queryOf(fields), scene.books);
  if (fields.get('validateOnly') === true) return { status: 200, body: {} };
  const token = fields.get('pageToken');
  const start = typeof token === 'string' && token !== '' ? Number(Buffer.from(token, 'base64url').toString()) : 0;
  if (!Number.isInteger(start) || start < 0) {
    throw refuse('requestError', 'INVALID_PAGE_TOKEN', 'The page token is not valid.');
  }
  const part = results.slice(start, start + PAGE);
  const next = start + part.length;
  const more = next < results.length ? { nextPageToken: Buffer.from(String(next)).toString('base64url') } : {};
  return { status: 200, body: { ...(part.length === 0 ? {} : { results: part }), ...more, fieldMask } };
}
