import { expect, it } from 'vitest';
import { formatChange, formatNumber, formatRange, metricLabel } from './percent.ts';

it('always shows the direction of a change', () => {
  expect(formatChange(15)).toBe('+15\u00a0%');
  expect(formatChange(-4.25)).toBe('−4.3\u00a0%');
  expect(formatChange(0.04)).toBe('0\u00a0%');
});

it('shows a range once when both ends are the same', () => {
  expect(formatRange(-12, -5)).toBe('−12\u00a0% to −5\u00a0%');
  expect(formatRange(-5, -5.01)).toBe('−5\u00a0%');
});

it('keeps small numbers readable', () => {
  expect(formatNumber(1234.5)).toBe('1,235');
  expect(formatNumber(12.345)).toBe('12.35');
  expect(formatNumber(0.012345)).toBe('0.0123');
});

it('says metrics as people do', () => {
  expect(metricLabel('cpa')).toBe('CPA');
  expect(metricLabel('conversion_rate')).toBe('Conversion rate');
  expect(metricLabel('spend_minor')).toBe('Spend');
});
