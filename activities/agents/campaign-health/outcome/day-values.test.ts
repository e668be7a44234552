import { describe, expect, it } from 'vitest';
import { dayValues, isAmount } from './day-values.ts';

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
    ['roas', 0],
  ])('%s is %d', (metric, expected) => {
    const [value] = dayValues([day], metric);
    expect(value?.dt).toBe('2026-03-01');
    expect((value?.numerator ?? 0) / (value?.denominator ?? 0)).toBeCloseTo(expected, 12);
  });
  it('is an amount when it is not divided by anything', () => {
    for (const metric of ['cpa', 'cpc', 'cpm', 'ctr', 'conversion_rate', 'conversions', 'spend', 'roas'])
      expect(isAmount(metric), metric).toBe(dayValues([day], metric)[0]?.denominator === 1);
  });
  it('that nobody knows has no days', () => {
    expect([dayValues([day], 'beauty'), dayValues([], 'cpa')]).toEqual([[], []]);
  });
});
