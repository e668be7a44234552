import type {
  EvaluationMetrics,
  EvaluationReport,
  EvaluationResult,
  EvaluationType,
} from '../../contracts/evaluation-run.ts';
import { agreementRate, workflowScores } from '../scorers/agreement.ts';
import { calibrationBins } from '../scorers/calibration.ts';
import { caseFigures } from '../scorers/case-figures.ts';
import { generatedGates, goldenGates } from '../scorers/gates.ts';
import { percentile } from '../scorers/percentile.ts';
import { type Engine, type EvaluationCase, selfConfirmed } from './evaluation-case.ts';
import { scoreCase } from './run-case.ts';

/** What a run is made of. `onCase` is called after each case, as a sign of life. */
export type EvaluationSettings = {
  readonly run_type: EvaluationType;
  readonly dataset_version: string;
  readonly seed: string | null;
  readonly answered_by: string;
  readonly prompt_version?: string | null;
  readonly engine: Engine;
  readonly monotonicMs: () => number;
  readonly onCase?: (done: number) => void | Promise<void>;
};

const figures = (value: number) => Math.round(value * 1000) / 1000;
const percentOf = (share: number) => Math.round(share * 10_000) / 100;

/** Lets an engine answer every case and scores the answers. Throws EVALUATION_EMPTY without cases. */
export async function runEvaluation(
  cases: readonly EvaluationCase[],
  settings: EvaluationSettings,
): Promise<EvaluationReport> {
  const results: EvaluationResult[] = [];
  const versions = new Set<string>();
  let cost_usd = 0;
  for (const wanted of cases) {
    const begun = settings.monotonicMs();
    const answer = await settings.engine(wanted.context);
    results.push(scoreCase(wanted, answer, figures(settings.monotonicMs() - begun)));
    versions.add(answer.model_version);
    if ('cost_usd' in answer) cost_usd += answer.cost_usd ?? 0;
    await settings.onCase?.(results.length);
  }
  return {
    ...{ run_type: settings.run_type, dataset_version: settings.dataset_version },
    model_version: [...versions].sort().join('+').slice(0, 50),
    prompt_version: settings.prompt_version ?? null,
    metrics: metricsOf(results, { ...settings, cost_usd }),
    results,
  };
}

/** The metrics of results that are there already. */
export function metricsOf(
  results: readonly EvaluationResult[],
  about: Pick<EvaluationSettings, 'run_type' | 'answered_by' | 'seed'> & { readonly cost_usd: number },
): EvaluationMetrics {
  const decisions = results.map(({ actual, expected }) => ({ agent: actual.workflow, human: expected.workflow }));
  const passed_count = results.filter((result) => result.passed).length;
  // A golden case may accept more than one answer, so there its own verdict counts.
  const share =
    about.run_type === 'golden_set' && results.length > 0 ? passed_count / results.length : agreementRate(decisions);
  const agreement_rate = percentOf(share);
  // Who approves what the agent proposed proves little: such cases are told of apart and cannot lift the gate.
  const independent = results.filter(({ kind }) => kind !== selfConfirmed);
  const independent_rate =
    independent.length === 0 ? null : percentOf(independent.filter(({ passed }) => passed).length / independent.length);
  const latencies = results.map(({ scores }) => scores.latency_ms);
  return {
    ...{ agreement_rate, passed_count, total_count: results.length, figures: caseFigures(results) },
    per_kind: [...Map.groupBy(results, ({ kind }) => kind)].map(([kind, some]) => ({ kind, ...caseFigures(some) })),
    workflows: [...workflowScores(decisions)],
    calibration: [
      ...calibrationBins(
        results.map(({ scores, actual }) => ({ confidence: actual.confidence, right: scores.cause_right })),
      ),
    ],
    ...{ latency_p50_ms: percentile(latencies, 0.5), latency_p95_ms: percentile(latencies, 0.95) },
    cost_usd: about.cost_usd,
    cost_per_recommendation_usd: about.cost_usd / results.length,
    critical_failures: results.filter(({ scores }) => scores.critical).length,
    gates: [...(about.run_type === 'generated' ? generatedGates(results) : goldenGates(independent_rate))],
    ...{ answered_by: about.answered_by, seed: about.seed, judge: null, prompt: null, outcome: null },
  };
}
