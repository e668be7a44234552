/** Time as collectors use it; a seam, so that a test decides when it passes. */
export type Timing = {
  /** Wall time. */
  now(): Date;
  /** Monotonic milliseconds, for durations. */
  elapsedMs(): number;
  /** Resolves after `ms` in which this process had its turn; once aborted it never does. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
};

/** A wait is counted in parts of this, and a part counts as what it was to be, however long it took. */
const partMs = 50;

/**
 * Real time. A wait does not keep the process alive. Time in which the process was too busy to look does not count: a source
 * that answered meanwhile has not been heard yet, and a deadline must measure the source and not how many others share the
 * processor.
 */
export function createTiming(clock: { now(): Date }): Timing {
  return {
    now: () => clock.now(),
    elapsedMs: () => performance.now(),
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return;
        let timer: NodeJS.Timeout | undefined;
        const waitFor = (left: number) => {
          timer = setTimeout(() => (left <= partMs ? resolve() : waitFor(left - partMs)), Math.min(left, partMs));
          timer.unref();
        };
        waitFor(ms);
        signal?.addEventListener('abort', () => clearTimeout(timer), { once: true });
      }),
  };
}
