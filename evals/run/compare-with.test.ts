import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CaseFigures, EvaluationReport } from '../../contracts/evaluation-run.ts';
import { compareWith } from './compare-with.ts';
import { goldenDataset } from './datasets.ts';
import { pullRequestComment, resultFile } from './pull-request-comment.ts';
import { ruleEngine } from './rule-engine.ts';
import { runEvaluation } from './run-evaluation.ts';

const golden = await runEvaluation(goldenDataset().cases.slice(0, 4), {
  ...{ run_type: 'golden_set', dataset_version: 'golden-2', seed: null, answered_by: 'rules' },
  ...{ engine: ruleEngine, monotonicMs: () => 0 },
});
const folder = mkdtempSync(join(tmpdir(), 'mbi-results-'));
const kept = (content: unknown, name = 'eval_results.json') => {
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  return join(folder, name);
};
const generated = (dataset_version: string, figures: Partial<CaseFigures> = {}): EvaluationReport => ({
  ...golden,
  dataset_version,
  run_type: 'generated',
  metrics: { ...golden.metrics, figures: { ...golden.metrics.figures, ...figures } },
});
const failing = (count: number): EvaluationReport => ({
  ...golden,
  results: golden.results.map((each, at) => (at < count ? { ...each, passed: false } : each)),
  metrics: { ...golden.metrics, agreement_rate: golden.metrics.agreement_rate - count * 25 },
});

describe('a run beside the result file of an earlier one', () => {
  it('that is alike is no worse', () => {
    const parts = [generated('market-1/a/15')];
    const compared = compareWith(kept(resultFile(golden, parts)), golden, parts);
    expect(compared).toMatchObject({ worse: false, alerts: [], golden: { regression: false, newly_failed: [] } });
  });

  it('is worse when a golden case that had passed fails, and names it', () => {
    const compared = compareWith(kept(resultFile(golden, [])), failing(1), []);
    expect(compared).toMatchObject({ worse: true, golden: { newly_failed: ['gc-01'], regression: true } });
    expect(compared.alerts).toEqual(['golden cases: agreement got worse by 25.0 points']);
  });

  it('is not worse for cases that it answers better, or that are new', () => {
    expect(compareWith(kept(resultFile(failing(2), [])), golden, []).worse).toBe(false);
    const fewer = { ...golden, results: golden.results.slice(1) };
    expect(compareWith(kept(resultFile(fewer, [])), golden, []).golden.newly_failed).toEqual([]);
  });

  it('alerts to figures of generated cases, not to single ones of them', () => {
    const [was, is] = [generated('m/a/15', { top1_cause: 0.95 }), generated('m/a/15', { top1_cause: 0.88 })];
    const turned = { ...was, results: failing(1).results };
    expect(compareWith(kept(resultFile(golden, [was])), golden, [turned]).worse).toBe(false);
    expect(compareWith(kept(resultFile(golden, [was])), golden, [is])).toMatchObject({
      ...{ worse: true, alerts: ['m/a/15: top-1 cause got worse by 7.0 points'], golden: { regression: false } },
    });
  });

  it('compares generated cases only where both had the same ones', () => {
    const [was, is] = [generated('m/a/15', { top1_cause: 1 }), generated('m/b/15', { top1_cause: 0 })];
    expect(compareWith(kept(resultFile(golden, [was])), golden, [is]).worse).toBe(false);
  });

  it.each([
    ['is missing', () => join(folder, 'nowhere.json')],
    ['is no JSON', () => kept('<html>', 'page.json')],
    ['holds no report', () => kept({ agreement_rate: 90 }, 'other.json')],
  ])('is refused when the file %s: no comparison is no pass', (_, file) => {
    expect(() => compareWith(file(), golden, [])).toThrow(expect.objectContaining({ code: 'EVALUATION_CASE_INVALID' }));
  });

  it('puts its alerts into the comment, whose mark they decide', () => {
    const { golden: compared, alerts } = compareWith(kept(resultFile(golden, [])), failing(1), []);
    const kind = { ...golden, metrics: { ...golden.metrics, gates: [] } };
    const comment = pullRequestComment(kind, [], compared, alerts);
    expect(comment).toMatch(/^## ❌/);
    expect(comment).toContain('- **Alert**: golden cases: agreement got worse by 25.0 points');
    expect(pullRequestComment(kind, [], { ...compared, regression: false, alerts: [], newly_failed: [] })).toMatch(
      /^## ✅/,
    );
  });
});
