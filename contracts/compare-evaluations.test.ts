import { expect, it } from 'vitest';
import { type ComparedRun, compareEvaluations } from './compare-evaluations.ts';

type Figures = ComparedRun['metrics']['figures'];

const run = (
  agreement_rate: number,
  passed: Record<string, boolean>,
  cost = 0.01,
  figures: Partial<Figures> = {},
): ComparedRun => ({
  metrics: {
    agreement_rate,
    cost_per_recommendation_usd: cost,
    figures: {
      ...{
        cases: 10,
        agreement: null,
        top1_cause: agreement_rate / 100,
        action_regret: null,
        best_value: null,
        abstention: null,
      },
      ...{ false_positive_rate: null, acts_on_noise: null, ece: 0.03, ...figures },
    },
  },
  results: Object.entries(passed).map(([example_id, each]) => ({ example_id, passed: each })),
});

it('five points less is a regression, a little less is not', () => {
  const verdict = (after: number) => compareEvaluations(run(80, {}), run(after, {})).regression;
  expect([75, 75.1, 80, 90].map(verdict)).toEqual([true, false, false, false]);
});

it('a case that turned from passed to failed is one at any rate, but not a case that is new', () => {
  const before = run(80, { a: true, b: false, old: true });
  const after = run(90, { a: false, b: true, new: false });
  expect(compareEvaluations(before, after)).toMatchObject({
    ...{ newly_failed: ['a'], newly_passed: ['b'], regression: true, agreement_change_points: 10 },
  });
  expect(compareEvaluations(before, run(80, { new: false })).regression).toBe(false);
});

it('tells differences of what both know', () => {
  expect(compareEvaluations(run(80, {}, 0.01), run(82, {}, 0.013))).toMatchObject({
    ...{ cost_change_pct: 30, top1_change_points: 2, regret_change_points: null, ece_change: 0 },
  });
  expect(compareEvaluations(run(80, {}, 0), run(82, {}, 0.013)).cost_change_pct).toBeNull();
});

it.each<[string, Partial<Figures>, Partial<Figures>, readonly string[]]>([
  ['less of what is good', { abstention: 0.9 }, { abstention: 0.84 }, ['right abstentions got worse by 6.0 points']],
  ['five points exactly', { abstention: 0.9 }, { abstention: 0.85 }, []],
  ['more of what is good', { abstention: 0.5 }, { abstention: 0.9 }, []],
  ['more of what is bad', { action_regret: 0.04 }, { action_regret: 0.1 }, ['regret got worse by 6.0 points']],
  ['less of what is bad', { action_regret: 0.3 }, { action_regret: 0.1 }, []],
  [
    'false actions',
    { false_positive_rate: 0 },
    { false_positive_rate: 0.2 },
    ['false actions got worse by 20.0 points'],
  ],
  ['acting on noise', { acts_on_noise: 0 }, { acts_on_noise: 0.1 }, ['actions on noise got worse by 10.0 points']],
  ['confidence that means less', { ece: 0.03 }, { ece: 0.09 }, ['ECE got worse by 6.0 points']],
  ['what was not known before', { abstention: null }, { abstention: 0 }, []],
  ['what is not known any more', { abstention: 1 }, { abstention: null }, []],
])('alerts to more than five points: %s', (_, before, after, alerts) => {
  expect(compareEvaluations(run(80, {}, 0.01, before), run(80, {}, 0.01, after)).alerts).toEqual(alerts);
});

it('alerts to the agreement, too, even where that is no regression of a single case', () => {
  expect(compareEvaluations(run(80, {}), run(74, {})).alerts).toEqual([
    ...['agreement got worse by 6.0 points', 'top-1 cause got worse by 6.0 points'],
  ]);
});
