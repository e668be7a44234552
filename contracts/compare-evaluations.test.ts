import { expect, it } from 'vitest';
import { type ComparedRun, compareEvaluations } from './compare-evaluations.ts';

const run = (agreement_rate: number, passed: Record<string, boolean>, cost = 0.01): ComparedRun => ({
  metrics: {
    agreement_rate,
    cost_per_recommendation_usd: cost,
    figures: {
      ...{ cases: 10, top1_cause: agreement_rate / 100, action_regret: null, best_value: null, abstention: null },
      ...{ false_positive_rate: null, acts_on_noise: null, ece: 0.03 },
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
