import { z } from 'zod';
import { CommandFailure, exitCodes } from './exit.ts';

const problemSchema = z.object({
  title: z.string(),
  detail: z.string(),
  code: z.string(),
  fix: z.string(),
  traceId: z.string(),
});

/** Calls of the HTTP API. Every answer that is not good throws a CommandFailure with the problem’s own words. */
export type ApiClient = {
  readonly api_url: string;
  get<S extends z.ZodType>(path: string, schema: S): Promise<z.output<S>>;
  post<S extends z.ZodType>(
    path: string,
    body: unknown,
    schema: S,
    headers?: Record<string, string>,
  ): Promise<z.output<S>>;
  /** Sends a request whose body or answer is not JSON. */
  raw(path: string, init: RequestInit): Promise<Response>;
};

/** A client that proves who it is with the given headers. */
export function createApiClient(api_url: string, identity: Readonly<Record<string, string>>): ApiClient {
  async function raw(path: string, init: RequestInit): Promise<Response> {
    let response: Response;
    try {
      response = await fetch(`${api_url}${path}`, { ...init, headers: { ...identity, ...headersOf(init) } });
    } catch (error) {
      const reason = error instanceof Error && error.cause instanceof Error ? error.cause.message : 'no answer';
      throw new CommandFailure(`The API at ${api_url} cannot be reached (${reason}). Is \`npm start\` running?`);
    }
    if (!response.ok) throw await failureOf(response);
    return response;
  }
  return {
    api_url,
    raw,
    get: async (path, schema) => schema.parse(await (await raw(path, { method: 'GET' })).json()),
    async post(path, body, schema, headers = {}) {
      const init = {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      };
      return schema.parse(await (await raw(path, init)).json());
    },
  };
}

function headersOf(init: RequestInit): Record<string, string> {
  return Object.fromEntries(new Headers(init.headers));
}

async function failureOf(response: Response): Promise<CommandFailure> {
  const body: unknown = await response.json().catch(() => null);
  const problem = problemSchema.safeParse(body);
  if (!problem.success) return new CommandFailure(`The API answered ${response.status}.`, exitCodes.failure, body);
  const { title, detail, code, fix, traceId } = problem.data;
  const text = `${title} (${code}, HTTP ${response.status}): ${detail}\n${fix}\ntrace id ${traceId}`;
  return new CommandFailure(text, exitCodes.failure, body);
}
