import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createTiming } from './timing.ts';

const timing = createTiming({ now: () => new Date('2026-03-01T09:00:00Z') });

/** Leaves nobody else a turn for so long. */
function keepBusy(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

/** Whether something has come to its end, told from outside. */
function watch(promise: Promise<void>): () => boolean {
  let over = false;
  void promise.then(() => {
    over = true;
  });
  return () => over;
}

describe('a wait', () => {
  it('takes its time, and none is over at once', async () => {
    const begun = timing.elapsedMs();
    await timing.sleep(0);
    await timing.sleep(150);
    // Timers round to whole milliseconds.
    expect(timing.elapsedMs() - begun).toBeGreaterThan(148);
  });

  it('does not count the time in which the process could not look', async () => {
    const over = watch(timing.sleep(400));
    const plain = watch(wait(400));
    keepBusy(600);
    await wait(1);
    expect([plain(), over()]).toEqual([true, false]);
    await expect.poll(over).toBe(true);
  });

  it('that is called off is never over', async () => {
    const calling_off = new AbortController();
    const over = [calling_off.signal, AbortSignal.abort()].map((signal) => watch(timing.sleep(120, signal)));
    // In the midst of it, after its first part.
    await wait(110);
    calling_off.abort();
    await wait(100);
    expect(over.map((each) => each())).toEqual([false, false]);
  });

  it('tells the time of the clock it was given', () => {
    expect(timing.now().toISOString()).toBe('2026-03-01T09:00:00.000Z');
  });
});
