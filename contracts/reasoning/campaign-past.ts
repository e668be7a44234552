import { z } from 'zod';
import { rootCauseSchema, workflowTypeSchema } from '../recommendation.ts';

const figure = z.number().nullish().default(null);
const text = z.string().nullish().default(null);

/** The usual value of a metric and how much it usually varies. */
export const baselineSchema = z.object({ metric: z.string(), mean: z.number(), deviation: z.number(), days: z.int() });

/** A pattern that came back: every `period_days`, seen in `seen` of `of` rounds. */
export const recurringPatternSchema = z.object({
  metric: z.string().default('cpa'),
  kind: z.string().default('recurrence'),
  period_days: figure,
  seen: figure,
  of: figure,
  typical_change_pct: figure,
  /** True when the present change is such a round. */
  applies_now: z.boolean().nullish().default(null),
  description: text,
});

/** What an action did to campaigns before: measured effects of one workflow against one cause. */
export const pastEffectSchema = z.object({
  workflow: workflowTypeSchema,
  cause: rootCauseSchema.nullish().default(null),
  lever: text,
  /** The size of the change that was made, percent, for levers that have one. */
  change_pct: figure,
  metric: z.string().default('cpa'),
  effect_pct: z.number(),
  low_pct: figure,
  high_pct: figure,
  /** True when it was measured on this campaign, false for a similar one of the account. */
  same_campaign: z.boolean().default(true),
  measured_at: text,
});
/** What an action did before. */
export type PastEffect = z.infer<typeof pastEffectSchema>;

/** One earlier recommendation with what became of it. */
export const pastRecommendationSchema = z.object({
  recommendation_id: z.string(),
  workflow: workflowTypeSchema,
  cause: rootCauseSchema.nullish().default(null),
  decision: text,
  improvement_pct: figure,
  decided_at: text,
});

/** What is known from before: the campaign's usual values, what came back, what was tried and what it brought. */
export const historicalPatternsSchema = z.object({
  baselines: z.array(baselineSchema).default([]),
  patterns: z.array(recurringPatternSchema).default([]),
  past_recommendations: z.array(pastRecommendationSchema).default([]),
  past_effects: z.array(pastEffectSchema).default([]),
  /** Distance to the nearest earlier case on normalised signals; null when there is none. */
  nearest_case_distance: figure,
  /** How the whole industry moved in the same time, percent of CPA. */
  industry_cpa_change_pct: figure,
  last_updated: text,
});
/** What is known from before. */
export type HistoricalPatterns = z.infer<typeof historicalPatternsSchema>;

/** Something outside the account that may explain a change: a holiday, a sale, an outage. */
export const calendarEventSchema = z.object({
  name: z.string(),
  kind: z.enum(['holiday', 'sale', 'event', 'outage', 'market']),
  starts_on: z.iso.date(),
  ends_on: z.iso.date(),
  /** Which way it usually moves the CPA, when that is known. */
  expected_cpa_change_pct: figure,
  source: z.string().default('calendar'),
});
/** Something outside the account. */
export type CalendarEvent = z.infer<typeof calendarEventSchema>;

/** An experiment that runs on the campaign: changes during it would spoil it. */
export const experimentSchema = z.object({
  experiment_id: z.string(),
  name: z.string(),
  metric: text,
  starts_on: z.iso.date(),
  ends_on: z.iso.date().nullish().default(null),
});

/** Whether the landing page answers and conversions are still counted. */
export const siteHealthSchema = z.object({
  landing_page_ok: z.boolean().nullish().default(null),
  response_ms: figure,
  tag_found: z.boolean().nullish().default(null),
  /** When the platform last heard of a conversion. */
  last_conversion_at: text,
  error_rate: z.number().min(0).max(1).nullish().default(null),
  checked_at: text,
  /** Conversions of the campaign in the compared periods as a web analytics product counted them, apart from the platform. */
  analytics_source: text,
  analytics_conversions: figure,
  previous_analytics_conversions: figure,
});
