import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** A token of the demo world and the campaign that most tests talk about. */
export const token = 'sandbox-token-alder-finch';
/** Ids of the campaign “Spring Sale” and what belongs to it. */
export const spring = {
  account: 'act_100100',
  campaign: '120240001010',
  ad_set: '220240001010',
  ad: '320240001011',
  creative: '420240001011',
  spare: '420240001013',
} as const;
/** The virtual time at which every test sandbox is born: a Saturday noon. */
export const bornAt = '2026-11-21T12:00:00.000Z';

const readySchema = z.object({ ready: z.literal(true), port: z.int() });

/** What a call came back with. */
export type Answer = { readonly status: number; readonly headers: Headers; readonly body: unknown };

async function readyPort(child: ChildProcess): Promise<number> {
  if (child.stdout === null) throw new Error('no stdout');
  for await (const line of createInterface(child.stdout)) return readySchema.parse(JSON.parse(line)).port;
  throw new Error('the sandbox ended before it was ready');
}

/** Starts a sandbox as its own process, in a fresh directory or in one that an earlier life has left. */
export async function startSandboxProcess(
  settings: { readonly directory?: string; readonly environment?: Record<string, string> } = {},
) {
  const directory = settings.directory ?? mkdtempSync(join(tmpdir(), 'sandbox-'));
  const main = fileURLToPath(new URL('../main.ts', import.meta.url));
  const child = spawn(process.execPath, [main], {
    env: {
      ...process.env,
      SANDBOX_DATA_DIR: directory,
      SANDBOX_PORT: '0',
      SANDBOX_NOW: bornAt,
      ...settings.environment,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = `http://127.0.0.1:${await readyPort(child)}`;

  async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const response = await fetch(url + path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      signal: AbortSignal.timeout(10_000),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: isJson ? parse(text) : text } satisfies Answer;
  }

  async function end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit');
      child.kill(signal);
      await ended;
    }
    return child.exitCode;
  }
  return {
    url,
    directory,
    get: (path: string) => call('GET', path),
    post: (path: string, body?: unknown, headers?: Record<string, string>) => call('POST', path, body, headers),
    call,
    fault: (...faults: readonly unknown[]) => call('POST', '/_sandbox/faults', { faults }),
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A running sandbox, as tests see it. */
export type SandboxProcess = Awaited<ReturnType<typeof startSandboxProcess>>;
