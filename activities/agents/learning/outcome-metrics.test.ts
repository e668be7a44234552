import { describe, expect, it } from 'vitest';
import { bidRecommendation } from '../../../tests/harness/recommendation-rows.ts';
import { changePct, outcomeMetrics } from './outcome-metrics.ts';
import { isMet, judgeSuccess } from './success.ts';

const criterion = {
  metric: 'cpa',
  comparator: 'below',
  value: 50,
  tolerance_pct: null,
  within_days: 3,
  primary: true,
} as const;
const promising = bidRecommendation();
const found = (before: number | null, after: number | null, more = {}) =>
  outcomeMetrics({
    ...{ recommendation: promising, before: { cpa: before }, after: { cpa: after }, effect: null, followed: true },
    ...more,
  });

describe('the outcome of a recommendation', () => {
  it.each([
    [58.5, 48, -17.95, 17.95],
    [58.5, 61, 4.27, 0],
  ])('of a CPA that went from %d to %d', (before, after, change, improvement) => {
    expect(found(before, after)).toMatchObject({
      ...{ cpa_before: before, cpa_after: after, cpa_change_pct: change, improvement_pct: improvement },
      ...{ metric: 'cpa', followed: true, method: 'before_after', effect_pct: null },
    });
  });

  it('keeps the signed effect with its interval beside the improvement, so that harm is not hidden', () => {
    const effect = { metric: 'cpa', effect_pct: 9, low_pct: 2, high_pct: 15, verdict: 'negative', method: 'synthetic' };
    expect(found(58.5, 61, { effect })).toMatchObject({
      ...{ improvement_pct: 0, effect_pct: 9, low_pct: 2, high_pct: 15, verdict: 'negative', method: 'synthetic' },
    });
  });

  it('is about the metric that the recommendation was about: more clicks are better, not worse', () => {
    const recommendation = bidRecommendation({
      expected_effect: { metric: 'ctr', low_pct: 5, high_pct: 15, within_days: 3, basis: 'history' },
    });
    const parts = { recommendation, before: { cpa: 50, ctr: 0.02 }, after: { cpa: 55, ctr: 0.022 }, effect: null };
    expect(outcomeMetrics({ ...parts, followed: false })).toMatchObject({
      ...{ metric: 'ctr', ctr_change_pct: 10, improvement_pct: 10, cpa_change_pct: 10, success: true, followed: false },
    });
  });

  it('is not known where a figure is not, and nothing is divided by zero', () => {
    expect(found(null, 48)).toMatchObject({ cpa_change_pct: null, improvement_pct: null, success: null });
    expect(found(0, 48)).toMatchObject({ cpa_change_pct: null });
    expect([changePct(45, 58.5), changePct(0, 50), changePct(60, 45)]).toEqual([30, null, -25]);
  });
});

describe('whether a promise was kept', () => {
  const measured = (cpa: number, before = 58.5) => ({ cpa, cpa_change_pct: changePct(before, cpa) });
  const judge = (cpa: number, more = {}) => judgeSuccess({ ...promising, ...more }, measured(cpa));

  it('is said by the primary criterion, not by the others', () => {
    const other = { ...criterion, value: 10, primary: false };
    const success_criteria = [other, criterion];
    expect([judge(49.99, { success_criteria }), judge(50, { success_criteria })]).toEqual([true, false]);
    const unknown = [{ ...criterion, metric: 'brand_lift' }];
    expect(judge(48, { success_criteria: unknown })).toBe(true);
  });

  it('without one, is half of what was promised, in the promised direction', () => {
    // Promised are −10 to −20 %, so half of −15 % has to come.
    expect([judge(58.5 * 0.92), judge(58.5 * 0.93), judge(58.5 * 1.2)]).toEqual([true, false, false]);
    expect(judge(48, { expected_effect: null })).toBeNull();
  });

  it.each([
    ['below', 9.9, true],
    ['below', 10, false],
    ['above', 10, false],
    ['above', 10.1, true],
    ['within_pct_of', 10.5, true],
    ['within_pct_of', 10.6, false],
  ] as const)('%s 10 with %d is %s', (comparator, value, expected) => {
    const asked = { ...criterion, comparator, value: 10, tolerance_pct: 5 };
    expect(isMet(asked, { cpa: value })).toBe(expected);
    expect(isMet(asked, {})).toBeNull();
  });
});
