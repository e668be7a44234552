import { describe, expect, it } from 'vitest';
import { reason } from '../../activities/reasoning/index.ts';
import { evaluationReportSchema } from '../../contracts/evaluation-run.ts';
import { goldenDataset } from './datasets.ts';
import type { Engine } from './evaluation-case.ts';
import { ruleEngine } from './rule-engine.ts';
import { type EvaluationSettings, metricsOf, runEvaluation } from './run-evaluation.ts';

const cases = goldenDataset().cases.slice(0, 3);
const settings: EvaluationSettings = {
  ...{ run_type: 'golden_set', dataset_version: 'golden-1', seed: null, answered_by: 'rules' },
  ...{ engine: ruleEngine, monotonicMs: () => 0 },
};
const priced: Engine = async (context) => ({ ...(await ruleEngine(context)), cost_usd: 0.02 });
/** A clock on which every look takes a little longer than the one before. */
function slowing() {
  let [now, step] = [0, 0];
  return () => {
    step += 10;
    now += step;
    return now;
  };
}

describe('cases in which a person only agreed with the agent', () => {
  const marked = (count: number) => cases.map((each, at) => (at < count ? { ...each, kind: 'self_confirmed' } : each));
  /** Right in the marked cases, wrong in all others. */
  const flatterer: Engine = (context) => {
    const own = context.campaign_id === cases[0]?.context.campaign_id;
    const { recommendation } = reason(context);
    return own ? recommendation : { ...recommendation, recommended_workflow: 'Campaign Pause' };
  };
  const rateOf = async (count: number) => {
    const { metrics } = await runEvaluation(marked(count), { ...settings, engine: flatterer });
    return { gate: metrics.gates[0], metrics };
  };

  it('are told apart and cannot lift the gate', async () => {
    const { gate, metrics } = await rateOf(1);
    expect(metrics.agreement_rate).toBeCloseTo(33.33);
    expect(gate).toMatchObject({ gate: 'agreement_rate', value: 0, passed: false });
    expect(metrics.per_kind.map(({ kind, agreement }) => [kind, agreement])).toEqual([
      ['self_confirmed', 1],
      ['golden', 0],
    ]);
  });

  it('cannot lower it either', async () => {
    const { metrics } = await runEvaluation(
      cases.map((each, at) => (at === 0 ? { ...each, kind: 'self_confirmed', expected: 'Campaign Pause' } : each)),
      settings,
    );
    expect(metrics.gates[0]).toMatchObject({ value: 100, passed: true });
    expect(metrics.agreement_rate).toBeCloseTo(66.67);
  });

  it('alone pass no gate: nothing independent was asked', async () => {
    expect((await rateOf(3)).gate).toMatchObject({ value: null, passed: false });
  });
});

describe('a run', () => {
  it('scores every case once, in order, and gives a sign of life after each', async () => {
    const done: number[] = [];
    const onCase = (count: number) => void done.push(count);
    const report = await runEvaluation(cases, { ...settings, onCase });
    expect(report.results.map(({ example_id }) => example_id)).toEqual(cases.map(({ example_id }) => example_id));
    expect(done).toEqual([1, 2, 3]);
    expect(evaluationReportSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
  });

  it('without cases is an error, not a perfect score', async () => {
    const failure = expect.objectContaining({ code: 'EVALUATION_EMPTY' });
    await expect(runEvaluation([], settings)).rejects.toEqual(failure);
    await expect(runEvaluation([], { ...settings, run_type: 'generated' })).rejects.toEqual(failure);
  });

  it('ends with the fault of an engine instead of leaving its case out', async () => {
    const engine: Engine = () => Promise.reject(new Error('No answer.'));
    await expect(runEvaluation(cases, { ...settings, engine })).rejects.toThrow('No answer.');
  });

  it('adds up what models cost, and costs nothing without one', async () => {
    const { metrics } = await runEvaluation(cases, { ...settings, engine: priced });
    expect(metrics.cost_usd).toBeCloseTo(0.06);
    expect(metrics.cost_per_recommendation_usd).toBeCloseTo(0.02);
    expect((await runEvaluation(cases, settings)).metrics.cost_usd).toBe(0);
  });

  it('measures each answer by itself', async () => {
    const { results, metrics } = await runEvaluation(cases, { ...settings, monotonicMs: slowing() });
    expect(results.map(({ scores }) => scores.latency_ms)).toEqual([20, 40, 60]);
    expect(metrics).toMatchObject({ latency_p50_ms: 40, latency_p95_ms: 60 });
  });

  it('names every version that answered once, in order, within the room there is', async () => {
    let asked = 0;
    const engine: Engine = async (context) => {
      asked += 1;
      return { ...(await ruleEngine(context)), model_version: asked === 2 ? 'a' : 'b' };
    };
    expect((await runEvaluation(cases, { ...settings, engine })).model_version).toBe('a+b');
    const wordy: Engine = async (context) => ({ ...(await ruleEngine(context)), model_version: 'x'.repeat(80) });
    expect((await runEvaluation(cases, { ...settings, engine: wordy })).model_version).toHaveLength(50);
  });
});

describe('the agreement of a run', () => {
  const about = { ...settings, cost_usd: 0 };
  it('is the verdict of golden cases, which may accept more than one decision', async () => {
    const { results } = await runEvaluation(cases, settings);
    const strict = results.map((result, index) => ({ ...result, passed: index === 0 }));
    expect(metricsOf(strict, about)).toMatchObject({ agreement_rate: 33.33, passed_count: 1, total_count: 3 });
  });

  it('is equal decisions, and held to the gates of its kind, over generated ones', async () => {
    const { results } = await runEvaluation(cases, settings);
    const other = results.map((result) => ({
      ...result,
      ...{ passed: true, expected: { ...result.expected, workflow: 'Campaign Pause' as const } },
    }));
    const metrics = metricsOf(other, { ...about, run_type: 'generated' });
    expect(metrics.agreement_rate).toBe(0);
    expect(metrics.gates.map(({ gate }) => gate)).toContain('action_regret');
    expect(metricsOf(other, about).gates.map(({ gate }) => gate)).toEqual(['agreement_rate']);
  });

  it('has figures per kind that add up to all cases', async () => {
    const { results } = await runEvaluation(cases, settings);
    const kinds = results.map((result, index) => ({ ...result, kind: index === 0 ? 'mixed' : 'no_change' }));
    const { per_kind } = metricsOf(kinds, about);
    expect(per_kind.map(({ kind, cases: count }) => [kind, count])).toEqual([
      ['mixed', 1],
      ['no_change', 2],
    ]);
  });
});
