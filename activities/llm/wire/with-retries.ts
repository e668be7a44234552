import { CodedError } from '../../../contracts/errors/index.ts';

const mostAttempts = 3;
const firstWaitMs = 250;

/** The clock and the dice of retries, so that tests need no patience. */
export type Patience = {
  /** Waits so many milliseconds, or less when the signal is aborted. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** 0 to 1. */
  readonly random: () => number;
  readonly now: () => number;
};

/**
 * Calls at most three times while the fault may pass: after a full-jitter wait that doubles, or after as long as the vendor
 * said. A rate limit without such a word, a breaker that is open, and a wait that would outlive `until` (in the time of
 * `now`) are not waited for; neither is anything that will not pass.
 */
export async function withRetries<Result>(
  call: () => Promise<Result>,
  patience: Patience,
  { until, signal }: { readonly until: number; readonly signal: AbortSignal },
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call();
    } catch (error) {
      const wait_ms = waitFor(error, attempt, patience.random());
      if (wait_ms === null || attempt === mostAttempts || patience.now() + wait_ms >= until || signal.aborted)
        throw error;
      await patience.wait(wait_ms, signal);
      if (signal.aborted) throw error;
    }
  }
}

function waitFor(error: unknown, attempt: number, dice: number): number | null {
  if (!(error instanceof CodedError) || error.code !== 'LLM_UNAVAILABLE') return null;
  if (error.retryAfterSeconds !== null) return error.retryAfterSeconds * 1_000;
  const { status, cause } = error.details;
  if (status === 429 || cause === 'breaker_open' || cause === 'too_slow') return null;
  return dice * firstWaitMs * 2 ** (attempt - 1);
}
