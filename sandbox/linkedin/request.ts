import type { Call } from '../door/call.ts';
import { badInput } from './refusals.ts';
import { type RestliRecord, readRestliQuery } from './restli-query.ts';

/** A call as the Rest.li protocol means it. */
export type RestliRequest = {
  /** `GET` for a query that was tunnelled through POST. */
  readonly method: string;
  /** `PARTIAL_UPDATE`, `BATCH_CREATE`, `FINDER` …; null when it was not said. */
  readonly restli_method: string | null;
  /** The path below `/rest`, each part decoded but the compound keys in brackets. */
  readonly segments: readonly string[];
  readonly query: RestliRecord;
};

const textHeader = (value: string | string[] | undefined) => (typeof value === 'string' ? value : null);

function decoded(segment: string): string {
  if (segment.startsWith('(')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    throw badInput('path', 'is not percent-encoded as it should be');
  }
}

/**
 * Reads a call: a query that is too long for a URL comes by POST as a form with `X-HTTP-Method-Override: GET`. The query is read
 * only when it is asked for, so that a call can be looked at before it is checked.
 */
export function readRequest(call: Call): RestliRequest {
  const override = textHeader(call.headers['x-http-method-override']);
  const raw = override === null ? call.raw_query : call.bytes.toString('utf8');
  return {
    method: override ?? call.method,
    restli_method: textHeader(call.headers['x-restli-method'])?.toUpperCase() ?? null,
    segments: call.path.split('/').slice(2).map(decoded),
    get query() {
      return readRestliQuery(raw);
    },
  };
}
