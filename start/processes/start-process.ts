import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { CodedError } from '../../contracts/errors/index.ts';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const readyLine = z.object({ ready: z.literal(true), port: z.int().optional() });

/** One part of the product as a process: which file, with which settings. */
export type ProcessOptions = {
  readonly name: string;
  /** Path of the main file from the project’s root. */
  readonly entry: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly log_file: string;
  readonly ready_within_seconds: number;
};

/** A part that has said it is ready. */
export type RunningProcess = {
  readonly name: string;
  readonly pid: number;
  /** The port it serves on; 0 for parts that serve none. */
  readonly port: number;
  readonly exited: Promise<number>;
  readonly stop: () => Promise<void>;
  readonly kill: () => void;
};

/**
 * Starts a part and waits for its line `{"ready":true,"port":…}`. Everything it prints goes to its log.
 * The IPC channel ties it to this process: when this one dies, even by kill -9, the channel closes and the part ends.
 * Throws PROCESS_FAILED with the end of the log.
 */
export async function startProcess(options: ProcessOptions): Promise<RunningProcess> {
  const log = createWriteStream(options.log_file, { flags: 'a' });
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(root, options.entry)], {
    cwd: root,
    env: { ...withoutFilesOf(options.environment), ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // Not in our process group: Ctrl-C reaches us, and we stop the parts in order.
    detached: true,
  });
  child.stderr?.pipe(log, { end: false });
  const exited = new Promise<number>((resolve) => {
    child.once('exit', (code) => resolve(code ?? 1));
    child.once('error', () => resolve(1));
  });
  const port = await readiness(child, options, log, exited);
  child.unref();
  child.channel?.unref?.();
  return {
    name: options.name,
    pid: child.pid ?? 0,
    port,
    exited,
    stop: () => stopChild(child, exited),
    kill: () => void child.kill('SIGKILL'),
  };
}

/** Our environment without the files of settings that the part is given as values: it takes each one way only. */
function withoutFilesOf(given: ProcessOptions['environment']): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !(name.replace(/_FILE$/, '') in given)));
}

function readiness(
  child: ChildProcess,
  options: ProcessOptions,
  log: NodeJS.WritableStream,
  exited: Promise<number>,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      const tail = readTail(options.log_file);
      reject(
        new CodedError('PROCESS_FAILED', `The ${options.name} ${why}. Its log ends:\n${tail}`, { name: options.name }),
      );
    };
    const timer = setTimeout(
      () => fail(`was not ready within ${options.ready_within_seconds} s`),
      options.ready_within_seconds * 1000,
    );
    void exited.then((code) => setTimeout(() => fail(`ended with code ${code} before it was ready`), 50));
    if (child.stdout === null) return fail('has no output');
    createInterface({ input: child.stdout }).on('line', (line) => {
      log.write(`${line}\n`);
      if (!line.startsWith('{"ready"')) return;
      const port = readPort(line);
      if (port === null) return;
      clearTimeout(timer);
      resolve(port);
    });
  });
}

/** The port of a ready line; null for any other line, also for half of one, which must not end the one who listens. */
function readPort(line: string): number | null {
  try {
    return readyLine.parse(JSON.parse(line)).port ?? 0;
  } catch {
    return null;
  }
}

function readTail(file: string): string {
  try {
    return readFileSync(file, 'utf8').slice(-2000);
  } catch {
    return '(empty)';
  }
}

async function stopChild(child: ChildProcess, exited: Promise<number>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await exited;
  clearTimeout(timer);
}
