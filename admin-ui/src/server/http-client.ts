import type { z } from 'zod';
import type { SessionStore } from '../session/session-store.ts';
import { ServerProblem, unreachable } from './problem.ts';

/** One request to the API. */
export type ServerRequest = {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
};

/** Asks the API and parses its answer. */
export type HttpClient = {
  /** The parsed answer; of a picture (SVG) its text. Throws ServerProblem for an error answer, no answer, or an answer of another shape. */
  request: <T extends z.ZodType>(path: string, schema: T, request?: ServerRequest) => Promise<z.output<T>>;
};

/** Talks to the API on the same origin, with the token of the session. */
export function createHttpClient(deps: { fetch: typeof fetch; session: SessionStore }): HttpClient {
  return {
    async request(path, schema, { method = 'GET', body, headers = {}, signal } = {}) {
      const session = deps.session.read();
      const response = await deps
        .fetch(path, {
          method,
          headers: {
            Accept: 'application/json',
            ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
            ...(session === null ? {} : { Authorization: `Bearer ${session.access_token}` }),
            ...headers,
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
          ...(signal === undefined ? {} : { signal }),
        })
        .catch((error: unknown) => {
          throw signal?.aborted ? error : unreachable();
        });
      const type = response.headers.get('content-type') ?? '';
      const reading: Promise<unknown> = type.startsWith('image/svg+xml') ? response.text() : response.json();
      const answer: unknown = await reading.catch((error: unknown) => {
        // Called off while the body was arriving is not an answer that cannot be read.
        if (signal?.aborted) throw error;
        return undefined;
      });
      if (!response.ok) throw new ServerProblem(response.status, answer);
      const parsed = schema.safeParse(answer);
      if (parsed.success) return parsed.data;
      const place = parsed.error.issues[0]?.path.join('.') ?? '';
      throw new ServerProblem(response.status, {
        title: 'The answer cannot be read',
        detail: `The server answered ${path.split('?')[0]} with something this page does not understand (${place}).`,
        code: 'ANSWER_NOT_UNDERSTOOD',
        fix: 'Reload the page; if that does not help, the page and the server are of different versions.',
      });
    },
  };
}
