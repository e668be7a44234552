import { z } from 'zod';
import { knowledgeKindSchema } from './knowledge.ts';
import { stepValuesSchema } from './reasoning/step-values.ts';
import { workflowActionSchema } from './reasoning/workflow-action.ts';

/** The causes that diagnosis chooses from. */
export const rootCauseSchema = z.enum([
  'auction_pressure',
  'competitor_promotion',
  'creative_fatigue',
  'audience_saturation',
  'poor_targeting',
  'uneven_segments',
  'budget_limited',
  'tracking_break',
  'seasonality',
  'external_event',
  'conversion_lag',
  'no_change',
  'insufficient_data',
]);
/** A root cause. */
export type RootCause = z.infer<typeof rootCauseSchema>;

/** The marketing workflows a recommendation can name; exact labels. */
export const workflowTypeSchema = z.enum([
  'Creative Refresh',
  'Audience Expansion',
  'Bid Adjustment',
  'Campaign Pause',
  'Budget Reallocation',
  'Continue Monitoring',
]);
/** A marketing workflow. */
export type WorkflowType = z.infer<typeof workflowTypeSchema>;

/** How much can go wrong. */
export const riskLevelSchema = z.enum(['low', 'medium', 'high']);

/** The action as data: what the executor reads. Prose is made from it, never the other way round. Amounts are absolute. */
export const typedActionSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('set_daily_budget'),
    campaign_id: z.string(),
    daily_budget_minor: z.int().positive(),
    current_daily_budget_minor: z.int().nonnegative(),
    change_pct: z.number(),
  }),
  z.object({
    kind: z.literal('set_bid'),
    campaign_id: z.string(),
    bid_amount_minor: z.int().positive(),
    current_bid_amount_minor: z.int().nonnegative(),
    change_pct: z.number(),
  }),
  z.object({ kind: z.literal('pause'), campaign_id: z.string(), resume_when: z.string() }),
  z.object({ kind: z.literal('resume'), campaign_id: z.string() }),
  z.object({
    kind: z.literal('rotate_creative'),
    campaign_id: z.string(),
    ad_id: z.string(),
    current_creative_id: z.string(),
    creative_id: z.string(),
  }),
  z.object({
    kind: z.literal('change_audiences'),
    campaign_id: z.string(),
    mode: z.enum(['expand', 'refine']),
    include_audience_ids: z.array(z.string()),
    exclude_audience_ids: z.array(z.string()),
    /** Lets the platform look beyond the audiences by itself; null leaves it as it is. */
    audience_expansion: z.boolean().nullable(),
  }),
  z.object({
    kind: z.literal('reallocate_budget'),
    campaign_id: z.string(),
    /** Daily amounts that go from one entity to another: what one loses the other gets. */
    moves: z.array(
      z.object({ from_entity_id: z.string(), to_entity_id: z.string(), amount_minor: z.int().positive() }),
    ),
  }),
  z.object({ kind: z.literal('none'), recheck_after_hours: z.int().positive() }),
]);
/** The action as data. */
export type TypedAction = z.infer<typeof typedActionSchema>;

/** One observation that speaks for or against a cause, with the number it rests on. */
export const evidenceSchema = z.object({
  statement: z.string(),
  metric: z.string(),
  value: z.number().nullable(),
  baseline: z.number().nullable(),
  change_pct: z.number().nullable(),
  source: z.string().describe('where the number comes from, such as metrics.daily or platform.changes'),
  observed_at: z.string(),
  supports: z.boolean(),
});
/** One observation. */
export type Evidence = z.infer<typeof evidenceSchema>;

/** A series to draw, with the anomalous points marked. */
export const evidenceSeriesSchema = z.object({
  metric: z.string(),
  unit: z.string(),
  method: z.string(),
  points: z.array(
    z.object({
      at: z.string(),
      value: z.number(),
      expected: z.number().nullable(),
      low: z.number().nullable(),
      high: z.number().nullable(),
      anomalous: z.boolean(),
    }),
  ),
});

/** An action that was considered and not taken, with the one fact that would flip the choice. */
export const alternativeSchema = z.object({
  workflow: workflowTypeSchema,
  cause: rootCauseSchema,
  why_not_recommended: z.string(),
  would_flip_if: z.string(),
});

/** What must have happened, and by when, for the recommendation to count as right. Changes in percent, amounts in major units. */
export const successCriterionSchema = z.object({
  metric: z.string(),
  comparator: z.enum(['below', 'above', 'within_pct_of']),
  value: z.number(),
  /** For `within_pct_of`: how far it may be off, percent. */
  tolerance_pct: z.number().nullable().default(null),
  within_days: z.int().positive(),
  primary: z.boolean(),
});

/** A cause that was weighed: how probable it is, 0–1, and how many of its signs are known and there. */
export const hypothesisSchema = z.object({
  cause: rootCauseSchema,
  probability: z.number().min(0).max(1),
  signs_present: z.int().nonnegative(),
  signs_known: z.int().nonnegative(),
  signs_all: z.int().nonnegative(),
});

/** How often the product was right when it was this sure: of `of` measured cases in the band, `right` were right. */
export const confidenceRecordSchema = z.object({
  band_low: z.number(),
  band_high: z.number(),
  right: z.int().nonnegative(),
  of: z.int().nonnegative(),
  /** `account` when the tenant's own outcomes are enough, otherwise `evaluation` (the generated cases). */
  basis: z.enum(['account', 'evaluation']),
});

/** One check of a recommendation, by rule or by a second model. */
export const checkResultSchema = z.object({
  check: z.string(),
  passed: z.boolean(),
  severity: z.enum(['CRITICAL', 'major', 'minor']),
  issue: z.string(),
  suggestion: z.string(),
  by: z.enum(['rules', 'model']),
});
/** One check of a recommendation. */
export type CheckResult = z.infer<typeof checkResultSchema>;

/** A sentence of the wording with the sources that it rests on; `unclear` when fewer than two say so. */
export const claimSchema = z.object({
  text: z.string(),
  source_ids: z.array(z.string()),
  status: z.enum(['supported', 'unclear']),
});

/** A document of the knowledge base that a sentence of the wording rests on. */
export const citationSchema = z.object({
  source_id: z.string().describe('as in `source_ids` of the claims'),
  title: z.string(),
  kind: knowledgeKindSchema,
});

/** What the playbook recommends: one action, why, what it should bring and how sure it is. Confidence 0–1. */
export const recommendationSchema = z.object({
  campaign_id: z.string().default(''),
  generated_at: z.string().nullable().default(null),
  recommended_workflow: workflowTypeSchema,
  action: typedActionSchema,
  /** What the creatives and audiences of the action are called, by their ids; as sources name them, so text of others. */
  names: z.exactOptional(z.record(z.string(), z.string())),
  /** The same action in the terms of the workflow, amounts in major units; derived from `action`. */
  typed_action: workflowActionSchema.nullable().default(null),
  specific_action: z.string(),
  reasoning: z.string(),
  signal_analysis: z.string(),
  root_cause: rootCauseSchema,
  evidence: z.array(evidenceSchema),
  series: z.array(evidenceSeriesSchema),
  hypotheses: z.array(hypothesisSchema).default([]),
  expected_impact: z.string(),
  expected_effect: z
    .object({ metric: z.string(), low_pct: z.number(), high_pct: z.number(), within_days: z.int(), basis: z.string() })
    .nullable(),
  cost_of_doing_nothing: z.string(),
  /** The same per day in minor units; null when it cannot be told. */
  daily_cost_of_waiting_minor: z.int().nullable().default(null),
  risk_level: riskLevelSchema,
  risk_factors: z.array(z.string()),
  alternative_actions: z.array(alternativeSchema),
  /** Why by so much: what every step of the bid or the budget is worth; null for an action that has no size. */
  step_values: stepValuesSchema.nullable().default(null),
  success_metrics: z.array(z.string()),
  success_criteria: z.array(successCriterionSchema).default([]),
  /** As shown, stored and read by autonomy: calibrated, never above what the analysis allows. */
  confidence: z.number().min(0).max(1),
  confidence_reasoning: z.string(),
  /** What the rules were sure of before models objected; null where none did. */
  rules_confidence: z.number().min(0).max(1).nullable().default(null),
  /** Before calibration. */
  raw_confidence: z.number().min(0).max(1).nullable().default(null),
  confidence_record: confidenceRecordSchema.nullable().default(null),
  /** Set when nothing is proposed because nothing should be, or because it is too early to say. */
  abstention: z
    .object({
      reason: z.enum(['no_change', 'not_enough_data', 'measurement_fault', 'outside_cause']),
      wait_days: z.int().nonnegative(),
    })
    .nullable()
    .default(null),
  validation: z
    .object({ passed: z.boolean(), checks: z.array(checkResultSchema) })
    .nullable()
    .default(null),
  critique: z
    .object({
      satisfactory: z.boolean(),
      issues: z.array(checkResultSchema),
      strengths: z.array(z.string()),
      by: z.array(z.string()),
      /** Why the model that was to review it was not heard; such a recommendation is never approved without a person. */
      unheard: z.string().nullish(),
      /** What was found wrong in the first pass, when this is the second one: it was made knowing that. */
      first_pass: z.array(z.string()).optional(),
    })
    .nullable()
    .default(null),
  /** What another model said against it; a disagreement lowers the confidence and is shown. */
  dissent: z.array(z.string()).default([]),
  claims: z.array(claimSchema).default([]),
  /** Documents of the knowledge base that the claims cite. */
  citations: z.array(citationSchema).default([]),
  /** Whose words the reasoning is, and what another model said of them; nothing when it is the text of the rules. */
  wording: z
    .object({
      by: z.string(),
      verdict: z.enum(['agreed', 'disagreed', 'not_verified']),
      not_verified_because: z.string().nullable(),
    })
    .nullable()
    .default(null),
  iteration_count: z.int().nonnegative().default(0),
  model_version: z.string(),
  prompt_version: z.string().nullable(),
  /** The text of the rules stands although a model was to word it, or something else could not be done in time. */
  degraded: z.boolean(),
  /** Why it is degraded: an error code and words. */
  degraded_reason: z.string().nullable().default(null),
  missing_sources: z.array(z.string()),
});
/** A recommendation. */
export type Recommendation = z.infer<typeof recommendationSchema>;
