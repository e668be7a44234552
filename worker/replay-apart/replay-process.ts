import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { CodedError } from '../../contracts/errors/index.ts';

/** What the process is asked: a history as JSON text, and the bundle of the workflows as they stand. */
export type ReplayJob = { readonly workflow_id: string; readonly history: string; readonly bundle_path: string };

/** What it answers: where the two part; null where they do not. */
export type ReplayAnswer = { readonly error: string | null };

/** How much one replay may take, from the start of its process. */
type ReplayLimits = { readonly replay_ms: number; readonly heap_mb: number };

const usualLimits: ReplayLimits = { replay_ms: 45_000, heap_mb: 512 };

/**
 * Replays histories in a process of their own, one at a time, so that the worst of them ends alone and the worker goes on: a
 * process that takes too long, eats its memory or dies is ended and told as REPLAY_TOO_COSTLY. It gets no setting and no
 * secret of ours, and reaches neither Temporal nor the database.
 */
export function createReplayProcess(
  limits: ReplayLimits = usualLimits,
  entry: URL = new URL('./main.ts', import.meta.url),
): (job: ReplayJob, signal: AbortSignal) => Promise<ReplayAnswer> {
  let last: Promise<unknown> = Promise.resolve();

  async function replayNow(job: ReplayJob, signal: AbortSignal): Promise<ReplayAnswer> {
    signal.throwIfAborted();
    const child = fork(fileURLToPath(entry), [], {
      execArgv: [`--max-old-space-size=${limits.heap_mb}`, '--disable-warning=ExperimentalWarning'],
      env: {},
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const over = AbortSignal.any([signal, AbortSignal.timeout(limits.replay_ms)]);
    try {
      return await new Promise<ReplayAnswer>((resolve, reject) => {
        const died = () => reject(tooCostly(limits));
        child.on('message', (message: ReplayAnswer | 'ready') => {
          if (message === 'ready') child.send(job);
          else resolve(message);
        });
        child.on('error', died).on('exit', died);
        over.addEventListener('abort', died);
      });
    } finally {
      child.kill('SIGKILL');
    }
  }

  return (job, signal) => {
    const replayed = last.then(() => replayNow(job, signal));
    last = replayed.catch(() => undefined);
    return replayed;
  };
}

function tooCostly({ replay_ms, heap_mb }: ReplayLimits): CodedError {
  return new CodedError('REPLAY_TOO_COSTLY', 'Replaying this history took more time or memory than is allowed.', {
    ...{ limit_seconds: replay_ms / 1_000, limit_megabytes: heap_mb },
  });
}
