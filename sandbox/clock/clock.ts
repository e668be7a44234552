/** The sandbox’s virtual clock: real time plus an offset that only grows. Times are epoch milliseconds. */
export type Clock = {
  readonly now: () => number;
  readonly offsetMilliseconds: () => number;
  /** Moves forward by so many seconds; a negative number moves nothing and returns false. */
  readonly advance: (seconds: number) => boolean;
  /** Moves forward to an instant; an instant in the past moves nothing and returns false. */
  readonly moveTo: (instant: number) => boolean;
  readonly setOffset: (milliseconds: number) => void;
};

/** Makes a clock on top of a source of real time. */
export function createClock(realNow: () => number, offset = 0): Clock {
  let current = offset;
  const now = () => realNow() + current;
  const advance = (seconds: number) => {
    if (!Number.isFinite(seconds) || seconds < 0) return false;
    current += Math.round(seconds * 1000);
    return true;
  };
  return {
    now,
    offsetMilliseconds: () => current,
    advance,
    moveTo: (instant) => advance((instant - now()) / 1000),
    setOffset: (milliseconds) => {
      current = milliseconds;
    },
  };
}
