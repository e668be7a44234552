import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../../contracts/compare-evaluations.ts';
import type { Gate } from '../../../contracts/evaluation-run.ts';
import { goldenDataset } from '../../../evals/run/datasets.ts';
import { ruleEngine } from '../../../evals/run/rule-engine.ts';
import { runEvaluation } from '../../../evals/run/run-evaluation.ts';
import { tellOfRun } from './tell-of-run.ts';

const { metrics } = await runEvaluation(goldenDataset().cases.slice(0, 2), {
  ...{ run_type: 'golden_set', dataset_version: 'golden-2', seed: null, answered_by: 'rules' },
  ...{ engine: ruleEngine, monotonicMs: () => 0 },
});
const calm: Comparison = {
  ...{ agreement_change_points: 0, top1_change_points: 0, regret_change_points: null, ece_change: 0 },
  ...{ cost_change_pct: null, newly_failed: [], newly_passed: [], alerts: [], regression: false },
};
const missed: Gate = { gate: 'ece', value: 0.07, comparator: 'at_most', limit: 0.05, passed: false };

describe('what the team is told of a run', () => {
  it('is nothing when it is as good as before, or the first one', () => {
    for (const comparison of [calm, null, { ...calm, newly_passed: ['gc-01'] }]) {
      const { worth_telling, regression, alerts } = tellOfRun({ metrics }, comparison);
      expect([worth_telling, regression, alerts]).toEqual([false, false, []]);
    }
  });

  it.each<[string, Comparison | null, readonly Gate[], string]>([
    ['a gate that was missed', null, [missed], 'Under its gate: ece is 0.07, wanted 0.05.'],
    ['a gate that nobody could compute', null, [{ ...missed, value: null }], 'ece is unknown, wanted 0.05.'],
    ['a regression', { ...calm, regression: true, newly_failed: ['gc-07'] }, [], 'fails now: gc-07.'],
    [
      'a figure that fell',
      { ...calm, alerts: ['regret got worse by 6.0 points'] },
      [],
      'regret got worse by 6.0 points.',
    ],
  ])('is %s', (_, comparison, gates, words) => {
    const told = tellOfRun({ metrics: { ...metrics, gates: [...gates] } }, comparison);
    expect(told).toMatchObject({ worth_telling: true, title: 'The reasoning answers known cases worse' });
    expect(told.text).toContain(words);
    expect(told.text).toContain('(2 of 2 cases)');
  });
});
