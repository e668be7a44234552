import { assert, constantFrom, double, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shiftDate } from '../collect/period.ts';
import { measureEffect } from './counterfactual.ts';
import type { DayValue } from './effect.ts';
import { judgeEffect } from './judge-effect.ts';

/** Repeatable noise between -1 and 1. */
const noiseAt = (seed: number, index: number) => {
  const wave = Math.sin(seed * 78.233 + index * 12.9898) * 43_758.5453;
  return (wave - Math.floor(wave)) * 2 - 1;
};
const before = 70;
const changed_on = shiftDate('2026-01-05', before);
/** 70 days with a weekday pattern before the change and seven since, on which the metric is multiplied. */
function history(seed: number, effect: number, level = 40): DayValue[] {
  return [...Array(before + 7).keys()].map((index) => ({
    dt: shiftDate('2026-01-05', index),
    numerator:
      5 *
      level *
      (1 + 0.25 * Math.cos((2 * Math.PI * index) / 7)) *
      Math.exp(0.05 * noiseAt(seed, index)) *
      (index >= before ? effect : 1),
    denominator: 5,
  }));
}
const measured = (days: readonly DayValue[]) =>
  measureEffect({
    ...{ days, controls: [], changed_on, window_days: 7, interval_level: 0.9 },
    last_day_before: shiftDate(changed_on, -2),
  });
const seeds = integer({ min: 1, max: 10_000 });

describe('a known effect', () => {
  it('of a fifth or more is found with its sign and its size', () => {
    assert(
      property(seeds, constantFrom(0.6, 0.7, 0.8, 1.25, 1.4), (seed, factor) => {
        const effect = measured(history(seed, factor));
        expect(Math.abs((effect.effect_pct ?? 0) - (factor - 1) * 100)).toBeLessThan(12);
        expect(judgeEffect(effect, 'decrease')).toBe(factor < 1 ? 'positive' : 'negative');
      }),
      { numRuns: 20, seed: 1 },
    );
  });

  it('lies within its own interval, and the interval within what is possible', () => {
    assert(
      property(seeds, double({ min: 0.3, max: 3, noNaN: true }), (seed, factor) => {
        const { low_pct, high_pct, effect_pct } = measured(history(seed, factor));
        expect(low_pct ?? Number.NaN).toBeLessThanOrEqual(effect_pct ?? Number.NaN);
        expect(effect_pct ?? Number.NaN).toBeLessThanOrEqual(high_pct ?? Number.NaN);
        expect(low_pct ?? Number.NaN).toBeGreaterThanOrEqual(-100);
      }),
      { numRuns: 20, seed: 2 },
    );
  });

  it('does not depend on the level of the metric', () => {
    assert(
      property(seeds, double({ min: 0.5, max: 5000, noNaN: true }), (seed, level) => {
        const [usual, moved] = [history(seed, 0.8), history(seed, 0.8, level)].map(measured);
        for (const key of ['effect_pct', 'low_pct', 'high_pct'] as const)
          expect(Math.abs((usual?.[key] ?? 0) - (moved?.[key] ?? 0))).toBeLessThan(0.11);
      }),
      { numRuns: 15, seed: 3 },
    );
  });

  it('of nothing is called an effect in few of many series', () => {
    const verdicts = [...Array(60).keys()].map((seed) => judgeEffect(measured(history(seed + 1, 1)), 'decrease'));
    expect(verdicts.filter((verdict) => verdict !== 'inconclusive').length).toBeLessThanOrEqual(9);
  });
});
