import { z } from 'zod';
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
  approval_id: z.uuid().nullable(),
  campaign_id: z.string(),
  campaign_name: z.string(),
  status: z.string(),
  superseded_by: z.uuid().nullable(),
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
  human_decision: text,
  decided_by: text,
  decided_at: moment.nullable(),
  decision_feedback: text,
  human_workflow: text,
  human_reasoning: text,
  feedback_category: text,
  flagged_for_review: z.boolean(),
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
export function toRecommendation(row: RecommendationRow) {
  const { tenant_id, context, ...recommendation } = row;
  return { ...recommendation, recommendation_id: row.id };
}

/** The id in the path. */
export const recommendationPath = z.strictObject({ id: z.uuid().describe('recommendation_id') });

/** Paging by offset, as the first version of the API does it. */
export const offsetFields = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
};
