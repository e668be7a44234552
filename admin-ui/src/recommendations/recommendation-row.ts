import { z } from 'zod';
import { feedbackSchema } from '../../../contracts/feedback.ts';
import { recommendationViewSchema } from './recommendation-view.ts';

const text = z.string().nullish().default(null);
const number = z.number().nullish().default(null);

/** Where the figures of a recommendation come from, and how fresh each source was. */
const contextSchema = z.object({
  currency: z.string().default('USD'),
  sources: z
    .array(
      z.object({
        source: z.string(),
        status: z.string(),
        reason: text,
        fetched_at: text,
        from_cache: z.boolean().nullish().default(false),
        period_start: text,
        period_end: text,
      }),
    )
    .default([]),
});
/** One source of a recommendation. */
export type SourceView = z.output<typeof contextSchema>['sources'][number];

/** What was measured after a recommendation. */
const outcomeMetricsSchema = z.looseObject({
  cpa_before: number,
  cpa_after: number,
  cpa_change_pct: number,
  success: z.boolean().nullish().default(null),
  improvement_pct: number,
  effect_pct: number,
  low_pct: number,
  high_pct: number,
});

/** A recommendation as list and detail show it: how it stands, what people said of it, and the whole of it when it is sent. */
export const recommendationRowSchema = z
  .object({
    recommendation_id: z.string().nullish(),
    id: z.string().nullish(),
    execution_id: text,
    execution_status: text,
    playbook_id: text,
    playbook_version: number,
    approval_id: text,
    campaign_id: text,
    campaign_name: text,
    recommended_workflow: z.string().default(''),
    specific_action: z.string().default(''),
    root_cause: z.string().default(''),
    risk_level: text,
    confidence: number,
    status: text,
    superseded_by: text,
    superseded_reason: text,
    conflicts_with: z.array(z.string()).nullish().default([]),
    priority: number,
    expires_at: text,
    mode: text,
    human_decision: text,
    decided_by: text,
    decided_at: text,
    decision_feedback: text,
    feedback_category: text,
    human_workflow: text,
    human_reasoning: text,
    edit_distance_pct: number,
    auto_approved: z.boolean().default(false),
    flagged_for_review: z.boolean().default(false),
    degraded: z.boolean().default(false),
    outcome_metrics: outcomeMetricsSchema.nullish().catch(null),
    outcome_recorded_at: text,
    generated_at: text,
    created_at: text,
    recommendation: recommendationViewSchema.nullish().catch(null),
    context: contextSchema.nullish().catch(null),
    feedback: z.array(feedbackSchema).nullish().catch([]),
  })
  .transform((row) => ({
    ...row,
    id: row.recommendation_id ?? row.id ?? '',
    at: row.generated_at ?? row.created_at,
    conflicts_with: row.conflicts_with ?? [],
    feedback: row.feedback ?? [],
  }));
/** A recommendation as list and detail show it. */
export type RecommendationRow = z.output<typeof recommendationRowSchema>;
