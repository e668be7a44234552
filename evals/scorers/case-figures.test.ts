import { describe, expect, it } from 'vitest';
import { type EvaluationResult, evaluationResultSchema } from '../../contracts/evaluation-run.ts';
import { caseFigures } from './case-figures.ts';
import { deploymentGates, generatedGates, goldenGates } from './gates.ts';
import { percentile } from './percentile.ts';

type Parts = Partial<Omit<EvaluationResult['scores'], 'latency_ms' | 'critical'>> & {
  readonly kind?: string;
  readonly value?: number;
  readonly confidence?: number;
};

function result(parts: Parts): EvaluationResult {
  const { kind = 'auction_pressure', value = 0, confidence = 0.8, ...scores } = parts;
  return evaluationResultSchema.parse({
    ...{ example_id: 'x', kind, passed: true },
    expected: { workflow: 'Bid Adjustment', causes: [], best_action: null, best_value: null },
    actual: { workflow: 'Bid Adjustment', cause: 'x', action: 'x', value, confidence },
    scores: {
      ...{ cause_right: true, abstained: false, abstention_is_right: false, regret: 0, best: 0.2 },
      ...{ latency_ms: 1, critical: false, ...scores },
    },
  });
}

describe('the figures of cases', () => {
  it('pool regret over what the best actions earn', () => {
    const figures = caseFigures([result({ regret: 0.05, best: 0.3 }), result({ regret: 0.01, best: 0.1 })]);
    expect(figures.action_regret).toBeCloseTo(0.06 / 0.4);
    expect(figures.best_value).toBeCloseTo(0.2);
    expect(caseFigures([result({ regret: null, best: null })]).action_regret).toBeNull();
  });

  it('count a harmful action as lost even where nothing was to be won', () => {
    const harm = result({ abstention_is_right: true, best: 0, regret: 0.1, value: -10 });
    expect(caseFigures([harm, result({ best: 0.4 })]).action_regret).toBeCloseTo(0.25);
  });

  it('tell false actions: where nothing was right, and where things got worse', () => {
    const right = { abstention_is_right: true };
    const all = [result({ value: 3 }), result(right), result({ value: -1 }), result({ ...right, abstained: true })];
    expect(caseFigures(all)).toMatchObject({ false_positive_rate: 2 / 3, abstention: 0.5, top1_cause: 1 });
  });

  it('tell the share that passed, which is not the share whose cause was right', () => {
    const half = [result({}), { ...result({}), passed: false }];
    expect(caseFigures(half)).toMatchObject({ agreement: 0.5, top1_cause: 1 });
  });

  it('tell who acts on mere chance, and are null where nobody could', () => {
    const noise = [result({ kind: 'pure_noise' }), result({ kind: 'no_change', abstained: true })];
    expect(caseFigures(noise).acts_on_noise).toBe(0.5);
    expect(caseFigures([]).acts_on_noise).toBeNull();
    expect(caseFigures([])).toMatchObject({ cases: 0, agreement: null, top1_cause: null, ece: null, abstention: null });
  });
});

describe('gates', () => {
  it('of golden cases are not passed by a share that nobody could compute', () => {
    expect(goldenGates(null)).toEqual([
      { gate: 'agreement_rate', value: null, comparator: 'at_least', limit: 70, passed: false },
    ]);
  });

  it('of golden cases stand at 70 percent', () => {
    expect([69.9, 70].map((rate) => goldenGates(rate)[0]?.passed)).toEqual([false, true]);
  });

  it('of generated cases fail for each figure by itself, and for one that cannot be computed', () => {
    const verdicts = (some: readonly EvaluationResult[]) =>
      Object.fromEntries(generatedGates(some).map((gate) => [gate.gate, gate.passed]));
    const good = [
      result({ kind: 'tracking_break', confidence: 1 }),
      result({ kind: 'no_change', abstained: true, confidence: 1 }),
    ];
    expect(Object.values(verdicts(good))).toEqual([true, true, true, true, true]);
    expect(verdicts([...good, result({ cause_right: false, confidence: 0 })]).top1_cause).toBe(false);
    expect(verdicts([...good, result({ regret: 0.2, confidence: 1 })]).action_regret).toBe(false);
    expect(verdicts([...good, result({ confidence: 0.2 })]).ece).toBe(false);
    expect(verdicts([result({ kind: 'no_change', confidence: 1 }), ...good]).acts_on_noise).toBe(false);
    expect(verdicts([result({ confidence: 1 })])['top1_cause of tracking break and conversion lag']).toBe(false);
  });

  it('of a deployment compare with the release before', () => {
    const metrics = {
      ...{ agreement_rate: 90, passed_count: 9, total_count: 10, figures: { ...caseFigures([]), ece: 0.04 } },
      ...{ per_kind: [], workflows: [], calibration: [], latency_p50_ms: 1, latency_p95_ms: 29_000, cost_usd: 1 },
      ...{
        cost_per_recommendation_usd: 0.012,
        critical_failures: 0,
        gates: [],
        answered_by: 'rules',
        judge: null,
        seed: null,
      },
    };
    const failed = (...[now, before]: Parameters<typeof deploymentGates>) =>
      deploymentGates(now, before)
        .filter((gate) => !gate.passed)
        .map((gate) => gate.gate);
    expect(failed(metrics, null)).toEqual([]);
    expect(failed(metrics, { cost_per_recommendation_usd: 0.01, ece: 0.04 })).toEqual([]);
    expect(failed(metrics, { cost_per_recommendation_usd: 0.0099, ece: 0.03 })).toEqual([
      ...['cost_per_recommendation_usd', 'ece'],
    ]);
    expect(failed({ ...metrics, critical_failures: 1, latency_p95_ms: 30_001 }, null)).toEqual([
      ...['critical_failures', 'latency_p95_ms'],
    ]);
  });
});

it('a percentile is a value that was there', () => {
  expect([0, 0.5, 0.95, 1].map((share) => percentile([5, 1, 3], share))).toEqual([1, 3, 5, 5]);
  expect(percentile([], 0.5)).toBeNull();
});
