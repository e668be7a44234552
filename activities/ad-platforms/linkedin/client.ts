import type { z } from 'zod';
import { CodedError } from '../../../contracts/errors/index.ts';
import type { AccessToken } from '../wire/access-token.ts';
import { createBreaker } from '../wire/breaker.ts';
import type { WriteDeadline } from '../wire/deadline.ts';
import type { Exchange, WireAnswer } from '../wire/exchange.ts';
import { fitAnswer } from '../wire/fit-answer.ts';
import type { RequestKind } from '../wire/request-kind.ts';
import { failureFromAnswer, vendor } from './failures.ts';
import { encodeQuery, type RestLiQuery } from './rest-li.ts';
import { pageWire } from './schemas.ts';

/** What the client needs of the world. */
export type LinkedInClientOptions = {
  readonly base_url: string;
  /** `YYYYMM`; every answer is in the form of this month’s API. */
  readonly api_version: string;
  readonly token: AccessToken;
  readonly exchange: Exchange;
  /** How long to leave a platform alone that fails again and again. */
  readonly outage_pause_seconds?: number | undefined;
  /** How many items of a list to ask for at once; each list has its own default. */
  readonly page_size?: number | undefined;
};

/** A read: which resource, by which query, which fields. `finder` is set where a method has to be named. */
export type Reading = {
  readonly path: string;
  readonly query?: RestLiQuery;
  readonly fields?: readonly string[];
  readonly finder?: boolean;
};

/** A call with a body. `method` is what X-RestLi-Method says; left out where the path says it. */
export type Posting = {
  readonly path: string;
  readonly body: unknown;
  readonly method?: 'PARTIAL_UPDATE' | 'BATCH_CREATE';
  /** Whether a lost answer leaves something open; a call that makes nothing visible is a `read`. */
  readonly kind: RequestKind;
  readonly deadline?: WriteDeadline;
};

/** Rest.li over HTTP: each verb throws only CodedError. */
export type LinkedInClient = {
  get<T>(reading: Reading, schema: z.ZodType<T>): Promise<T>;
  /** Search by cursor (`pageSize`, `pageToken`) to the end. */
  list<T>(reading: Reading, page_size: number, schema: z.ZodType<T>): Promise<readonly T[]>;
  /** Finder by position (`start`, `count`), page by page, so that the reader may stop where it has found something. */
  pages<T>(reading: Reading, page_size: number, schema: z.ZodType<T>): AsyncGenerator<readonly T[]>;
  post(posting: Posting): Promise<WireAnswer>;
  /** Sends bytes to an address that LinkedIn gave for it; the token goes along only to LinkedIn. */
  put(url: string, bytes: Uint8Array, deadline: WriteDeadline): Promise<void>;
};

/** Longer addresses are refused; the query then goes as a form. */
const longestUrl = 4_000;
const mostPages = 1_000;

/**
 * A small client for the versioned Marketing API. The token goes in the Authorization header, never in an address. A write is
 * sent once, and once more only where its token was refused. LinkedIn announces no usage, so nothing slows down beforehand.
 */
export function createLinkedInClient(options: LinkedInClientOptions): LinkedInClient {
  const { exchange, token } = options;
  const root = `${options.base_url.replace(/\/+$/, '')}/rest`;
  const guarded = createBreaker(vendor, options.outage_pause_seconds ?? 10);
  const versioned = { 'linkedin-version': options.api_version, 'x-restli-protocol-version': '2.0.0' };

  function send(kind: RequestKind, url: string, request: RequestInit, deadline?: WriteDeadline): Promise<WireAnswer> {
    return token.withToken((access_token) =>
      guarded(async () => {
        const headers = { authorization: `Bearer ${access_token}`, accept: 'application/json', ...request.headers };
        const answer = await exchange(kind, url, { ...request, headers }, deadline?.secondsLeft());
        if (!answer.ok) throw failureFromAnswer(answer, kind);
        return answer;
      }),
    );
  }

  async function get<T>(reading: Reading, schema: z.ZodType<T>): Promise<T> {
    const query = encodeQuery(reading.query ?? {}, reading.fields);
    const bare = `${root}/${reading.path}`;
    const url = query === '' ? bare : `${bare}?${query}`;
    const headers = { ...versioned, ...(reading.finder ? { 'x-restli-method': 'FINDER' } : {}) };
    const form = { ...headers, 'x-http-method-override': 'GET', 'content-type': 'application/x-www-form-urlencoded' };
    const answer =
      url.length > longestUrl
        ? await send('read', bare, { method: 'POST', headers: form, body: query })
        : await send('read', url, { method: 'GET', headers });
    return fitAnswer(schema, answer.body, vendor, reading.path);
  }

  async function page<T>(reading: Reading, paging: RestLiQuery, schema: z.ZodType<T>) {
    const answer = await get({ ...reading, query: { ...reading.query, ...paging } }, pageWire);
    const items = answer.elements.map((item) => fitAnswer(schema, item, vendor, reading.path));
    return { items, next: answer.metadata?.nextPageToken || null, total: answer.paging?.total ?? null };
  }

  async function list<T>(reading: Reading, page_size: number, schema: z.ZodType<T>): Promise<readonly T[]> {
    const items: T[] = [];
    const pageSize = options.page_size ?? page_size;
    let cursor: RestLiQuery = {};
    for (let turn = 0; turn < mostPages; turn += 1) {
      const found = await page(reading, { pageSize, ...cursor }, schema);
      items.push(...found.items);
      if (found.next === null) return items;
      cursor = { pageToken: found.next };
    }
    throw endless(reading.path);
  }

  async function* pages<T>(reading: Reading, page_size: number, schema: z.ZodType<T>) {
    const count = options.page_size ?? page_size;
    for (let turn = 0; turn < mostPages; turn += 1) {
      const { items, total } = await page(reading, { start: turn * count, count }, schema);
      yield items;
      const seen = (turn + 1) * count;
      // Without a total only a page that is not full is known to be the last one.
      if (total === null ? items.length < count : seen >= total || items.length === 0) return;
    }
    throw endless(reading.path);
  }

  function post({ path, body, method, kind, deadline }: Posting): Promise<WireAnswer> {
    const named = method === undefined ? {} : { 'x-restli-method': method };
    const headers = { ...versioned, 'content-type': 'application/json', ...named };
    return send(kind, `${root}/${path}`, { method: 'POST', headers, body: JSON.stringify(body) }, deadline);
  }

  async function put(url: string, bytes: Uint8Array, deadline: WriteDeadline): Promise<void> {
    const request = {
      method: 'PUT',
      body: Buffer.from(bytes),
      headers: { 'content-type': 'application/octet-stream' },
    };
    if (isLinkedIn(url, root)) await send('read', url, request, deadline);
    else
      throw new CodedError('PLATFORM_ANSWER_INVALID', `${vendor} named an address for an upload that is not its own.`);
  }

  return { get, list, pages, post, put };
}

/** Whether bytes and token may go to an address that an answer named. */
function isLinkedIn(url: string, root: string): boolean {
  if (!URL.canParse(url)) return false;
  const { origin, protocol, hostname } = new URL(url);
  return origin === new URL(root).origin || (protocol === 'https:' && hostname.endsWith('.linkedin.com'));
}

function endless(path: string): CodedError {
  return new CodedError('PLATFORM_ANSWER_INVALID', `${vendor}’s list ${path} has no end.`, { path, pages: mostPages });
}
