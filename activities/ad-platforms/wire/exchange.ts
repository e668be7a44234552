import { failureFromFault } from './fault.ts';
import type { RequestKind } from './request-kind.ts';

/** An answer as it came, with its body read as JSON; `body` is null where it is none. */
export type WireAnswer = {
  readonly status: number;
  readonly ok: boolean;
  readonly headers: Headers;
  readonly body: unknown;
};

/** How requests leave. `fetch` is a seam for tests. */
export type ExchangeOptions = {
  /** The platform's name for people, such as `Meta`. */
  readonly vendor: string;
  readonly fetch?: typeof fetch | undefined;
  readonly read_timeout_seconds?: number | undefined;
  readonly write_timeout_seconds?: number | undefined;
};

/** Sends one request and reads its answer whole. */
export type Exchange = (
  kind: RequestKind,
  url: string,
  request: RequestInit,
  timeout_seconds?: number,
) => Promise<WireAnswer>;

/**
 * Makes the one place where requests to a platform leave: once, without following redirects (a token would go along), with a
 * time-out over the whole exchange (15 s for reads, 5 s for writes, or what the call says). A fault of the network is a
 * CodedError: PLATFORM_OUTCOME_UNKNOWN for a write that may have arrived, else PLATFORM_UNAVAILABLE. Any HTTP status is an answer.
 */
export function createExchange(options: ExchangeOptions): Exchange {
  const send = options.fetch ?? fetch;
  const usual = { read: options.read_timeout_seconds ?? 15, write: options.write_timeout_seconds ?? 5 };
  return async (kind, url, request, timeout_seconds) => {
    try {
      const response = await send(url, {
        ...request,
        redirect: 'error',
        signal: AbortSignal.timeout(Math.ceil((timeout_seconds ?? usual[kind]) * 1000)),
      });
      const { status, ok, headers } = response;
      return { status, ok, headers, body: parseJson(await response.text()) };
    } catch (fault) {
      throw failureFromFault(options.vendor, fault, kind);
    }
  };
}

/** A text as JSON; null where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
