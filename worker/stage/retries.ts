import { tsToMs } from '@temporalio/common/lib/time.js';
import type { Command } from './isolate.ts';
import type { StageAnswer } from './script.ts';

/** A scheduled activity. */
export type ActivityCommand = NonNullable<Command['scheduleActivity']>;

/** How many milliseconds after a failed attempt the next one begins, as the server counts; null when there is none. */
export function nextAttemptAfterMs(
  { retryPolicy }: ActivityCommand,
  attempt: number,
  failure: Extract<StageAnswer, { kind: 'failure' }> | null,
): number | null {
  const most = retryPolicy?.maximumAttempts ?? 0;
  if (most > 0 && attempt >= most) return null;
  if (failure !== null && (!failure.retryable || retryPolicy?.nonRetryableErrorTypes?.includes(failure.code)))
    return null;
  const initial = retryPolicy?.initialInterval == null ? 1_000 : tsToMs(retryPolicy.initialInterval);
  const longest = retryPolicy?.maximumInterval == null ? initial * 100 : tsToMs(retryPolicy.maximumInterval);
  return Math.min(longest, initial * (retryPolicy?.backoffCoefficient ?? 2) ** (attempt - 1));
}
