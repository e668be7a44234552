import { setTimeout as pause } from 'node:timers/promises';
import { CodedError, describeError } from '../../contracts/errors/index.ts';
import type { Told } from './checkers/facts.ts';

/** Temporal's part in rounds without it: what can be retried is tried again, and what cannot is told. */
const mostAttempts = 10;
const longestWaitSeconds = 1;

/**
 * Calls an activity as its retry policy would, with shorter waits, until it ends. A PLATFORM_VERIFY_FAILED is a person's
 * matter; any other final error is a refusal. Null when it never ended within its attempts.
 */
export async function untilTold(attempt: () => Promise<unknown>): Promise<Told> {
  for (let tries = 1; tries <= mostAttempts; tries += 1) {
    try {
      await attempt();
      return { said: 'applied', code: null };
    } catch (error) {
      const code = error instanceof CodedError ? error.code : null;
      if (code === 'PLATFORM_VERIFY_FAILED') return { said: 'needs_human', code };
      if (code !== null && !describeError(code).retryable) return { said: 'refused', code };
      if (tries === mostAttempts) return code === null ? null : { said: 'refused', code };
      await pause(1000 * Math.min(longestWaitSeconds, 0.05 * 2 ** tries));
    }
  }
  return null;
}
