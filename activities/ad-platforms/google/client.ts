import type { z } from 'zod';
import type { Credential } from '../../../contracts/credential.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { createAccessToken } from '../wire/access-token.ts';
import { createBreaker } from '../wire/breaker.ts';
import { createExchange, type WireAnswer } from '../wire/exchange.ts';
import { fitAnswer } from '../wire/fit-answer.ts';
import { codeOfStatus, type RequestKind } from '../wire/request-kind.ts';
import { statusOf } from './error-wire.ts';
import { failureFromAnswer, failureFromStatus } from './failures.ts';
import { type OAuthOptions, renewToken } from './oauth.ts';
import { mutateWire, streamWire } from './schemas.ts';

/** How the client reaches Google. `fetch` is a seam for tests. */
export type GoogleClientOptions = OAuthOptions & {
  readonly base_url: string;
  readonly api_version: string;
  readonly data_manager_base_url: string;
  /** The account's id, digits only. */
  readonly customer_id: string;
  /** The manager account through which we reach it; null without one. */
  readonly login_customer_id: string | null;
  /** Optional and ignored since 2026-09; sent only where it is set. */
  readonly developer_token: string | null;
  /** Lets Google only check every mutation. */
  readonly validate_only: boolean;
  readonly credential: Credential;
  readonly saveCredential: (renewed: Credential) => Promise<void>;
  readonly read_timeout_seconds?: number;
  readonly write_timeout_seconds: number;
  /** How long to leave a platform alone that fails again and again. */
  readonly outage_pause_seconds?: number;
  readonly fetch?: typeof fetch;
  readonly now: () => Date;
};

/** How much time a request has; a function, because a renewed token may take some of it first. */
export type Timeout = (() => number) | undefined;

/** One mutation: what kind of resource, and what is done to it in this order, all or nothing. */
export type Mutation = { readonly resource: string; readonly operations: readonly object[] };

/** Google Ads and the Data Manager over HTTP. Every call throws only CodedError. */
export type GoogleClient = {
  /** All rows of a query. */
  search<Row>(query: string, row: z.ZodType<Row>, timeout?: Timeout): Promise<readonly Row[]>;
  /** Sends one mutation once. */
  mutate(mutation: Mutation, timeout: Timeout): Promise<{ readonly platform_request_id: string | null }>;
  /** Calls the Data Manager and reads its answer. */
  dataManager<Body>(kind: RequestKind, path: string, schema: z.ZodType<Body>, body?: object): Promise<Body>;
};

/** A small client for Google's REST. The token goes in the Authorization header, never in an address. */
export function createGoogleClient(options: GoogleClientOptions): GoogleClient {
  const exchange = createExchange({ ...options, vendor: 'Google' });
  const guarded = createBreaker('Google', options.outage_pause_seconds ?? 10);
  const access = createAccessToken({
    ...{ vendor: 'Google', credential: options.credential, saveCredential: options.saveCredential, now: options.now },
    renew: (refresh_token) => renewToken(exchange, options, refresh_token, options.now()),
  });
  const root = `${options.base_url.replace(/\/+$/, '')}/${options.api_version}/customers/${options.customer_id}`;
  const dataManagerRoot = `${options.data_manager_base_url.replace(/\/+$/, '')}/v1`;
  const adsHeaders = {
    ...(options.login_customer_id === null ? {} : { 'login-customer-id': options.login_customer_id }),
    ...(options.developer_token === null ? {} : { 'developer-token': options.developer_token }),
  };

  function call(kind: RequestKind, url: string, headers: object, body: object | undefined, timeout: Timeout) {
    return access.withToken((token) =>
      guarded(async (): Promise<WireAnswer> => {
        const identified = { authorization: `Bearer ${token}`, accept: 'application/json', ...headers };
        const request: RequestInit =
          body === undefined
            ? { method: 'GET', headers: identified }
            : {
                method: 'POST',
                headers: { ...identified, 'content-type': 'application/json' },
                body: JSON.stringify(body),
              };
        const answer = await exchange(kind, url, request, timeout?.());
        if (!answer.ok) throw failureFromAnswer(answer, kind, options.now());
        return answer;
      }),
    );
  }

  async function search<Row>(query: string, row: z.ZodType<Row>, timeout?: Timeout): Promise<readonly Row[]> {
    const answer = await call('read', `${root}/googleAds:searchStream`, adsHeaders, { query }, timeout);
    // A stream that has begun with 200 can still end with an error.
    if (statusOf(answer.body) !== null) throw failureFromAnswer({ ...answer, status: 500 }, 'read', options.now());
    const from = /FROM (\w+)/.exec(query)?.[1] ?? 'a query';
    const chunks = fitAnswer(streamWire, answer.body, 'Google', from);
    return chunks.flatMap((chunk) => (chunk.results ?? []).map((each) => fitAnswer(row, each, 'Google', from)));
  }

  async function mutate(mutation: Mutation, timeout: Timeout) {
    const { resource, operations } = mutation;
    const body = { operations, partialFailure: false, validateOnly: options.validate_only };
    const answer = await call('write', `${root}/${resource}:mutate`, adsHeaders, body, timeout);
    const { status: http_status, headers } = answer;
    const wire = mutateWire.safeParse(answer.body).data;
    const partial = wire?.partialFailureError ?? null;
    const circumstances = { http_status, headers, kind: 'write', now: options.now() } as const;
    if (partial !== null) throw failureFromStatus(partial, circumstances);
    if (options.validate_only && wire !== undefined) throw onlyChecked(mutation);
    const done = wire?.results?.filter((result) => (result?.resourceName ?? '') !== '').length ?? 0;
    if (done !== operations.length) throw unreadable(http_status, resource, 'write');
    return { platform_request_id: headers.get('request-id') };
  }

  async function dataManager<Body>(kind: RequestKind, path: string, schema: z.ZodType<Body>, body?: object) {
    const answer = await call(kind, `${dataManagerRoot}/${path}`, {}, body, undefined);
    const parsed = schema.safeParse(answer.body);
    if (parsed.success) return parsed.data;
    throw unreadable(answer.status, path, kind);
  }

  function unreadable(http_status: number, where: string, kind: RequestKind): CodedError {
    const code = codeOfStatus(http_status, kind);
    return new CodedError(code, `Google’s answer to ${where} cannot be understood.`, { http_status, path: where });
  }

  return { search, mutate, dataManager };
}

function onlyChecked({ resource }: Mutation): CodedError {
  const message = 'Google finds the change valid. It was only checked and not made, as GOOGLE_ADS_VALIDATE_ONLY says.';
  return new CodedError('PLATFORM_REFUSED', message, { resource, only_checked: true });
}
