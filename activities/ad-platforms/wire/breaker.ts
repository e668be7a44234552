import { ConsecutiveBreaker, circuitBreaker, handleWhen, isBrokenCircuitError } from 'cockatiel';
import { CodedError } from '../../../contracts/errors/index.ts';

/** So many failures in a row count as an outage. */
const failuresInARow = 8;

function isOutage(error: unknown): boolean {
  return (
    error instanceof CodedError && (error.code === 'PLATFORM_UNAVAILABLE' || error.code === 'PLATFORM_OUTCOME_UNKNOWN')
  );
}

/**
 * Stops calling a platform that fails again and again: after eight failures in a row nothing is sent for a while, then one
 * call probes whether it is back. What is not sent is PLATFORM_UNAVAILABLE, also for a write: it is known not to be applied.
 */
export function createBreaker(
  vendor: string,
  pause_seconds: number,
): <Result>(call: () => Promise<Result>) => Promise<Result> {
  const policy = circuitBreaker(handleWhen(isOutage), {
    halfOpenAfter: pause_seconds * 1000,
    breaker: new ConsecutiveBreaker(failuresInARow),
  });
  return async (call) => {
    try {
      return await policy.execute(call);
    } catch (error) {
      if (!isBrokenCircuitError(error)) throw error;
      const message = `${vendor} failed ${failuresInARow} times in a row; nothing is sent for ${pause_seconds} s.`;
      throw new CodedError('PLATFORM_UNAVAILABLE', message, { cause: 'breaker_open' }, pause_seconds);
    }
  };
}
