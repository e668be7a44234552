import { describe, expect, it } from 'vitest';
import { drawLatency } from './latency.ts';

const shape = { p50_ms: 800, p95_ms: 2400 };
const drawn = [...Array(2000).keys()].map((serial) => drawLatency(shape, serial, 'prompt')).toSorted((a, b) => a - b);

describe('how long a played model takes', () => {
  it('is the same for the same call of the same prompt, and different for the next', () => {
    expect(drawLatency(shape, 1, 'prompt')).toBe(drawLatency(shape, 1, 'prompt'));
    expect(new Set([drawLatency(shape, 1, 'prompt'), drawLatency(shape, 2, 'prompt')]).size).toBe(2);
    expect(drawLatency(shape, 1, 'other')).not.toBe(drawLatency(shape, 1, 'prompt'));
  });

  it('is always a time, and never without end', () => {
    expect(drawn.every((ms) => Number.isFinite(ms) && ms > 0)).toBe(true);
  });

  it.each([
    [0.5, 800],
    [0.95, 2400],
  ])('has the quantile %d that was asked for', (quantile, expected) => {
    const found = drawn[Math.floor(drawn.length * quantile)] ?? 0;
    expect(Math.abs(found / expected - 1)).toBeLessThan(0.1);
  });

  it('does not vary when both quantiles are the same', () => {
    const steady = { p50_ms: 50, p95_ms: 50 };
    for (const serial of [0, 1, 2]) expect(drawLatency(steady, serial, 'p')).toBeCloseTo(50, 9);
  });
});
