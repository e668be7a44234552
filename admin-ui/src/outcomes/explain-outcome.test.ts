import { describe, expect, it } from 'vitest';
import { methodWords, otherWords, plainWords, promiseWord, verdictWords } from './explain-outcome.ts';
import { outcomeRecordSchema } from './outcome-view.ts';

const record = (more: object = {}) =>
  outcomeRecordSchema.parse({
    ...{ outcome_id: 'o1', execution_id: 'e1', metric: 'cpc', status: 'measured', measure_at: '2026-03-05T01:00:00Z' },
    ...{ effect_pct: -12.3, low_pct: -18, high_pct: -6, verdict: 'positive' },
    ...more,
  });
const estimate = { chosen: 'own_history', days_before: 60, days_after: 7, placebos: 40 };

describe('an outcome for somebody who does not know statistics', () => {
  it.each([
    [{}, 'It helped'],
    [{ verdict: 'negative' }, 'It did harm'],
    [{ verdict: 'inconclusive' }, 'Nobody can tell'],
    [{ status: 'planned', verdict: null }, 'Not measured yet'],
  ])('with %j: %s', (more, word) => {
    expect(verdictWords(record(more)).word).toBe(word);
  });

  it('says how much, against what, and how surely', () => {
    expect(plainWords(record())).toBe(
      'Cost per click is 12.3\u00a0% lower than it would have been without the change. In 90 of 100 such cases the truth lies between −18\u00a0% and −6\u00a0%.',
    );
    expect(plainWords(record({ effect_pct: 4, low_pct: -2, high_pct: 9, interval_level: 0.8 }))).toMatch(
      /higher than .* In 80 of 100 .* so it may as well have had no effect\.$/,
    );
    expect(plainWords(record({ effect_pct: 0, low_pct: -1, high_pct: 1 }))).toContain('as it would have been');
  });

  it('claims nothing where nothing was measured', () => {
    expect(plainWords(record({ status: 'planned' }))).toContain('once the days after the change are over');
    const words = plainWords(record({ effect_pct: null, method: 'not measurable: 2 of 7 days have a value' }));
    expect(words).toContain('could not be measured: not measurable: 2 of 7');
  });
});

describe('what an outcome rests on', () => {
  it('is the method, what it was learned from, and how it did when nothing had happened', () => {
    const words = methodWords(
      record({ evidence: { estimate: { ...estimate, placebo_error_pct: { own_history: 3.1 } } } }),
    );
    expect(words).toContain('own past');
    expect(words).toContain('60 days before and judged on 7 days after');
    expect(words).toContain('40 earlier days when nothing had happened, it was usually wrong by 3.1 %');
  });

  it('has words for a method that is newer than this page, and none where nothing was estimated', () => {
    expect(methodWords(record({ evidence: { estimate: { ...estimate, chosen: 'coin_toss' } } }))).toMatch(
      /^It was found by coin toss/,
    );
    expect(methodWords(record())).toBeNull();
    expect(methodWords(record({ evidence: { estimate: null } }))).toBeNull();
  });

  it('names who else changed something', () => {
    const at = '2026-03-04T10:00:00Z';
    expect(otherWords({ at, field: 'daily_budget_minor', by: 'Ann', ours: false })).toMatch(
      /^daily budget, by Ann, 4 Mar/,
    );
    expect(otherWords({ at, field: 'status', by: 'pacing_v1', ours: true })).toContain('the playbook pacing_v1');
  });

  it('speaks of a promise only when somebody knows', () => {
    expect(promiseWord(record())).toBeNull();
    expect(promiseWord(record({ promise_kept: true }))?.word).toBe('Promise kept');
    expect(promiseWord(record({ promise_kept: false }))?.tone).toBe('bad');
  });
});
