import { z } from 'zod';

const figure = z.number().nullish().default(null);
const text = z.string().nullish().default(null);

const binSchema = z.object({
  label: z.string(),
  expected: z.number(),
  mean_confidence: z.number(),
  actual: z.number(),
  count: z.number(),
});
/** A tenth of the scale of confidence: how sure the agent was there and how often it was right, both 0–1. */
export type CalibrationBin = z.infer<typeof binSchema>;

const gateSchema = z.object({
  gate: z.string(),
  value: figure,
  comparator: z.enum(['at_least', 'at_most']),
  limit: z.number(),
  passed: z.boolean(),
});
/** A limit that a figure has to keep. */
export type GateView = z.infer<typeof gateSchema>;

const figuresSchema = z.object({
  cases: z.number().default(0),
  top1_cause: figure,
  action_regret: figure,
  abstention: figure,
  false_positive_rate: figure,
  acts_on_noise: figure,
  ece: figure,
});
/** Figures of a part of the cases; shares are 0–1, null where there is nothing to divide by. */
export type FiguresView = z.infer<typeof figuresSchema>;

/** An evaluation run as the screens need it. `agreement_rate` is percent. */
export const evaluationRunViewSchema = z.object({
  id: z.string(),
  run_type: z.string(),
  dataset_version: text,
  prompt_version: text,
  model_version: text,
  total_examples: z.number(),
  passed_examples: z.number(),
  triggered_by: z.string().default(''),
  git_commit: text,
  run_at: z.string(),
  metrics: z.object({
    agreement_rate: z.number(),
    figures: figuresSchema,
    per_kind: z.array(figuresSchema.extend({ kind: z.string() })).default([]),
    workflows: z
      .array(
        z.object({
          ...{ workflow: z.string(), precision: figure, recall: figure, f1: figure },
          ...{ recommended: z.number().default(0), right: z.number().default(0) },
        }),
      )
      .default([]),
    calibration: z.array(binSchema).default([]),
    ...{ latency_p50_ms: figure, latency_p95_ms: figure, cost_usd: z.number().default(0) },
    critical_failures: z.number().default(0),
    gates: z.array(gateSchema).default([]),
    answered_by: z.string().default(''),
    seed: text,
  }),
});
/** An evaluation run. */
export type EvaluationRunView = z.output<typeof evaluationRunViewSchema>;

/** How one case of a run went. */
export const evaluationCaseSchema = z
  .object({
    ...{ example_id: z.string(), kind: z.string(), passed: z.boolean() },
    expected: z.object({ workflow: z.string(), causes: z.array(z.string()).default([]), best_action: text }),
    actual: z.object({ workflow: z.string(), cause: z.string(), action: z.string(), confidence: z.number() }),
    scores: z.object({ regret: figure, latency_ms: z.number().default(0), critical: z.boolean().default(false) }),
  })
  .transform((row) => ({ ...row, id: row.example_id }));
/** How one case of a run went. */
export type EvaluationCase = z.output<typeof evaluationCaseSchema>;

/** A later run beside an earlier one: later minus earlier, in percentage points. */
export const comparisonViewSchema = z.object({
  before: evaluationRunViewSchema,
  after: evaluationRunViewSchema,
  agreement_change_points: z.number(),
  top1_change_points: figure,
  regret_change_points: figure,
  ece_change: figure,
  cost_change_pct: figure,
  newly_failed: z.array(z.string()),
  newly_passed: z.array(z.string()),
  regression: z.boolean(),
});
/** A later run beside an earlier one. */
export type ComparisonView = z.output<typeof comparisonViewSchema>;
