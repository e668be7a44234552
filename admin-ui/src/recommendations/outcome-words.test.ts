import { expect, it } from 'vitest';
import { measuredLine, predictionLine, successWord } from './outcome-words.ts';
import { recommendationRowSchema } from './recommendation-row.ts';

const outcome = (outcome_metrics: object | null) =>
  recommendationRowSchema.parse({ id: 'r', outcome_metrics }).outcome_metrics;

it('sets what was measured beside what was promised', () => {
  const effect = { metric: 'cpa', low_pct: -24.5, high_pct: -19.7, within_days: 3, basis: '' };
  expect(predictionLine(effect)).toBe('CPA −24.5\u00a0% to −19.7\u00a0% within 3 days');
  const measured = outcome({ cpa_before: 58.5, cpa_after: 46.2, cpa_change_pct: -21.03, success: true });
  expect(measuredLine(measured)).toBe('CPA 58.5 → 46.2 (−21\u00a0%)');
  expect(successWord(measured)).toEqual({ word: 'Did what it promised', tone: 'good' });
});

it('harm is said as harm, with the interval where there is one', () => {
  const measured = outcome({ effect_pct: 12, low_pct: 4, high_pct: 20, success: false });
  expect(measuredLine(measured)).toBe('against doing nothing +12\u00a0%, between +4\u00a0% to +20\u00a0%');
  expect(successWord(measured)?.tone).toBe('bad');
});

it('says nothing where nothing was promised or measured', () => {
  expect(predictionLine(null)).toBeNull();
  for (const none of [null, {}]) {
    expect(measuredLine(outcome(none))).toBeNull();
    expect(successWord(outcome(none))).toBeNull();
  }
});
