import { describe, expect, it } from 'vitest';
import { effectLine, promiseLine, verdictLine } from './describe-outcome.ts';
import { outcomeViewSchema } from './outcome-view.ts';

const view = (more: object = {}) =>
  outcomeViewSchema.parse({
    ...{ outcome_id: 'o1', metric: 'cpc', status: 'measured', measure_at: '2026-03-05T01:00:00.000Z' },
    ...{ effect_pct: -12.3, low_pct: -18, high_pct: 6, verdict: 'inconclusive' },
    ...more,
  });

describe('an outcome on a screen', () => {
  it.each([
    [{}, 'Cost per click: -12.3 % (90 % sure: between -18 % and +6 %)'],
    [{ interval_level: 0.8 }, 'Cost per click: -12.3 % (80 % sure: between -18 % and +6 %)'],
    [{ status: 'planned' }, 'Cost per click: not measured yet'],
    [{ effect_pct: null }, 'Cost per click: could not be measured'],
    [{ low_pct: null }, 'Cost per click: -12.3 %'],
    [{ metric: 'beauty', effect_pct: 4, low_pct: 1, high_pct: 9 }, 'beauty: +4 % (90 % sure: between +1 % and +9 %)'],
  ])('with %j reads %s', (more, line) => {
    expect(effectLine(view(more))).toBe(line);
  });

  it('says why it is inconclusive', () => {
    const reason = 'other changes in the same days: status by Ann on 2026-03-04';
    expect(verdictLine(view({ evidence: { reason } }))).toBe(`Nobody can tell: ${reason}`);
    expect(verdictLine(view({ verdict: 'positive' }))).toBe('It helped');
    expect(verdictLine(view({ verdict: null }))).toBeNull();
  });

  it('speaks of a promise only when somebody knows', () => {
    expect(promiseLine(view())).toBeNull();
    expect(promiseLine(view({ promise_kept: true }))).toContain('was kept');
    expect(promiseLine(view({ promise_kept: false }))).toContain('was not kept');
  });
});
