import { z } from 'zod';
import { feedbackSchema } from '../../../contracts/feedback.ts';
import { recommendationSchema, typedActionSchema } from '../../../contracts/recommendation.ts';
import type { RecommendationRow } from '../../../db/queries/recommendations-list.ts';
import { anyJson, moment } from '../../operation/paging.ts';

const text = z.string().nullable();

/** A recommendation as stored: the columns that people filter and sort by, and the whole of it. */
export const storedRecommendationSchema = z.object({
  recommendation_id: z.uuid(),
  id: z.uuid(),
  execution_id: z.uuid(),
  execution_status: z.string(),
  playbook_id: z.string().describe('the playbook that made it'),
  playbook_version: z.int().nullable().describe('the version of the playbook that made it'),
  approval_id: z.uuid().nullable(),
  campaign_id: z.string(),
  campaign_name: z.string(),
  status: z.string(),
  superseded_by: z.uuid().nullable(),
  superseded_reason: text,
  conflicts_with: z.array(z.uuid()).describe('open recommendations that pull the same lever'),
  priority: z.number().nullable().describe('daily cost of waiting in minor units times confidence'),
  expires_at: moment.nullable(),
  recommended_workflow: z.string(),
  specific_action: z.string(),
  reasoning: z.string(),
  signal_analysis: z.string(),
  root_cause: z.string(),
  expected_impact: text,
  risk_level: text,
  risk_factors: anyJson,
  alternative_actions: anyJson,
  success_metrics: anyJson,
  confidence: z.number(),
  confidence_reasoning: text,
  raw_confidence: z.number().nullable(),
  iteration_count: z.int(),
  missing_sources: z.array(z.string()),
  human_decision: text,
  decided_by: text,
  decided_at: moment.nullable(),
  decision_feedback: text,
  human_workflow: text,
  human_reasoning: text,
  feedback_category: text,
  flagged_for_review: z.boolean(),
  edit_distance_pct: z.number().nullable(),
  auto_approved: z.boolean().describe('approved by the rule of autonomy, which is nobody’s decision'),
  golden_example_id: text,
  outcome_metrics: anyJson,
  outcome_recorded_at: moment.nullable(),
  mode: z.string(),
  action: typedActionSchema,
  recommendation: recommendationSchema,
  validation_passed: z.boolean().nullable(),
  degraded: z.boolean(),
  model_version: text,
  prompt_version: text,
  generated_at: moment,
  created_at: moment,
});

/** A row as the API shows it. */
export function toRecommendation<Row extends RecommendationRow>(row: Row) {
  // How often the measurement was tried is the worker's own business.
  const { tenant_id, context, outcome_tries, outcome_next_try_at, outcome_given_up_at, ...recommendation } = row;
  return { ...recommendation, recommendation_id: row.id };
}

/** A recommendation in full: besides the rest what it rests on and what people said of it. */
export const fullRecommendationSchema = storedRecommendationSchema.extend({
  context: anyJson,
  feedback: z.array(feedbackSchema),
});

/** The id in the path. */
export const recommendationPath = z.strictObject({ id: z.uuid().describe('recommendation_id') });

/** Paging by offset, as the first version of the API does it. */
export const offsetFields = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
};
