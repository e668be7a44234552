import { z } from 'zod';

/** The causes that diagnosis chooses from. */
export const rootCauseSchema = z.enum([
  'auction_pressure',
  'creative_fatigue',
  'audience_saturation',
  'budget_limited',
  'tracking_break',
  'seasonality',
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

/** What the playbook recommends: one action, why, what it should bring and how sure it is. Confidence 0–1. */
export const recommendationSchema = z.object({
  recommended_workflow: workflowTypeSchema,
  action: typedActionSchema,
  specific_action: z.string(),
  reasoning: z.string(),
  signal_analysis: z.string(),
  root_cause: rootCauseSchema,
  evidence: z.array(evidenceSchema),
  series: z.array(evidenceSeriesSchema),
  expected_impact: z.string(),
  expected_effect: z
    .object({ metric: z.string(), low_pct: z.number(), high_pct: z.number(), within_days: z.int(), basis: z.string() })
    .nullable(),
  cost_of_doing_nothing: z.string(),
  risk_level: riskLevelSchema,
  risk_factors: z.array(z.string()),
  alternative_actions: z.array(alternativeSchema),
  success_metrics: z.array(z.string()),
  confidence: z.number().min(0).max(1),
  confidence_reasoning: z.string(),
  model_version: z.string(),
  prompt_version: z.string().nullable(),
  degraded: z.boolean(),
  missing_sources: z.array(z.string()),
});
/** A recommendation. */
export type Recommendation = z.infer<typeof recommendationSchema>;
