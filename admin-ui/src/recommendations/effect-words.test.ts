import { expect, it } from 'vitest';
import { effectInShort } from './effect-words.ts';

const seen = { statement: '', baseline: 40.87, change_pct: 42.5, source: '', observed_at: '', supports: true };
const effect = { metric: 'cpa', low_pct: -26, high_pct: -20.9, within_days: 3, basis: '' };
const said = (recommendation: Partial<Parameters<typeof effectInShort>[0]>) =>
  effectInShort({ expected_effect: effect, expected_impact: null, evidence: [], ...recommendation }, 'USD');

it('says where the metric stands and where it should go, with the relative range', () => {
  expect(said({ evidence: [{ ...seen, metric: 'cpa', value: 58.2561 }] })).toBe(
    'CPA $58.26 → $43.11–$46.08 (−26\u00a0% to −20.9\u00a0%) in\u00a03\u00a0d',
  );
});

it('says the relative range alone where today’s value is not known', () => {
  const words = 'CPA −26\u00a0% to −20.9\u00a0% in\u00a03\u00a0d';
  expect(said({})).toBe(words);
  expect(said({ evidence: [{ ...seen, metric: 'cpm', value: 33 }] })).toBe(words);
  expect(said({ evidence: [{ ...seen, metric: 'cpa', value: null }] })).toBe(words);
});

it('says one value when both ends are the same', () => {
  const sure = { ...effect, metric: 'conversions', low_pct: 10, high_pct: 10 };
  expect(said({ expected_effect: sure, evidence: [{ ...seen, metric: 'conversions', value: 44 }] })).toBe(
    'Conversions 44 → 48.4 (+10\u00a0%) in\u00a03\u00a0d',
  );
});

it('falls back to what was written, and to saying that nothing was', () => {
  expect(said({ expected_effect: null, expected_impact: 'Spend stops at once.' })).toBe('Spend stops at once.');
  expect(said({ expected_effect: null })).toBe('Not stated');
});
