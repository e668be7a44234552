import { assert, constantFrom, double, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Foretold } from './effects.ts';
import { bidResponse, budgetResponse } from './response.ts';
import { earningsOf, horizonDays, type Standing } from './standing.ts';
import { bestStep, type Stepping, stepValuesOf, worthOf } from './value-steps.ts';

const standing: Standing = { spend: 800, conversions: 14, worth: 78, daily_budget: null };
const foretold: Foretold = { mean_pct: -18, deviation_pct: 3, measured: 0, basis: 'rule of thumb' };
const asked = { need_pct: 15, limit_pct: 20 };
const cpa = (outlook: { spend: number; conversions: number }) => outlook.spend / outlook.conversions;
const answer = bidResponse(standing, foretold, asked);
const stepping = (more: Partial<Stepping> = {}): Stepping => ({
  ...{ lever: 'bid', current_minor: 250, currency: 'USD', standing, response: answer, basis: 'test' },
  limit: (pct) => (pct > 20 ? 'too far' : null),
  ...more,
});

describe('a step of a bid', () => {
  it('wins back the foretold effect when it is as large as the auction asks for, and half of it when half as large', () => {
    expect(cpa(answer(15).expected)).toBeCloseTo(0.82, 9);
    expect(cpa(answer(7.5).expected)).toBeCloseTo(0.91, 9);
    expect([cpa(answer(15).low), cpa(answer(15).high)].map((each) => Math.round((each - 0.82) * 1_000))).toEqual([
      20, -20,
    ]);
  });

  it('that is larger than that pays more for the same', () => {
    expect(cpa(answer(20).expected)).toBeCloseTo(0.82 * 1.04, 9);
  });

  it('that a limit keeps smaller still has its foretold effect, and beyond it at most the whole rise', () => {
    const limited = bidResponse(standing, foretold, { need_pct: 40, limit_pct: 10 });
    expect(cpa(limited(10).expected)).toBeCloseTo(0.82, 9);
    expect(cpa(limited(40).expected)).toBeCloseTo(1 - 0.18 * 1.25, 9);
  });

  it('downwards buys less at the same price', () => {
    const less = answer(-10).expected;
    expect([less.spend, less.conversions]).toEqual([0.9, 0.9]);
    expect(worthOf(stepping(), -10).expected_minor).toBeLessThan(0);
  });

  it.each([
    [820, 1.025],
    [800, 1],
    [700, 1],
    [null, 1.15],
  ])('with a daily budget of %j spends %d times as much', (daily_budget, spend) => {
    expect(bidResponse({ ...standing, daily_budget }, foretold, asked)(15).expected.spend).toBeCloseTo(spend, 9);
  });
});

describe('a step of a budget', () => {
  const budget = budgetResponse();
  it('buys less well than the present money when it goes up, and loses the dearest when it goes down', () => {
    assert(
      property(double({ min: 0.5, max: 80, noNaN: true }), (pct) => {
        expect(cpa(budget(pct).expected)).toBeGreaterThan(1);
        expect(cpa(budget(-pct).expected)).toBeLessThan(1);
      }),
    );
  });

  it('has its ends around what is expected, both ways', () => {
    assert(
      property(double({ min: -90, max: 200, noNaN: true }), (pct) => {
        const { low, expected, high } = budget(pct);
        expect(low.conversions).toBeLessThanOrEqual(expected.conversions + 1e-12);
        expect(expected.conversions).toBeLessThanOrEqual(high.conversions + 1e-12);
      }),
    );
  });
});

describe('the value of a step', () => {
  it('is conversions at their worth less the spend, over two weeks, against going on as now', () => {
    expect(earningsOf(standing, { spend: 1, conversions: 1 })).toBe(0);
    expect(earningsOf(standing, { spend: 1.1, conversions: 1.2 })).toBeCloseTo(horizonDays * (14 * 0.2 * 78 - 80), 9);
    expect(horizonDays).toBe(14);
  });

  it('is in the minor units of its currency', () => {
    const [dollars, yen] = ['USD', 'JPY'].map((currency) => worthOf(stepping({ currency }), 15).expected_minor);
    expect(Math.round((dollars ?? 0) / (yen ?? 1))).toBe(100);
  });

  it('is largest for the chosen step: every step, every need, every limit', () => {
    const rises = integer({ min: 5, max: 60 });
    const effects = double({ min: -30, max: 0, noNaN: true });
    assert(
      property(
        rises,
        integer({ min: 5, max: 20 }),
        effects,
        constantFrom(40, 60, 78, 150),
        (need, limit, mean, worth) => {
          const earning = { ...standing, worth };
          const response = bidResponse(earning, { ...foretold, mean_pct: mean }, { need_pct: need, limit_pct: limit });
          const one = stepping({ standing: earning, response });
          const best = bestStep(one, { least: 5, most: limit, needed: need });
          expect(best).toBeGreaterThanOrEqual(5);
          expect(best).toBeLessThanOrEqual(limit);
          const alike = (standing.spend * horizonDays) / 10;
          for (let pct = 5; pct <= limit; pct += 1)
            expect(worthOf(one, pct).expected_minor).toBeLessThanOrEqual(worthOf(one, best).expected_minor + alike + 1);
        },
      ),
    );
  });

  it('takes the step that is asked for where all are worth the same', () => {
    const flat = stepping({ response: () => answer(0) });
    expect(bestStep(flat, { least: 5, most: 20, needed: 17 })).toBe(17);
    expect(bestStep(flat, { least: 5, most: 20, needed: 40 })).toBe(20);
  });

  it.each([
    [3, 3],
    [5, 5],
    [7.5, 7.5],
  ])('stays within a limit of %d %%', (most, step) => {
    expect(bestStep(stepping(), { least: 5, most, needed: 15 })).toBe(step);
  });
});

describe('the steps that people compare', () => {
  it('are 5, 10, 15, 20, 25 and the chosen one, in order, each with its amount, its value and what forbids it', () => {
    const { steps, current_minor, horizon_days } = stepValuesOf(stepping(), 12);
    expect([current_minor, horizon_days]).toEqual([250, 14]);
    expect(steps.map((step) => [step.change_pct, step.amount_minor, step.chosen, step.stopped_by])).toEqual([
      [5, 263, false, null],
      [10, 275, false, null],
      [12, 280, true, null],
      [15, 288, false, null],
      [20, 300, false, null],
      [25, 313, false, 'too far'],
    ]);
    for (const { value } of steps) {
      expect(value.low_minor).toBeLessThanOrEqual(value.expected_minor);
      expect(value.expected_minor).toBeLessThanOrEqual(value.high_minor);
    }
  });

  it('have nothing chosen where nothing was', () => {
    expect(stepValuesOf(stepping(), null).steps.some((step) => step.chosen)).toBe(false);
    expect(stepValuesOf(stepping(), 15).steps).toHaveLength(5);
  });

  it('are never nothing at all, however small the amount', () => {
    for (const step of stepValuesOf(stepping({ current_minor: 1 }), 15).steps)
      expect(step.amount_minor).toBeGreaterThan(0);
  });
});
