import { describe, expect, it } from 'vitest';
import { type DayValue, judgeEffect, measureEffect } from './counterfactual.ts';

/** Days of a metric with a weekly pattern and repeatable noise of a few percent; `effect` multiplies the last `after` days. */
function history(before: number, after: number, effect: number, noise = 0.04): DayValue[] {
  return [...Array(before + after).keys()].map((index) => {
    const weekday = 1 + 0.2 * Math.sin((2 * Math.PI * index) / 7);
    const jitter = 1 + noise * Math.sin(index * 127.1) * 2;
    return {
      dt: new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10),
      numerator: 45 * weekday * jitter * (index >= before ? effect : 1) * 10,
      denominator: 10,
    };
  });
}
const changedOn = (before: number) => new Date(Date.UTC(2026, 0, 1 + before)).toISOString().slice(0, 10);

describe('the effect of a change', () => {
  it('is found with an interval that holds the truth', () => {
    const effect = measureEffect(history(60, 3, 0.75), changedOn(60), 3);
    expect(effect.effect_pct).toBeGreaterThan(-32);
    expect(effect.effect_pct).toBeLessThan(-18);
    expect(effect.low_pct).toBeLessThanOrEqual(-25);
    expect(effect.high_pct).toBeGreaterThanOrEqual(-25);
    expect(judgeEffect(effect, 'decrease')).toBe('positive');
    expect(judgeEffect(effect, 'increase')).toBe('negative');
  });

  it('is inconclusive when nothing changed, whatever the weekday', () => {
    for (let shift = 0; shift < 7; shift += 1) {
      const effect = measureEffect(history(56 + shift, 3, 1), changedOn(56 + shift), 3);
      expect(judgeEffect(effect, 'decrease'), `shift ${shift}`).toBe('inconclusive');
    }
  });

  it('is no more certain than the campaign is calm', () => {
    const width = (noise: number) => {
      const { low_pct, high_pct } = measureEffect(history(60, 3, 1, noise), changedOn(60), 3);
      return (high_pct ?? 0) - (low_pct ?? 0);
    };
    expect(width(0.2)).toBeGreaterThan(width(0.02) * 2);
  });

  it('does not look at days after the window', () => {
    const days = history(60, 10, 1);
    const disturbed = days.map((day, index) => (index > 63 ? { ...day, numerator: day.numerator * 50 } : day));
    expect(measureEffect(disturbed, changedOn(60), 3)).toEqual(measureEffect(days, changedOn(60), 3));
  });

  it('is not made up where days are missing', () => {
    expect(measureEffect(history(60, 2, 1), changedOn(60), 3)).toMatchObject({
      effect_pct: null,
      method: expect.stringContaining('2 of 3'),
    });
    expect(measureEffect(history(5, 3, 1), changedOn(5), 3)).toMatchObject({
      effect_pct: null,
      method: expect.stringContaining('fewer than 14'),
    });
    expect(measureEffect(history(20, 3, 1), changedOn(20), 3)).toMatchObject({
      low_pct: null,
      method: expect.stringContaining('too few placebos'),
    });
    expect(measureEffect([], '2026-01-01', 3)).toMatchObject({ before: null, after: null });
    const idle = history(60, 3, 1).map((day) => ({ ...day, denominator: 0 }));
    expect(judgeEffect(measureEffect(idle, changedOn(60), 3), 'decrease')).toBe('inconclusive');
  });
});

describe('the verdict', () => {
  it.each([
    [-20, -30, -10, 'decrease', 0, 'positive'],
    [-20, -30, 0, 'decrease', 0, 'inconclusive'],
    [15, 5, 25, 'decrease', 0, 'negative'],
    [15, 5, 25, 'increase', 0, 'positive'],
    [-3, -4, -2, 'decrease', 5, 'inconclusive'],
  ] as const)(
    'of %d (%d to %d), wanted %s by %d, is %s',
    (effect_pct, low_pct, high_pct, direction, least, expected) => {
      expect(judgeEffect({ effect_pct, low_pct, high_pct }, direction, least)).toBe(expected);
    },
  );
});
