import type { z } from 'zod';
import { CodedError } from '../../../contracts/errors/index.ts';
import type { AccessToken } from '../wire/access-token.ts';
import { createBreaker } from '../wire/breaker.ts';
import type { WriteDeadline } from '../wire/deadline.ts';
import type { Exchange, WireAnswer } from '../wire/exchange.ts';
import { fitAnswer } from '../wire/fit-answer.ts';
import type { RequestKind } from '../wire/request-kind.ts';
import { failureFromAnswer, failureFromErrorList } from './failures.ts';
import { envelopeWire, errorListWire, pageWire } from './schemas.ts';

/** What the client needs to reach TikTok. */
export type TiktokClientOptions = {
  readonly exchange: Exchange;
  /** Address with version, without a slash at its end. */
  readonly root: string;
  readonly token: AccessToken;
  readonly outage_pause_seconds?: number | undefined;
  /** How many items of a list to ask for at once; each list has its own default. */
  readonly page_size?: number | undefined;
  readonly now: () => Date;
};

/** Query parameters; lists and objects are written as JSON, as TikTok wants them. */
export type Query = Readonly<Record<string, string | number | object>>;

/** A body: JSON, or parts of a form that are already encoded. */
export type Body = { readonly content_type: string; readonly text: string };

/** What became of a write. */
export type Written = { readonly platform_request_id: string | null };

/** A list to be read: what is asked for, what an item looks like, how many come at once. */
export type ListRequest<T> = {
  readonly path: string;
  readonly query: Query;
  readonly schema: z.ZodType<T>;
  readonly page_size: number;
};

/** The TikTok API over HTTP. Each verb throws only CodedError. A read for a write says by when the write must have left. */
export type TiktokClient = {
  get<T>(path: string, query: Query, schema: z.ZodType<T>, deadline?: WriteDeadline): Promise<T>;
  /** Items of a list, page after page, as far as they are asked for. */
  items<T>(request: ListRequest<T>, deadline?: WriteDeadline): AsyncGenerator<T>;
  list<T>(request: ListRequest<T>): Promise<readonly T[]>;
  /** A POST that changes no ad, such as ordering an export. */
  ask<T>(path: string, body: object, schema: z.ZodType<T>): Promise<T>;
  post(path: string, body: Body, deadline: WriteDeadline): Promise<Written>;
};

const mostPages = 1_000;

/** A body of JSON. */
export function jsonBody(value: object): Body {
  return { content_type: 'application/json', text: JSON.stringify(value) };
}

function encode(query: Query): string {
  const encoded = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    encoded.set(name, typeof value === 'object' ? JSON.stringify(value) : String(value));
  return encoded.toString();
}

/**
 * A small client for the TikTok API for Business. The token goes in the header Access-Token, never in an address. Whether an
 * answer is a success is said by `code` in the body. A write is sent once; one that TikTok refused for its token alone is sent
 * again with a renewed one.
 */
export function createTiktokClient(options: TiktokClientOptions): TiktokClient {
  const { exchange, root, token, now } = options;
  const guarded = createBreaker('TikTok', options.outage_pause_seconds ?? 10);

  async function send(kind: RequestKind, url: string, body: Body | null, deadline?: WriteDeadline) {
    return token.withToken((access_token) =>
      guarded(async () => {
        const headers = {
          'access-token': access_token,
          ...(body === null ? {} : { 'content-type': body.content_type }),
        };
        const request = body === null ? { method: 'GET', headers } : { method: 'POST', headers, body: body.text };
        return unwrap(await exchange(kind, url, request, deadline?.secondsLeft()), kind, now());
      }),
    );
  }

  async function get<T>(path: string, query: Query, schema: z.ZodType<T>, deadline?: WriteDeadline): Promise<T> {
    const { data } = await send('read', `${root}/${path}?${encode(query)}`, null, deadline);
    return fitAnswer(schema, data, 'TikTok', path);
  }

  async function* items<T>({ path, query, schema, ...usual }: ListRequest<T>, deadline?: WriteDeadline) {
    const page_size = options.page_size ?? usual.page_size;
    for (let page = 1; page <= mostPages; page += 1) {
      const { list: found, page_info } = await get(path, { ...query, page, page_size }, pageWire, deadline);
      for (const item of found) yield fitAnswer(schema, item, 'TikTok', path);
      if (found.length === 0 || page >= (page_info?.total_page ?? 1)) return;
    }
    throw new CodedError('PLATFORM_ANSWER_INVALID', `TikTok’s list ${path} has no end.`, { path, pages: mostPages });
  }

  return {
    get,
    items,
    list: async <T>(request: ListRequest<T>) => {
      const found: T[] = [];
      for await (const item of items(request)) found.push(item);
      return found;
    },
    ask: async (path, body, schema) => {
      const { data } = await send('read', `${root}/${path}`, jsonBody(body));
      return fitAnswer(schema, data, 'TikTok', path);
    },
    post: async (path, body, deadline) => {
      const { data, request_id } = await send('write', `${root}/${path}`, body, deadline);
      const [failed] = errorListWire.safeParse(data).data?.error_list ?? [];
      if (failed) throw failureFromErrorList(failed.error_message ?? failed.message ?? 'not done', request_id);
      return { platform_request_id: request_id };
    },
  };
}

/** The inside of a success. Throws what the answer means when it is none; an answer that is no envelope is none either. */
function unwrap(answer: WireAnswer, kind: RequestKind, now: Date) {
  const envelope = envelopeWire.safeParse(answer.body).data;
  if (!answer.ok || envelope?.code !== 0) throw failureFromAnswer(answer, kind, now);
  return { data: envelope.data, request_id: envelope.request_id ? envelope.request_id : null };
}
