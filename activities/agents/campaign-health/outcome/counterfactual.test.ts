import { describe, expect, it } from 'vitest';
import { shiftDate } from '../collect/period.ts';
import { measureEffect } from './counterfactual.ts';
import type { Control, DayValue } from './effect.ts';
import { judgeEffect } from './judge-effect.ts';

const born = '2026-01-05';
/** Days of a metric with a weekly pattern and repeatable noise of a few percent; `effect` multiplies those after the change. */
function history(before: number, after: number, effect: number, noise = 0.04): DayValue[] {
  return [...Array(before + after).keys()].map((index) => {
    const weekday = 1 + 0.2 * Math.sin((2 * Math.PI * index) / 7);
    const jitter = Math.exp(noise * (Math.sin(index * 127.1) + Math.sin(index * 311.7)));
    const factor = weekday * jitter * (index >= before ? effect : 1);
    return { dt: shiftDate(born, index), numerator: 450 * factor, denominator: 10 };
  });
}
/** The change is on the day before `before`, which therefore counts neither before nor after. */
const measured = (days: readonly DayValue[], before: number, window_days: number, controls: readonly Control[] = []) =>
  measureEffect({
    ...{ days, controls, window_days, interval_level: 0.9 },
    ...{ changed_on: shiftDate(born, before), last_day_before: shiftDate(born, before - 2) },
  });

describe('the effect of a change', () => {
  it('is found with an interval that holds the truth', () => {
    const effect = measured(history(90, 7, 0.75), 90, 7);
    expect(effect.low_pct).toBeLessThanOrEqual(-25);
    expect(effect.high_pct).toBeGreaterThanOrEqual(-25);
    expect(Math.abs((effect.effect_pct ?? 0) + 25)).toBeLessThan(4);
    expect(effect.counterfactual ?? 0).toBeCloseTo((effect.after ?? 0) / (1 + (effect.effect_pct ?? 0) / 100), 0);
    expect(effect).toMatchObject({ method: expect.stringContaining('own history'), evidence: { scale: 'log' } });
    expect(judgeEffect(effect, 'decrease')).toBe('positive');
    expect(judgeEffect(effect, 'increase')).toBe('negative');
  });

  it('is inconclusive when nothing changed, whatever the weekday', () => {
    for (let shift = 0; shift < 7; shift += 1) {
      const effect = measured(history(84 + shift, 3, 1), 84 + shift, 3);
      expect(judgeEffect(effect, 'decrease'), `shift ${shift}`).toBe('inconclusive');
    }
  });

  it('is no more certain than the campaign is calm, and the wider the surer it shall be', () => {
    const width = (noise: number, interval_level = 0.9) => {
      const question = { days: history(90, 7, 1, noise), controls: [], window_days: 7, interval_level };
      const at = { changed_on: shiftDate(born, 90), last_day_before: shiftDate(born, 88) };
      const { low_pct, high_pct } = measureEffect({ ...question, ...at });
      return (high_pct ?? 0) - (low_pct ?? 0);
    };
    expect(width(0.2)).toBeGreaterThan(width(0.02) * 3);
    expect(width(0.04, 0.99)).toBeGreaterThan(width(0.04, 0.8) * 1.5);
  });

  it('does not look at the day of the change, nor at days after the window', () => {
    const days = history(90, 20, 1);
    const disturbed = days.map((day, index) =>
      index === 89 || index > 96 ? { ...day, numerator: day.numerator * 50 } : day,
    );
    expect(measured(disturbed, 90, 7)).toEqual(measured(days, 90, 7));
  });

  it('does not learn from the window: the same counterfactual whatever the change brought', () => {
    const counterfactual = (effect: number) => measured(history(90, 7, effect), 90, 7).counterfactual ?? 0;
    expect(counterfactual(0.5)).toBeCloseTo(counterfactual(2), 0);
  });

  it('is not made up where days are missing', () => {
    expect(measured(history(90, 4, 1), 90, 7)).toMatchObject({
      ...{ effect_pct: null, counterfactual: null, evidence: null },
      method: expect.stringContaining('4 of 7'),
    });
    expect(measured(history(15, 3, 1), 15, 3)).toMatchObject({
      ...{ effect_pct: null, low_pct: null },
      method: expect.stringContaining('fewer than 21'),
    });
    expect(measured([], 90, 7)).toMatchObject({ before: null, after: null });
    const idle = history(90, 7, 1).map((day) => ({ ...day, denominator: 0 }));
    expect(judgeEffect(measured(idle, 90, 7), 'decrease')).toBe('inconclusive');
  });

  it('names the days of the window that have no value, and does without them', () => {
    const days = history(90, 7, 0.75).map((day, index) => (index === 92 ? { ...day, denominator: 0 } : day));
    const effect = measured(days, 90, 7);
    expect(effect.evidence).toMatchObject({ days_after: 6, days_without_value: [shiftDate(born, 92)] });
    expect(judgeEffect(effect, 'decrease')).toBe('positive');
  });

  it('of a stop is all of it, though nothing has no logarithm', () => {
    const spend = history(90, 7, 1).map((day, index) => ({
      ...{ dt: day.dt, denominator: 1, numerator: index >= 90 ? 0 : day.numerator },
    }));
    const effect = measured(spend, 90, 7);
    expect(effect).toMatchObject({ effect_pct: -100, low_pct: -100, high_pct: -100, after: 0 });
    expect(effect.evidence?.scale).toBe('plain');
    expect(judgeEffect(effect, 'decrease', 90)).toBe('positive');
  });

  it('of something that never moves is exact', () => {
    const still = history(90, 7, 1).map((day, index) => ({ ...day, numerator: index >= 90 ? 55 : 50, denominator: 1 }));
    expect(measured(still, 90, 7)).toMatchObject({ effect_pct: 10, low_pct: 10, high_pct: 10, counterfactual: 50 });
  });
});

describe('a level that broke before the change', () => {
  it('is known as a break, and not mistaken for what the change brought', () => {
    const days = history(90, 7, 1).map((day, index) =>
      index >= 80 ? { ...day, numerator: day.numerator * 1.4 } : day,
    );
    const effect = measured(days, 90, 7);
    expect(effect.evidence?.breaks).toEqual([shiftDate(born, 80)]);
    expect(judgeEffect(effect, 'increase')).toBe('inconclusive');
    expect(Math.abs(effect.effect_pct ?? 99)).toBeLessThan(6);
  });

  it('is none when it was one wild day, which is set aside', () => {
    const days = history(90, 7, 0.8).map((day, index) =>
      index === 70 ? { ...day, numerator: day.numerator * 30 } : day,
    );
    const effect = measured(days, 90, 7);
    expect(effect.evidence).toMatchObject({ breaks: [], days_set_aside: [shiftDate(born, 70)] });
    expect(Math.abs((effect.effect_pct ?? 0) + 20)).toBeLessThan(4);
  });
});

describe('the method', () => {
  /** A wave that several campaigns ride, with a jump on the day of the change. */
  const wave = (index: number) =>
    Math.exp(0.25 * Math.sin(index / 9) + 0.15 * Math.sin(index / 4.3) + (index >= 88 ? 0.3 : 0));
  const riding = (days: readonly DayValue[], strength = 1) =>
    days.map((day, index) => ({ ...day, numerator: day.numerator * wave(index) ** strength }));
  const control = (id: number): Control => ({
    campaign_id: `c${id}`,
    days: riding(history(90, 7, 1)).map((day, index) => ({
      ...day,
      numerator: 3 * id * day.numerator * Math.exp(0.02 * Math.sin(index * 53.3 * id)),
    })),
  });
  const controls = [1, 2, 3].map(control);

  it('is the synthetic control where campaigns that were left alone foretell better', () => {
    const effect = measured(riding(history(90, 7, 0.8)), 90, 7, controls);
    expect(effect.evidence?.chosen).toBe('synthetic_control');
    expect(effect.method).toContain('synthetic control');
    expect(effect.evidence?.controls.length).toBeGreaterThan(0);
    expect(effect.evidence?.placebo_error_pct.synthetic_control ?? 99).toBeLessThan(
      effect.evidence?.placebo_error_pct.own_history ?? 0,
    );
    expect(Math.abs((effect.effect_pct ?? 0) + 20)).toBeLessThan(4);
    expect(judgeEffect(effect, 'decrease')).toBe('positive');
  });

  it('is not the synthetic control where the others go their own way', () => {
    const effect = measured(history(90, 7, 0.8), 90, 7, controls);
    expect(effect.evidence).toMatchObject({ chosen: 'own_history', controls: [] });
    expect(judgeEffect(effect, 'decrease')).toBe('positive');
  });

  it('is the month before where every month has its own course', () => {
    const monthly = history(112, 7, 1).map((day, index) =>
      index % 28 < 9 ? { ...day, numerator: day.numerator * 1.5 } : day,
    );
    const effect = measured(monthly, 112, 7);
    expect(effect.evidence?.chosen).toBe('recurring_history');
    expect(effect.method).toContain('four weeks earlier');
    expect(judgeEffect(effect, 'increase')).toBe('inconclusive');
  });
});
