import type { z } from 'zod';
import { CodedError } from '../../../contracts/errors/index.ts';
import { createBreaker } from '../wire/breaker.ts';
import { createExchange } from '../wire/exchange.ts';
import { fitAnswer } from '../wire/fit-answer.ts';
import type { RequestKind } from '../wire/request-kind.ts';
import { failureFromAnswer } from './failures.ts';
import { pageWire } from './schemas.ts';
import { pauseBeforeNextReadMs, readUsage } from './usage.ts';

/** How the client reaches Meta. `fetch` and `pause` are seams for tests. */
export type MetaClientOptions = {
  readonly base_url: string;
  readonly api_version: string;
  readonly access_token: string;
  readonly read_timeout_seconds?: number;
  readonly write_timeout_seconds?: number;
  /** How long to leave a platform alone that fails again and again. */
  readonly outage_pause_seconds?: number;
  /** How many items of a list to ask for at once; each list has its own default. */
  readonly page_size?: number;
  readonly fetch?: typeof fetch;
  readonly pause?: (milliseconds: number) => Promise<void>;
};

/** Query parameters; objects are written as JSON, as Graph wants nested values. */
export type Query = Readonly<Record<string, string | number | boolean | object>>;

/** One POST. Its answer must fit the schema, or it counts as lost. */
export type Post<T> = {
  readonly path: string;
  /** Sent as a form, or as JSON where the edge wants that. */
  readonly form?: Query;
  readonly json?: object;
  readonly schema: z.ZodType<T>;
  readonly request_id: string;
  /** `write` unless sending it again does no harm: a lost answer then leaves nothing open. */
  readonly kind?: RequestKind;
  readonly timeout_seconds?: number;
};

/** Graph over HTTP: three verbs, each of which throws only CodedError. */
export type MetaClient = {
  get<T>(path: string, query: Query, schema: z.ZodType<T>, timeout_seconds?: number): Promise<T>;
  list<T>(path: string, query: Query, schema: z.ZodType<T>, timeout_seconds?: number): Promise<readonly T[]>;
  post<T>(request: Post<T>): Promise<{ readonly answer: T; readonly platform_request_id: string | null }>;
};

const mostPages = 1_000;

function encode(values: Query): URLSearchParams {
  const encoded = new URLSearchParams();
  for (const [name, value] of Object.entries(values))
    encoded.set(name, typeof value === 'object' ? JSON.stringify(value) : String(value));
  return encoded;
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/**
 * A small client for the Graph API. The token goes in the Authorization header, never in an address, so that it appears in no log.
 * A write is sent once; nothing here repeats it. Reads slow down above 75 % of the rate limit and are repeated by the caller's policy.
 */
export function createMetaClient(options: MetaClientOptions): MetaClient {
  const exchange = createExchange({ ...options, vendor: 'Meta' });
  const pause = options.pause ?? sleep;
  const root = `${options.base_url.replace(/\/+$/, '')}/${options.api_version}`;
  const identified = { authorization: `Bearer ${options.access_token}`, accept: 'application/json' };
  const pageSize: Query = options.page_size === undefined ? {} : { limit: options.page_size };
  const guarded = createBreaker('Meta', options.outage_pause_seconds ?? 10);
  let pauseMs = 0;

  async function get<T>(path: string, query: Query, schema: z.ZodType<T>, timeout_seconds?: number): Promise<T> {
    if (pauseMs > 0) await pause(Math.min(pauseMs, (timeout_seconds ?? Number.POSITIVE_INFINITY) * 500));
    const body = await guarded(async () => {
      const url = `${root}/${path}?${encode(query)}`;
      const answer = await exchange('read', url, { method: 'GET', headers: identified }, timeout_seconds);
      pauseMs = pauseBeforeNextReadMs(readUsage(answer.headers));
      if (!answer.ok) throw failureFromAnswer(answer, 'read');
      return answer.body;
    });
    return fitAnswer(schema, body, 'Meta', path);
  }

  async function list<T>(path: string, query: Query, schema: z.ZodType<T>, timeout_seconds?: number) {
    const items: T[] = [];
    let cursor: Query = {};
    for (let page = 0; page < mostPages; page += 1) {
      const answer = await get(path, { ...query, ...pageSize, ...cursor }, pageWire, timeout_seconds);
      for (const item of answer.data) items.push(fitAnswer(schema, item, 'Meta', path));
      const after = answer.paging?.cursors?.after ?? afterOf(answer.paging?.next);
      if (!answer.paging?.next || !after) return items;
      cursor = { after };
    }
    throw new CodedError('PLATFORM_ANSWER_INVALID', `Meta’s list ${path} has no end.`, { path, pages: mostPages });
  }

  async function post<T>(request: Post<T>) {
    const { path, form = {}, json, schema, request_id, kind = 'write', timeout_seconds } = request;
    const body =
      json === undefined
        ? { type: 'application/x-www-form-urlencoded', text: encode(form).toString() }
        : { type: 'application/json', text: JSON.stringify(json) };
    return guarded(async () => {
      const headers = { ...identified, 'content-type': body.type, 'x-request-id': request_id };
      const sent = { method: 'POST', headers, body: body.text };
      const answer = await exchange(kind, `${root}/${path}`, sent, timeout_seconds);
      pauseMs = pauseBeforeNextReadMs(readUsage(answer.headers));
      const fitting = schema.safeParse(answer.body);
      if (!answer.ok || !fitting.success) throw failureFromAnswer(answer, kind);
      const platform_request_id = answer.headers.get('x-fb-request-id') ?? answer.headers.get('x-fb-trace-id');
      return { answer: fitting.data, platform_request_id };
    });
  }

  return { get, list, post };
}

/** The `after` cursor inside a `next` address; the address itself is not followed, so the token goes nowhere else. */
function afterOf(next: string | null | undefined): string | null {
  return next && URL.canParse(next) ? new URL(next).searchParams.get('after') : null;
}
