import { CodedError } from '../../../../contracts/errors/index.ts';
import type { Timing } from './timing.ts';

/** A moment after which nobody waits any more. */
export type Deadline = {
  /** The result of `work`, or COLLECTOR_TIMED_OUT when time is up first; `work` itself goes on unheeded. */
  within<Result>(work: Promise<Result>): Promise<Result>;
  /** Ends the wait; call it when the last result is there. */
  end(): void;
};

/**
 * Starts a deadline of `ms` from now. It bounds the whole of what is raced against it, attempts and waits included, which is
 * why a source that never answers costs this much and no more.
 */
export function startDeadline(timing: Timing, ms: number): Deadline {
  const stop = new AbortController();
  const expired = timing.sleep(ms, stop.signal).then(() => null);
  return {
    within: async (work) => {
      // A late failure has nobody left to hear it.
      work.catch(() => undefined);
      const first = await Promise.race([work.then((value) => ({ value })), expired]);
      if (first !== null) return first.value;
      throw new CodedError('COLLECTOR_TIMED_OUT', `There was no answer within ${ms / 1000} s.`, { deadline_ms: ms });
    },
    end: () => stop.abort(),
  };
}
