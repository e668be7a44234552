import { reason } from '../../activities/reasoning/index.ts';
import type { EvaluationReport, EvaluationResult, PromptFigures } from '../../contracts/evaluation-run.ts';
import type { PromptVersion } from '../../contracts/prompt.ts';
import type { Recommendation } from '../../contracts/recommendation.ts';
import type { Judge } from '../judge/judge-recommendation.ts';
import { meanScores } from '../judge/mean-scores.ts';
import type { Dataset } from '../run/datasets.ts';
import type { EvaluationCase } from '../run/evaluation-case.ts';
import { scoreCase } from '../run/run-case.ts';
import { metricsOf } from '../run/run-evaluation.ts';
import { percentile } from '../scorers/percentile.ts';
import type { Asking } from './ask-chain.ts';
import type { Trial, Tried } from './trial.ts';

/** What a version is tried with. `tokensOf` reads what its calls cost in tokens from the ledger. */
export type TrialSettings = {
  readonly asking: Asking;
  readonly trial: Trial;
  readonly dataset: Dataset;
  /** Scores each usable answer besides; an opinion, which decides nothing. */
  readonly judge: Judge | null;
  readonly tokensOf: (prompt: PromptVersion) => Promise<{ readonly input: number; readonly output: number }>;
  readonly monotonicMs: () => number;
};

/** What a version made of one case. `cost_usd` counts the judge as well. */
export type TriedCase = { readonly tried: Tried; readonly result: EvaluationResult; readonly cost_usd: number };

/** A run of cases with one version of a prompt. `score` is the share of them, 0–1, that it got right. */
export type TriedPrompt = {
  readonly score: number;
  readonly report: EvaluationReport;
  /** Answers that were there already. */
  readonly kept: number;
  /** Why answers could not be used, by code. */
  readonly troubles: readonly { readonly code: string; readonly cases: number }[];
};

/** Asks one case with one version. */
export async function tryCase(
  { key }: PromptVersion,
  wanted: EvaluationCase,
  { asking, trial, judge, monotonicMs }: TrialSettings,
): Promise<TriedCase> {
  const begun = monotonicMs();
  const tried = await trial(asking, key, wanted);
  const made = recommendationOf(wanted, tried);
  const scored = scoreCase(wanted, made, Math.round(monotonicMs() - begun));
  const opinion =
    judge === null || tried.said === null ? null : await judge({ context: wanted.context, recommendation: made });
  const cause_right = tried.cause !== null && wanted.causes.includes(tried.cause);
  const result = {
    ...{ ...scored, passed: tried.right, actual: { ...scored.actual, cause: tried.cause ?? 'none that is known' } },
    scores: {
      ...scored.scores,
      cause_right: wanted.causes.length === 0 ? tried.right : cause_right,
      judge: opinion?.status === 'judged' ? opinion.scores : null,
    },
  };
  return { tried, result, cost_usd: tried.cost_usd + (opinion?.cost_usd ?? 0) };
}

/** What all the cases say of a version. Throws EVALUATION_EMPTY without cases. */
export async function reportOf(
  prompt: PromptVersion,
  cases: readonly TriedCase[],
  { dataset, judge, tokensOf }: TrialSettings,
): Promise<TriedPrompt> {
  const tried = cases.map((each) => each.tried);
  const results = cases.map((each) => each.result);
  const models = [...new Set(tried.flatMap(({ models: each }) => each))].sort();
  const answered_by = models.length === 0 ? 'no usable answer' : `model: ${models.join(', ')}`;
  const cost_usd = cases.reduce((sum, each) => sum + each.cost_usd, 0);
  const metrics = metricsOf(results, { run_type: 'golden_set', answered_by, seed: dataset.seed, cost_usd });
  // How long a kept answer takes says nothing of a model.
  const waits = cases.filter((each) => !each.tried.cached).map(({ result }) => result.scores.latency_ms);
  const report: EvaluationReport = {
    ...{ run_type: 'golden_set', dataset_version: dataset.dataset_version, results: [...results] },
    model_version: models.join('+').slice(0, 50),
    prompt_version: `${prompt.name}:${prompt.key}`,
    metrics: {
      ...metrics,
      ...{ latency_p50_ms: percentile(waits, 0.5), latency_p95_ms: percentile(waits, 0.95) },
      // A version that is tried is compared with another one; the gates stand before what decides.
      gates: [],
      judge: judge === null ? null : judgedBy(results, tried),
      prompt: await figuresOf(prompt, tried, tokensOf),
    },
  };
  const codes = Map.groupBy(
    tried.flatMap(({ trouble }) => trouble?.code ?? []),
    (code) => code,
  );
  return {
    ...{ score: metrics.passed_count / results.length, report, kept: tried.filter(({ cached }) => cached).length },
    troubles: [...codes].map(([code, all]) => ({ code, cases: all.length })),
  };
}

/** What the model says in the shape of a recommendation: without an answer nothing would be done, and nobody is sure of it. */
function recommendationOf(wanted: EvaluationCase, { said, trouble }: Tried): Recommendation {
  const made = reason(wanted.context).recommendation;
  const plain = { ...made, critique: null, validation: null, evidence: [], alternative_actions: [] };
  if (said !== null) return { ...plain, ...pick(said) };
  const nothing = `No usable answer: ${trouble?.code ?? 'unknown'}`;
  return { ...plain, recommended_workflow: 'Continue Monitoring', specific_action: nothing, confidence: 0 };
}

function pick(said: NonNullable<Tried['said']>): NonNullable<Tried['said']> {
  const { recommended_workflow, specific_action, reasoning, signal_analysis, confidence } = said;
  return { recommended_workflow, specific_action, reasoning, signal_analysis, confidence };
}

function judgedBy(results: readonly EvaluationResult[], tried: readonly Tried[]) {
  const scores = results.flatMap((each) => each.scores.judge ?? []);
  const silent = tried.filter(({ said }) => said !== null).length - scores.length;
  // Whether this judge is to be trusted is found out by the judging of recommendations, not here.
  return {
    judged: scores.length,
    silent,
    scores: meanScores(scores),
    check: { pairs: 0, right: 0, silent: 0, trusted: false },
  };
}

async function figuresOf(
  prompt: PromptVersion,
  tried: readonly Tried[],
  tokensOf: TrialSettings['tokensOf'],
): Promise<PromptFigures> {
  const { input, output } = await tokensOf(prompt);
  return {
    ...{ name: prompt.name, key: prompt.key },
    valid_answers: tried.length === 0 ? null : tried.filter(({ usable }) => usable).length / tried.length,
    unsupported: tried.filter(({ unsupported }) => unsupported).length,
    ...{ input_tokens: input, output_tokens: output },
  };
}
