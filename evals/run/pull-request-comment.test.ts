import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../contracts/compare-evaluations.ts';
import type { EvaluationReport, Gate } from '../../contracts/evaluation-run.ts';
import { goldenGates } from '../scorers/gates.ts';
import { goldenDataset } from './datasets.ts';
import { pullRequestComment, resultFile } from './pull-request-comment.ts';
import { ruleEngine } from './rule-engine.ts';
import { runEvaluation } from './run-evaluation.ts';

const golden = await runEvaluation(goldenDataset().cases.slice(0, 1), {
  ...{ run_type: 'golden_set', dataset_version: 'golden-1', seed: null, answered_by: 'rules' },
  ...{ engine: ruleEngine, monotonicMs: () => 0 },
});
const withGates = (gates: Gate[]): EvaluationReport => ({ ...golden, metrics: { ...golden.metrics, gates } });
const unknown: Gate = { gate: 'ece', value: null, comparator: 'at_most', limit: 0.05, passed: false };
const good = withGates([...goldenGates(93.3)]);
const comparison: Comparison = {
  ...{ agreement_change_points: -6.66, regression: true, newly_failed: ['gc-03'], newly_passed: [] },
  ...{ top1_change_points: null, regret_change_points: null, ece_change: null, cost_change_pct: null, alerts: [] },
};

describe('the comment on a pull request', () => {
  it('is ticked when every gate is kept, and names who answered', () => {
    const comment = pullRequestComment(good, [], null);
    expect(comment).toMatch(/^## ✅ Evaluation passed\n/);
    expect(comment).toContain('Answered by: rules');
    expect(comment).not.toContain('last main run');
  });

  it('is never ticked for a gate that could not be computed, of any part', () => {
    const comment = pullRequestComment(good, [withGates([unknown])], null);
    expect(comment).toMatch(/^## ❌ Evaluation failed\n/);
    expect(comment).toContain('Under its gate: ece = unknown');
  });

  it('calls a regression a failure although every gate is kept, and names what broke', () => {
    const comment = pullRequestComment(good, [], comparison);
    expect(comment).toMatch(/^## ❌ Evaluation failed\n/);
    expect(comment).toContain('-6.7 points — a regression');
    expect(comment).toContain('Passed before and fails now: gc-03');
  });

  it('stays ticked for a change that is no regression', () => {
    const calm = { ...comparison, regression: false, agreement_change_points: 1, newly_failed: [] };
    const comment = pullRequestComment(good, [], calm);
    expect(comment).toMatch(/^## ✅ Evaluation passed\n/);
    expect(comment).toContain('1.0 points\n');
  });

  it('has a table for each generated part', () => {
    const parts = ['market-1/a/15', 'market-1/b/15'].map((dataset_version) => ({ ...good, dataset_version }));
    expect(pullRequestComment(good, parts, null).match(/^### .*$/gm)).toEqual([
      '### market-1/a/15',
      '### market-1/b/15',
    ]);
  });
});

it('the result file begins with the three agreed keys', () => {
  const file = resultFile(good, []);
  expect(Object.keys(file).slice(0, 3)).toEqual(['agreement_rate', 'passed_count', 'total_count']);
  expect(file).toMatchObject({ agreement_rate: golden.metrics.agreement_rate, golden: good, generated: [] });
});
