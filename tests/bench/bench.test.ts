import { describe, expect, it } from 'vitest';
import { openLoop } from './open-loop.ts';
import { medianRatio, quantile, seeded } from './statistics.ts';

describe('the instruments of the benchmark', () => {
  it('a ratio of twins is 1, and the interval holds it', () => {
    const pairs = Array.from({ length: 21 }, (_, index) => ({
      ours: 100 + (index % 3),
      theirs: 100 + ((index + 1) % 3),
    }));
    const ratio = medianRatio(pairs, 1);
    expect(ratio.low).toBeLessThanOrEqual(1);
    expect(ratio.high).toBeGreaterThanOrEqual(1);
    expect(ratio.median).toBeCloseTo(1, 1);
  });

  it('a ratio of 2 is seen as 2 however noisy the machine, because noise hits both of a pair', () => {
    const random = seeded(7);
    const pairs = Array.from({ length: 31 }, () => {
      const noise = 1 + 5 * random();
      return { ours: 2 * noise, theirs: noise };
    });
    expect(medianRatio(pairs, 1).median).toBeCloseTo(2, 6);
  });

  it('the same seed gives the same numbers, another one others', () => {
    expect([seeded(3)(), seeded(3)()]).toEqual([seeded(3)(), seeded(3)()]);
    expect(seeded(3)()).not.toBe(seeded(4)());
    expect(quantile([3, 1, 2], 0.5)).toBe(2);
  });

  it('every request that was due is sent and counted, failures too', async () => {
    let sent = 0;
    const result = await openLoop(200, 0.25, async (index) => {
      sent += 1;
      if (index === 3) throw new Error('lost');
      return index !== 4;
    });
    expect(sent).toBe(50);
    expect(result.latencies_ms).toHaveLength(50);
    expect(result.failures).toBe(2);
  });
});
