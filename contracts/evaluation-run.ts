import { z } from 'zod';
import { workflowTypeSchema } from './recommendation.ts';

const share = z.number().min(0).max(1);

/** What a run was made over: golden cases from files and tenants, generated ones, a judge’s opinion, or outcomes. */
export const evaluationTypeSchema = z.enum(['golden_set', 'generated', 'llm_judge', 'outcome']);
/** What a run was made over. */
export type EvaluationType = z.infer<typeof evaluationTypeSchema>;

/** One tenth of the scale of confidence with how often it was right there. */
export const calibrationBinSchema = z.object({
  label: z.string(),
  expected: share,
  mean_confidence: share,
  actual: share,
  count: z.int().nonnegative(),
  calibration_error: share,
});

/** A limit that a figure must keep. */
export const gateSchema = z.object({
  gate: z.string(),
  value: z.number().nullable(),
  comparator: z.enum(['at_least', 'at_most']),
  limit: z.number(),
  passed: z.boolean(),
});
/** A limit that a figure must keep. */
export type Gate = z.infer<typeof gateSchema>;

const score = z.number().min(1).max(5);

/** What a model as judge thinks of reasoning; `overall_score` is the mean of the other four. */
export const judgeScoresSchema = z.object({
  ...{ logical_consistency: score, evidence_support: score, alternative_consideration: score, clarity: score },
  overall_score: score,
});
/** What a model as judge thinks of reasoning. */
export type JudgeScores = z.infer<typeof judgeScoresSchema>;

/** Figures of a part of the cases. Shares are 0–1; null where there is nothing to divide by. */
export const caseFiguresSchema = z.object({
  cases: z.int().nonnegative(),
  /** The share of cases that passed; null in runs from before it was kept. */
  agreement: share.nullable().default(null),
  top1_cause: share.nullable(),
  /** What the chosen actions leave on the table, as a share of what the best would earn, in units of each campaign’s spend. */
  action_regret: z.number().nullable(),
  /** What the best actions would earn, as a share of the spend: a large regret of hardly anything is hardly anything. */
  best_value: z.number().nullable().default(null),
  /** Of the cases in which nothing should be done, the share in which nothing was. */
  abstention: share.nullable(),
  /** Of the actions that were recommended, the share that should not have been. */
  false_positive_rate: share.nullable(),
  /** Of the cases of mere chance, the share in which something was done. */
  acts_on_noise: share.nullable(),
  ece: share.nullable(),
});
/** Figures of a part of the cases. */
export type CaseFigures = z.infer<typeof caseFiguresSchema>;

/** What one version of a prompt did in a run. Shares are of the cases that were asked; tokens of this prompt’s calls alone. */
export const promptFiguresSchema = z.object({
  name: z.string(),
  key: z.string(),
  /** Answers of the asked shape that rest on what was given. */
  valid_answers: share.nullable(),
  /** Cases whose answer was refused, or doubted, for numbers or claims that nothing given says. */
  unsupported: z.int().nonnegative(),
  input_tokens: z.int().nonnegative(),
  output_tokens: z.int().nonnegative(),
});
/** What one version of a prompt did in a run. */
export type PromptFigures = z.infer<typeof promptFiguresSchema>;

/** What recommendations brought that were followed. Shares 0–1, improvement in percent. */
export const outcomeFiguresSchema = z.object({
  total_recommendations: z.int().nonnegative(),
  acceptance_rate: share,
  positive_impact_rate: share,
  avg_improvement_pct: z.number(),
  samples_with_outcomes: z.int().nonnegative(),
});

/** Everything that a run found. `agreement_rate` is in percent, as the gate has it. */
export const evaluationMetricsSchema = z.object({
  agreement_rate: z.number().min(0).max(100),
  passed_count: z.int().nonnegative(),
  total_count: z.int().nonnegative(),
  figures: caseFiguresSchema,
  per_kind: z.array(caseFiguresSchema.extend({ kind: z.string() })),
  workflows: z.array(
    z.object({
      workflow: workflowTypeSchema,
      precision: share.nullable(),
      recall: share.nullable(),
      f1: share.nullable(),
      recommended: z.int(),
      right: z.int(),
    }),
  ),
  calibration: z.array(calibrationBinSchema),
  latency_p50_ms: z.number().nullable(),
  latency_p95_ms: z.number().nullable(),
  cost_usd: z.number(),
  cost_per_recommendation_usd: z.number(),
  /** Recommendations that failed a critical check. */
  critical_failures: z.int().nonnegative(),
  gates: z.array(gateSchema),
  /** What answered: `rules`, or the models and whether their answers were recorded ones. */
  answered_by: z.string(),
  /** A judge’s mean scores, and how it did on pairs of which it is known which is worse. */
  judge: z
    .object({
      judged: z.int().nonnegative(),
      silent: z.int().nonnegative(),
      scores: judgeScoresSchema.nullable(),
      check: z.object({ pairs: z.int(), right: z.int(), silent: z.int(), trusted: z.boolean() }),
    })
    .nullable()
    .default(null),
  /** In a run that tries a version of a prompt. */
  prompt: promptFiguresSchema.nullable().default(null),
  /** In a run over measured outcomes. */
  outcome: outcomeFiguresSchema.nullable().default(null),
  seed: z.string().nullable(),
});
/** Everything that a run found. */
export type EvaluationMetrics = z.infer<typeof evaluationMetricsSchema>;

/** How one case went. */
export const evaluationResultSchema = z.object({
  example_id: z.string(),
  kind: z.string(),
  passed: z.boolean(),
  expected: z.object({
    workflow: workflowTypeSchema,
    causes: z.array(z.string()),
    best_action: z.string().nullable(),
    best_value: z.number().nullable(),
  }),
  actual: z.object({
    workflow: workflowTypeSchema,
    cause: z.string(),
    action: z.string(),
    value: z.number().nullable(),
    confidence: share,
  }),
  scores: z.object({
    cause_right: z.boolean(),
    abstained: z.boolean(),
    abstention_is_right: z.boolean(),
    /** Of the campaign’s spend in the horizon; null where the value of actions is not known. */
    regret: z.number().nullable(),
    best: z.number().nullable(),
    latency_ms: z.number(),
    critical: z.boolean(),
    judge: judgeScoresSchema.nullable().default(null),
  }),
});
/** How one case went. */
export type EvaluationResult = z.infer<typeof evaluationResultSchema>;

/** A whole run with its cases. */
export const evaluationReportSchema = z.object({
  run_type: evaluationTypeSchema,
  dataset_version: z.string(),
  model_version: z.string(),
  prompt_version: z.string().nullable(),
  metrics: evaluationMetricsSchema,
  results: z.array(evaluationResultSchema),
});
/** A whole run with its cases. */
export type EvaluationReport = z.infer<typeof evaluationReportSchema>;
