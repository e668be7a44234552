/** Time as collectors use it; a seam, so that a test decides when it passes. */
export type Timing = {
  /** Wall time. */
  now(): Date;
  /** Monotonic milliseconds, for durations. */
  elapsedMs(): number;
  /** Resolves after `ms` in which this process had its turn; once aborted it never does. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
};

/** A wait is looked at so often, and between two looks no more than so much counts, however long it took. */
const [partMs, mostCountedMs] = [10, 15];

/**
 * Real time. A wait does not keep the process alive. Time in which the process was too busy to look hardly counts: a source
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
          const begun = performance.now();
          const look = () => {
            const rest = left - Math.min(performance.now() - begun, mostCountedMs);
            if (rest <= 0) resolve();
            else waitFor(rest);
          };
          timer = setTimeout(look, Math.min(left, partMs));
          timer.unref();
        };
        waitFor(ms);
        signal?.addEventListener('abort', () => clearTimeout(timer), { once: true });
      }),
  };
}
