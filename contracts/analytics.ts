import { z } from 'zod';
import { recommendationStatusSchema } from './recommendation-state.ts';

const rate = z.number().min(0).max(1).nullable();
const count = z.int().nonnegative();

/** What is wanted of the reasoning agent. Rates 0–1; `above` and `below` are strict. */
export const analyticsTargets = [
  { measure: 'acceptance_rate', comparator: 'above', target: 0.7 },
  { measure: 'positive_impact_rate', comparator: 'above', target: 0.8 },
  { measure: 'false_positive_rate', comparator: 'below', target: 0.2 },
  { measure: 'agreement_rate', comparator: 'above', target: 0.75 },
  { measure: 'latency_p95_seconds', comparator: 'below', target: 30 },
  { measure: 'uptime', comparator: 'at_least', target: 0.995 },
  { measure: 'evaluation_coverage', comparator: 'at_least', target: 1 },
  { measure: 'feedback_closure_days', comparator: 'below', target: 7 },
] as const;

/** The figures of a period. Rates are null where nothing was counted; automatic approvals are in none of them. */
export const analyticsFiguresSchema = z.object({
  recommendations: count,
  campaigns: count.describe('campaigns that the agent recommended something for'),
  decided: count,
  approved: count.describe('by people, edited ones too'),
  edited: count,
  rejected: count,
  auto_approved: count.describe('by the rule of autonomy; never part of acceptance'),
  expired: count,
  pending: count,
  measured: count.describe('followed, with a measured outcome'),
  improved: count,
  acceptance_rate: rate,
  positive_impact_rate: rate,
  false_positive_rate: rate.describe('actions where looking on was right, or that made it worse'),
  agreement_rate: rate.describe('decisions in which the person would have chosen the same workflow'),
  mean_improvement_pct: z.number().nullable(),
  mean_effect_pct: z.number().nullable().describe('signed and against a counterfactual, where measured so'),
  mean_confidence: z.number().nullable(),
  mean_edit_distance_pct: z.number().nullable(),
  median_review_minutes: z.number().nullable().describe('between decisions of one person in one sitting'),
  hours_saved: z.number().nullable().describe('(manual − review time) × decisions'),
  latency_p50_seconds: z.number().nullable(),
  latency_p95_seconds: z.number().nullable(),
  llm_cost_usd: z.number(),
  cost_per_recommendation_usd: z.number().nullable(),
  evaluation_coverage: rate.describe('recommendations that were validated'),
  uptime: rate.describe('analyses that ended without a fault of ours'),
  measured_value_usd: z.number().nullable().describe('what followed recommendations saved, as measured'),
  roi: z.number().nullable().describe('(measured value − cost of models) ÷ cost of models'),
  ad_return_change_pct: z
    .number()
    .nullable()
    .describe(
      'of revenue ÷ spend where recommendations were followed, against what was to be expected; null: not measured',
    ),
  ad_return_low_pct: z.number().nullable().describe('lower end of its interval of 90 %'),
  ad_return_high_pct: z.number().nullable().describe('upper end of its interval of 90 %'),
  ad_return_before: z.number().nonnegative().nullable().describe('revenue ÷ spend as counted before these changes'),
  ad_return_after: z.number().nonnegative().nullable().describe('revenue ÷ spend as counted after them'),
  ad_return_measured: count.describe('followed recommendations that the change is known of'),
  ad_return_unmeasured: count.describe('followed ones whose outcome cannot tell it'),
  deployments_per_30_days: z.number().nonnegative().describe('versions of playbooks and prompts; weekly is wanted'),
  feedback: count,
  feedback_closed: count,
  feedback_closure_days: z.number().nullable().describe('median from feedback to the first version that lists it'),
});
/** The figures of a period. */
export type AnalyticsFigures = z.infer<typeof analyticsFiguresSchema>;

/** A target beside what was reached; `met` is null where nothing is known yet. */
export const targetStandingSchema = z.object({
  measure: z.string(),
  comparator: z.enum(['above', 'below', 'at_least']),
  target: z.number(),
  value: z.number().nullable(),
  met: z.boolean().nullable(),
});

/** How the figures stand to the targets. */
export function judgeTargets(figures: AnalyticsFigures): z.infer<typeof targetStandingSchema>[] {
  return analyticsTargets.map(({ measure, comparator, target }) => {
    const value = figures[measure];
    return { measure, comparator, target, value, met: value === null ? null : reaches(value, comparator, target) };
  });
}

function reaches(value: number, comparator: 'above' | 'below' | 'at_least', target: number): boolean {
  if (comparator === 'above') return value > target;
  return comparator === 'below' ? value < target : value >= target;
}

/** Counts of one day, or of one workflow. */
export const analyticsCountsSchema = z.object({
  recommendations: count,
  decided: count,
  approved: count,
  measured: count,
  improved: count,
});

/** A recommendation on a list of a pack. */
export const packItemSchema = z.object({
  recommendation_id: z.uuid(),
  campaign_id: z.string(),
  campaign_name: z.string(),
  recommended_workflow: z.string(),
  specific_action: z.string(),
  root_cause: z.string(),
  status: recommendationStatusSchema,
  confidence: z.number(),
  priority: z.number().nullable(),
  decided_by: z.string().nullable(),
  human_workflow: z.string().nullable(),
  feedback_category: z.string().nullable(),
  decision_feedback: z.string().nullable(),
  improvement_pct: z.number().nullable(),
  generated_at: z.iso.datetime(),
});

/** What a team looks at together: on Monday what the weekend brought and what is to be done, on Friday what went wrong. */
export const packSchema = z.object({
  kind: z.enum(['monday', 'friday']),
  since: z.iso.datetime(),
  until: z.iso.datetime(),
  figures: analyticsFiguresSchema,
  /** Monday: what waits, most urgent first. Friday: what people flagged for the session. */
  agenda: z.array(packItemSchema),
  /** What was rejected as wrong, or was followed and did not help. */
  failures: z.array(packItemSchema),
  /** Failures by cause and workflow, most frequent first. */
  patterns: z.array(z.object({ root_cause: z.string(), recommended_workflow: z.string(), failures: count })),
  feedback_by_category: z.record(z.string(), count),
});
