import type { Timing } from '../../activities/agents/context/collector/timing.ts';

/** Time that passes only when a test says so. */
export function createManualTiming(start = Date.parse('2026-11-21T12:00:00Z')) {
  let elapsed = 0;
  const waiting: { readonly at: number; readonly wake: () => void; readonly gone: () => boolean }[] = [];
  const slept: number[] = [];
  /** Lets everything run that can run without time passing. */
  const settle = async () => {
    for (let turn = 0; turn < 20; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
  };
  const timing: Timing = {
    now: () => new Date(start + elapsed),
    elapsedMs: () => elapsed,
    sleep: (ms, signal) =>
      new Promise((wake) => {
        slept.push(ms);
        waiting.push({ at: elapsed + ms, wake, gone: () => signal?.aborted === true });
      }),
  };
  return {
    timing,
    slept,
    settle,
    /** Passes so many milliseconds, waking whoever waits in the order of their time. */
    pass: async (ms: number) => {
      const end = elapsed + ms;
      await settle();
      for (;;) {
        const next = waiting.filter((each) => each.at <= end).sort((one, other) => one.at - other.at)[0];
        if (next === undefined) break;
        waiting.splice(waiting.indexOf(next), 1);
        elapsed = Math.max(elapsed, next.at);
        if (!next.gone()) next.wake();
        await settle();
      }
      elapsed = end;
      await settle();
    },
  };
}
