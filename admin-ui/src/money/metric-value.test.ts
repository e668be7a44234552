import { expect, it } from 'vitest';
import { formatMetric } from './metric-value.ts';

it.each([
  ['cpa', 58.2561, 'USD', '$58.26'],
  ['cpm', 33.9, 'EUR', '€33.90'],
  ['spend_minor', 12_345, 'USD', '$123.45'],
  ['ctr', 0.0167, 'USD', '1.67\u00a0%'],
  ['conversion_rate', 0.1, 'USD', '10\u00a0%'],
  ['frequency', 15.134, 'USD', '15.13'],
  ['conversions', 1_234, 'USD', '1,234'],
  ['competitor_activity', 8, 'USD', '8'],
])('%s has its unit', (metric, value, currency, words) => {
  expect(formatMetric(metric, value, currency)).toBe(words);
});
