/** Time as collectors use it; a seam, so that a test decides when it passes. */
export type Timing = {
  /** Wall time. */
  now(): Date;
  /** Monotonic milliseconds, for durations. */
  elapsedMs(): number;
  /** Resolves after `ms`; once aborted it never does. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
};

/** Real time. A wait does not keep the process alive. */
export function createTiming(clock: { now(): Date }): Timing {
  return {
    now: () => clock.now(),
    elapsedMs: () => performance.now(),
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return;
        const timer = setTimeout(resolve, ms);
        timer.unref();
        signal?.addEventListener('abort', () => clearTimeout(timer), { once: true });
      }),
  };
}
