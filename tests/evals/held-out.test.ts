import { describe, expect, it } from 'vitest';
import {
  evaluateAll,
  pullRequestComment,
  reportText,
  resultFile,
  ruleEngine,
  rulesName,
  splits,
} from '../../evals/index.ts';

const settings = { engine: ruleEngine, answered_by: rulesName, monotonicMs: () => performance.now() };
/** Twenty-eight cases of each kind: so many that chance moves the calibration error by no more than a point. */
const sliceOf = 420;
const [golden, heldOut] = await Promise.all([
  evaluateAll({ only: ['golden'] }, settings),
  evaluateAll({ only: ['held_out'], count: sliceOf }, settings),
]);
const reportOf = (parts: typeof golden) => {
  const [part] = parts;
  if (part === undefined) throw new Error('Nothing was evaluated.');
  return part.report;
};

describe('the reasoning, on cases that nobody tuned it on', () => {
  const { metrics } = reportOf(heldOut);

  it.each(metrics.gates)('keeps the gate of $gate', (gate) => {
    expect(gate.passed, `\n${reportText('held out', reportOf(heldOut))}`).toBe(true);
  });

  it('is as sure as it is right, to five points, and not by luck of the first cases', () => {
    expect(metrics.figures.ece).toBeLessThanOrEqual(0.05);
    expect(metrics.gates.map(({ gate, limit }) => [gate, limit])).toContainEqual(['ece', 0.05]);
    expect(metrics.figures.cases).toBe(sliceOf);
  });

  it('has every kind of case among them equally often', () => {
    expect(new Set(metrics.per_kind.map(({ cases }) => cases))).toEqual(new Set([sliceOf / 15]));
  });

  it('takes milliseconds, and costs nothing without a model', () => {
    expect(metrics.latency_p95_ms).toBeLessThan(5_000);
    expect(metrics).toMatchObject({ cost_usd: 0, answered_by: rulesName, seed: splits.held_out.seed });
  });
});

describe('the golden cases', () => {
  const report = reportOf(golden);

  it('are answered as experts did in seven of ten at least', () => {
    expect(report.metrics.agreement_rate, reportText('golden', report)).toBeGreaterThanOrEqual(70);
  });

  it.each([
    ...['gc-01', 'gc-02', 'gc-06', 'gc-12', 'gc-14', 'gc-15', 'gc-16', 'gc-18', 'gc-19', 'gc-21', 'gc-22', 'gc-23'],
    ...['gc-24', 'gc-25'],
  ])('%s is among those that are right', (example_id) => {
    expect(report.results.find((each) => each.example_id === example_id)).toMatchObject({ passed: true });
  });

  it('the worked one is answered with 15 percent more bid, and never with a new creative', () => {
    const [worked] = report.results;
    expect(worked?.actual).toMatchObject({ workflow: 'Bid Adjustment', cause: 'auction_pressure' });
    expect(worked?.actual.action).toMatch(/15 %.*2\.50.*2\.88/);
  });
});

describe('what is told of a run', () => {
  it('is a file with the agreed keys, and a comment whose mark is the verdict', () => {
    const [one, other] = [reportOf(golden), reportOf(heldOut)];
    expect(resultFile(one, [other])).toMatchObject({
      ...{ agreement_rate: one.metrics.agreement_rate, total_count: 25, passed_count: one.metrics.passed_count },
    });
    const failed = { ...one.metrics.gates[0], gate: 'agreement_rate', value: 69.9, passed: false } as const;
    const bad = {
      ...one,
      metrics: { ...one.metrics, gates: [{ comparator: 'at_least' as const, limit: 70, ...failed }] },
    };
    expect(pullRequestComment(bad, [], null)).toMatch(/^## ❌ Evaluation failed[\s\S]*agreement_rate = 69\.9/);
    const good = { ...one, metrics: { ...one.metrics, gates: [] } };
    expect(pullRequestComment(good, [], null)).toMatch(/^## ✅ Evaluation passed/);
    const fell = {
      ...{ agreement_change_points: -6, top1_change_points: null, regret_change_points: null, ece_change: null },
      ...{ cost_change_pct: null, alerts: [], newly_failed: ['gc-01'], newly_passed: [], regression: true },
    };
    expect(pullRequestComment(good, [], fell)).toMatch(/^## ❌[\s\S]*a regression[\s\S]*fails now: gc-01/);
  });
});
