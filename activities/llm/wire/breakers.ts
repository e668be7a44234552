import { ConsecutiveBreaker, circuitBreaker, handleWhen, isBrokenCircuitError } from 'cockatiel';
import { CodedError } from '../../../contracts/errors/index.ts';
import type { Vendor } from '../language-model.ts';

const failuresInARow = 5;
const pauseMs = 30_000;

/** Runs a call to a vendor unless the vendor has failed again and again. */
export type Breakers = <Result>(vendor: Vendor, call: () => Promise<Result>) => Promise<Result>;

/**
 * One breaker for each vendor: after five failures in a row nothing is sent for half a minute, then one call probes whether
 * it is back. What is not sent is LLM_UNAVAILABLE. A refusal is an answer and breaks nothing.
 */
export function createBreakers(pause_ms = pauseMs): Breakers {
  const make = () =>
    circuitBreaker(
      handleWhen((error) => error instanceof CodedError && error.code === 'LLM_UNAVAILABLE'),
      { halfOpenAfter: pause_ms, breaker: new ConsecutiveBreaker(failuresInARow) },
    );
  const breakers = { anthropic: make(), openai: make(), xai: make() };
  return async (vendor, call) => {
    try {
      return await breakers[vendor].execute(call);
    } catch (error) {
      if (!isBrokenCircuitError(error)) throw error;
      const message = `${vendor} failed ${failuresInARow} times in a row; nothing is sent for a while.`;
      throw new CodedError('LLM_UNAVAILABLE', message, { cause: 'breaker_open', vendor });
    }
  };
}
