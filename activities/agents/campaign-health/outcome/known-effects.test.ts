import { assert, constantFrom, double, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shiftDate } from '../collect/period.ts';
import { type DayValue, judgeEffect, measureEffect } from './counterfactual.ts';
import { dayValues } from './day-values.ts';

/** Repeatable noise between -1 and 1. */
const noiseAt = (seed: number, index: number) => {
  const wave = Math.sin(seed * 78.233 + index * 12.9898) * 43_758.5453;
  return (wave - Math.floor(wave)) * 2 - 1;
};
const changed_on = shiftDate('2026-01-05', 70);
/** 70 days with a weekday pattern before the change and `after` days since, on which the metric is multiplied. */
function history(seed: number, effect: number, level = 40, after = 7): DayValue[] {
  return [...Array(70 + after).keys()].map((index) => ({
    dt: shiftDate('2026-01-05', index),
    numerator:
      5 *
      level *
      (1 + 0.25 * Math.cos((2 * Math.PI * index) / 7)) *
      (1 + 0.05 * noiseAt(seed, index)) *
      (index >= 70 ? effect : 1),
    denominator: 5,
  }));
}
const seeds = integer({ min: 1, max: 10_000 });

describe('a known effect', () => {
  it('of a fifth or more is found with its sign and its size', () => {
    assert(
      property(seeds, constantFrom(0.6, 0.7, 0.8, 1.25, 1.4), (seed, factor) => {
        const effect = measureEffect(history(seed, factor), changed_on, 7);
        expect(Math.abs((effect.effect_pct ?? 0) - (factor - 1) * 100)).toBeLessThan(12);
        expect(judgeEffect(effect, 'decrease')).toBe(factor < 1 ? 'positive' : 'negative');
        expect(judgeEffect(effect, 'increase')).toBe(factor < 1 ? 'negative' : 'positive');
      }),
      { numRuns: 40 },
    );
  });

  it('lies within its own interval, whatever the series', () => {
    assert(
      property(seeds, double({ min: 0.3, max: 3, noNaN: true }), (seed, factor) => {
        const { low_pct, high_pct } = measureEffect(history(seed, factor), changed_on, 7);
        expect(low_pct ?? Number.NaN).toBeLessThanOrEqual(high_pct ?? Number.NaN);
        expect(low_pct ?? Number.NaN).toBeGreaterThanOrEqual(-100);
      }),
      { numRuns: 40 },
    );
  });

  it('does not depend on the level of the metric', () => {
    assert(
      property(seeds, double({ min: 0.5, max: 5000, noNaN: true }), (seed, level) => {
        const [usual, moved] = [history(seed, 0.8), history(seed, 0.8, level)].map((days) =>
          measureEffect(days, changed_on, 7),
        );
        for (const key of ['effect_pct', 'low_pct', 'high_pct'] as const)
          expect(Math.abs((usual?.[key] ?? 0) - (moved?.[key] ?? 0))).toBeLessThan(0.11);
      }),
      { numRuns: 40 },
    );
  });

  it('of nothing is called an effect in few of many series', () => {
    const verdicts = [...Array(60).keys()].map((seed) =>
      judgeEffect(measureEffect(history(seed + 1, 1), changed_on, 7), 'decrease'),
    );
    expect(verdicts.filter((verdict) => verdict !== 'inconclusive').length).toBeLessThanOrEqual(12);
  });

  it('is not moved by a single wild day long before the change', () => {
    const days = history(3, 0.8).map((day, index) => (index === 50 ? { ...day, numerator: day.numerator * 30 } : day));
    const effect = measureEffect(days, changed_on, 7);
    expect(effect.effect_pct ?? 0).toBeGreaterThan(-28);
    expect(effect.effect_pct ?? 0).toBeLessThan(-12);
  });

  it('is not known while the window is not over, nor after days without a denominator', () => {
    const short = measureEffect(history(1, 0.8, 40, 6), changed_on, 7);
    expect(short).toMatchObject({ effect_pct: null, expected: null, method: expect.stringContaining('6 of 7') });
    const dry = history(1, 0.8).map((day) => (day.dt >= changed_on ? { ...day, denominator: 0 } : day));
    expect(measureEffect(dry, changed_on, 7)).toMatchObject({ after: null, effect_pct: null });
    expect(measureEffect(history(1, 0.8), '2030-01-01', 7).effect_pct).toBeNull();
  });
});

describe('the verdict', () => {
  it('for one direction is the opposite of the other, and never more than the interval allows', () => {
    const pct = double({ min: -100, max: 100, noNaN: true });
    assert(
      property(pct, pct, double({ min: 0, max: 20, noNaN: true }), (one, other, minimum) => {
        const [low_pct, high_pct] = [Math.min(one, other), Math.max(one, other)];
        const effect = { effect_pct: (low_pct + high_pct) / 2, low_pct, high_pct };
        const wanted = judgeEffect(effect, 'increase', minimum);
        const opposite = { positive: 'negative', negative: 'positive', inconclusive: 'inconclusive' } as const;
        expect(judgeEffect(effect, 'decrease', minimum)).toBe(opposite[wanted]);
        if (low_pct <= 0 && high_pct >= 0) expect(wanted).toBe('inconclusive');
        if (Math.abs(effect.effect_pct) < minimum) expect(wanted).toBe('inconclusive');
      }),
    );
  });

  it('needs every figure', () => {
    for (const missing of ['effect_pct', 'low_pct', 'high_pct'])
      expect(judgeEffect({ effect_pct: 9, low_pct: 5, high_pct: 12, [missing]: null }, 'increase')).toBe(
        'inconclusive',
      );
  });
});

describe('a metric by the day', () => {
  const day = {
    ...{ dt: '2026-03-01', impressions: 10_000, clicks: 200, spend: 90, conversions: 2, revenue: 0 },
    ...{ reach: null, frequency: null, impression_share: null },
  };
  it.each([
    ['cpa', 45],
    ['cpc', 0.45],
    ['cpm', 9],
    ['ctr', 0.02],
    ['conversion_rate', 0.01],
    ['conversions', 2],
    ['spend', 90],
  ])('%s is %d', (metric, expected) => {
    const [value] = dayValues([day], metric);
    expect(value?.dt).toBe('2026-03-01');
    expect((value?.numerator ?? 0) / (value?.denominator ?? 0)).toBeCloseTo(expected, 12);
  });
  it('that nobody knows has no days', () => {
    expect([dayValues([day], 'beauty'), dayValues([], 'cpa')]).toEqual([[], []]);
  });
});
