import { describe, expect, it } from 'vitest';
import { intervalPlaces } from './interval-plot.ts';

describe('the plot of an effect', () => {
  it('always shows where no effect is, within the line', () => {
    for (const effect of [
      { effect_pct: -12, low_pct: -18, high_pct: -6 },
      { effect_pct: 40, low_pct: 30, high_pct: 55 },
      { effect_pct: 0, low_pct: 0, high_pct: 0 },
      { effect_pct: 0.02, low_pct: -0.01, high_pct: 0.05 },
      { effect_pct: 900, low_pct: -99, high_pct: 12_000 },
    ]) {
      const { low, high, effect: middle, zero, marks } = intervalPlaces(effect);
      for (const place of [low, high, middle, zero]) {
        expect(place).toBeGreaterThanOrEqual(0);
        expect(place).toBeLessThanOrEqual(100);
      }
      expect(marks.some(({ value }) => value === 0)).toBe(true);
      expect([marks[0]?.place, marks.at(-1)?.place]).toEqual([0, 100]);
      expect(marks.length).toBeLessThanOrEqual(9);
    }
  });

  it('keeps low, effect and high in their order, and marks round numbers', () => {
    const { low, high, effect, zero, marks } = intervalPlaces({ effect_pct: -12.3, low_pct: -18, high_pct: 6 });
    expect(low).toBeLessThan(effect);
    expect(effect).toBeLessThan(zero);
    expect(zero).toBeLessThan(high);
    expect(marks.map(({ value }) => value)).toEqual([-20, -10, 0, 10]);
  });
});
