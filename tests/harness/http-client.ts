import { vi } from 'vitest';
import { z } from 'zod';

const objectSchema = z.record(z.string(), z.unknown());

/** One answer of the API. `text` and `at` read the JSON body by path (`data.0.approval_id`). */
export type HttpAnswer = {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
  readonly at: (path: string) => unknown;
  readonly text: (path: string) => string;
};

/** A caller of the API who is signed in. */
export type HttpClient = {
  readonly get: (path: string) => Promise<HttpAnswer>;
  readonly delete: (path: string) => Promise<HttpAnswer>;
  readonly post: (path: string, body?: unknown, headers?: Record<string, string>) => Promise<HttpAnswer>;
  /** Waits until the execution has one of these statuses; fails with its error as soon as it ends otherwise. */
  readonly untilExecution: (execution_id: string, statuses: readonly string[]) => Promise<HttpAnswer>;
};

function answerOf(status: number, headers: Headers, body: unknown): HttpAnswer {
  const at = (path: string): unknown =>
    path.split('.').reduce<unknown>((value, key) => {
      if (Array.isArray(value)) return value[Number(key)];
      const parsed = objectSchema.safeParse(value);
      return parsed.success ? parsed.data[key] : undefined;
    }, body);
  return {
    status,
    headers,
    body,
    at,
    text: (path) => {
      const value = at(path);
      if (typeof value !== 'string') throw new Error(`${path} is not a text in ${status} ${JSON.stringify(body)}`);
      return value;
    },
  };
}

/** A client that sends the given headers with each request. */
export function createHttpClient(api_url: string, identity: Record<string, string>): HttpClient {
  const send = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<HttpAnswer> => {
    const answer = await fetch(`${api_url}${path}`, {
      method,
      headers: { ...identity, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const json = answer.headers.get('content-type')?.includes('json') && text !== '';
    return answerOf(answer.status, answer.headers, json ? JSON.parse(text) : text);
  };
  const get = (path: string) => send('GET', path);
  return {
    get,
    delete: (path) => send('DELETE', path),
    post: (path, body, headers) => send('POST', path, body, headers),
    untilExecution: async (execution_id, statuses) => {
      const ended = ['completed', 'failed', 'cancelled', 'rejected', 'expired'];
      let last = await get(`/v2/playbooks/executions/${execution_id}`);
      // Not expect.poll: that one works only inside a test, and set-up waits too.
      await vi.waitUntil(
        async () => {
          last = await get(`/v2/playbooks/executions/${execution_id}`);
          const status = String(last.at('status'));
          if (ended.includes(status) && !statuses.includes(status))
            throw new Error(`ended as ${status}: ${JSON.stringify(last.body)}`);
          return statuses.includes(status);
        },
        { timeout: 45_000, interval: 50 },
      );
      return last;
    },
  };
}

/** Signs a person in by password. */
export async function signIn(api_url: string, email: string, password: string): Promise<HttpClient> {
  const answer = await createHttpClient(api_url, {}).post('/v2/auth/login', { email, password });
  return createHttpClient(api_url, { authorization: `Bearer ${answer.text('access_token')}` });
}
