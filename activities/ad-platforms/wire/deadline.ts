import { CodedError } from '../../../contracts/errors/index.ts';

/** The time that is left for one write with all its questions before it. */
export type WriteDeadline = {
  /** Seconds that are left. Throws PLATFORM_UNAVAILABLE when they are used up: nothing is sent any more, so nothing was applied. */
  secondsLeft(): number;
};

/**
 * A write must have left within `write_timeout_seconds` of its beginning, whatever had to be looked up or renewed before it,
 * because whoever settles a lost answer counts on that. `elapsed` gives monotonic milliseconds; `begun` is an earlier beginning
 * than this call: when the right to send was asked for.
 */
export function startDeadline(
  vendor: string,
  seconds: number,
  elapsed: () => number = () => performance.now(),
  begun: number = elapsed(),
): WriteDeadline {
  const end = begun + seconds * 1000;
  return {
    secondsLeft: () => {
      const left = (end - elapsed()) / 1000;
      if (left > 0) return left;
      const message = `What had to be asked of ${vendor} first took longer than ${seconds} s, so the change was not sent.`;
      throw new CodedError('PLATFORM_UNAVAILABLE', message, { cause: 'write_deadline' });
    },
  };
}
