import { CodedError } from '../../../../contracts/errors/index.ts';
import type { Timing } from './timing.ts';

/** At most so many attempts. */
export const mostAttempts = 3;

/** Exponential back-off with multiplier 1, at least 2 s and at most 10 s: 2, 2, 4, 8, 10 … seconds after attempt 1, 2, 3 … */
export function waitSecondsAfter(attempt: number): number {
  return Math.min(10, Math.max(2, 2 ** (attempt - 1)));
}

/** Faults that another attempt would meet again, so that waiting for it would be waste. */
const lasting: ReadonlySet<string> = new Set([
  'CAMPAIGN_NOT_FOUND',
  'SOURCE_NOT_CONFIGURED',
  'SOURCE_ANSWER_INVALID',
  'ADDRESS_NOT_ALLOWED',
  'PLATFORM_UNAUTHORIZED',
  'PLATFORM_CAPABILITY_MISSING',
  'CREDENTIAL_UNREADABLE',
]);

/** What the same question meets again: 4xx, but for too slow and too often. */
const refused = (status: unknown) =>
  typeof status === 'number' && status >= 400 && status < 500 && status !== 408 && status !== 429;

/** Tells whether another attempt could go better. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof CodedError)) return true;
  return !(lasting.has(error.code) || (error.code === 'SOURCE_UNAVAILABLE' && refused(error.details.status)));
}

/** Calls up to three times with the waits between; the last failure is thrown, a lasting one at once. */
export async function withRetries<Result>(call: () => Promise<Result>, timing: Timing): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call();
    } catch (error) {
      if (attempt === mostAttempts || !isPassing(error)) throw error;
      await timing.sleep(waitSecondsAfter(attempt) * 1000);
    }
  }
}
