import { expect, it } from 'vitest';
import { analyticsFiguresSchema, analyticsTargets } from '../../../contracts/analytics.ts';
import { basisOf, formatMeasure, targetMeasures, targetWords, trackedMeasures, trendOf } from './measures.ts';

it('every target of the contract is shown, once, with a definition', () => {
  expect(targetMeasures.map(({ name }) => name)).toEqual(analyticsTargets.map((each) => each.measure));
  const all = [...targetMeasures, ...trackedMeasures];
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  for (const { name, definition } of all) {
    expect(analyticsFiguresSchema.shape).toHaveProperty(name);
    expect(definition.length).toBeGreaterThan(20);
  }
});

it.each([
  [null, 'rate', '–'],
  [0.8333, 'rate', '83.3 %'],
  [1, 'rate', '100 %'],
  [18.7617, 'seconds', '18.8 s'],
  [12.34, 'percent', '12.3 %'],
  [0, 'usd', '$0.00'],
  [0.0123, 'usd', '$0.0123'],
  [1_234.5, 'usd', '$1,234.50'],
  [4, 'count', '4'],
  [19.285, 'count', '19.3'],
  [12.34, 'change', '+12.3 %'],
  [-3, 'change', '−3 %'],
  [0, 'change', '0 %'],
  [null, 'change', 'not measured'],
] as const)('%s as %s reads “%s”', (value, unit, words) => {
  expect(formatMeasure(value, unit)).toBe(words);
});

it('the return on ad spend says what it rests on, also where nothing was measured', () => {
  const figures = analyticsFiguresSchema.parse({
    ...Object.fromEntries(Object.keys(analyticsFiguresSchema.shape).map((name) => [name, 0])),
    ...{ ad_return_low_pct: -1.25, ad_return_high_pct: 8, ad_return_before: 3.104, ad_return_after: 3.4 },
    ...{ ad_return_measured: 7, ad_return_unmeasured: 2 },
  });
  const basis = (more: object = {}) => basisOf({ name: 'ad_return_change_pct' }, { ...figures, ...more });
  expect(basis()).toBe(
    '90 % sure: between −1.2 % and +8 %; as counted 3.1 → 3.4; 7 measured, 2 followed without a measurement',
  );
  const unknown = { ad_return_low_pct: null, ad_return_high_pct: null, ad_return_before: null, ad_return_after: null };
  expect(basis({ ...unknown, ad_return_measured: 0 })).toBe('0 measured, 2 followed without a measurement');
  expect(basisOf({ name: 'roi' }, figures)).toBeNull();
});

it('says what is wanted', () => {
  expect(targetWords({ name: 'acceptance_rate', unit: 'rate' })).toBe('above 70 %');
  expect(targetWords({ name: 'evaluation_coverage', unit: 'rate' })).toBe('at least 100 %');
  expect(targetWords({ name: 'feedback_closure_days', unit: 'days' })).toBe('below 7 d');
  expect(targetWords({ name: 'hours_saved', unit: 'hours' })).toBeNull();
});

it('a trend is good where more is better and it rose, or less is and it fell; unknown is no trend', () => {
  const rate = { unit: 'rate', more_is_better: true } as const;
  expect(trendOf(rate, 0.8, 0.7)).toEqual({ words: 'up from 70 %', tone: 'good' });
  expect(trendOf(rate, 0.6, 0.7)).toEqual({ words: 'down from 70 %', tone: 'bad' });
  expect(trendOf({ unit: 'seconds', more_is_better: false }, 10, 20)?.tone).toBe('good');
  expect(trendOf({ unit: 'count', more_is_better: null }, 3, 2)?.tone).toBe('neutral');
  expect(trendOf(rate, 0.7, 0.7)).toEqual({ words: 'as before', tone: 'neutral' });
  expect(trendOf(rate, null, 0.7)).toBeNull();
});
