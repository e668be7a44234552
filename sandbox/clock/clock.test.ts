import { describe, expect, it } from 'vitest';
import { createClock } from './clock.ts';

describe('the virtual clock', () => {
  it('runs with real time plus an offset', () => {
    let real = 1_000_000;
    const clock = createClock(() => real);
    expect(clock.now()).toBe(1_000_000);
    expect(clock.advance(60)).toBe(true);
    real += 500;
    expect(clock.now()).toBe(1_060_500);
    expect(clock.offsetMilliseconds()).toBe(60_000);
  });

  it('never moves backwards', () => {
    const clock = createClock(() => 1_000_000);
    expect(clock.advance(-1)).toBe(false);
    expect(clock.advance(Number.NaN)).toBe(false);
    expect(clock.moveTo(999_999)).toBe(false);
    expect(clock.now()).toBe(1_000_000);
  });

  it('moves to a named instant, and takes up an offset from an earlier life', () => {
    const clock = createClock(() => 0, 5_000);
    expect(clock.moveTo(7_000)).toBe(true);
    expect(clock.now()).toBe(7_000);
    clock.setOffset(1_000);
    expect(clock.now()).toBe(1_000);
  });
});
