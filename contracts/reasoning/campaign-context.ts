import { z } from 'zod';
import { campaignMetricsSchema, creativeMetricsSchema } from './campaign-metrics.ts';
import { calendarEventSchema, experimentSchema, historicalPatternsSchema, siteHealthSchema } from './campaign-past.ts';
import { audienceAnalyticsSchema, competitorSignalsSchema } from './market-signals.ts';

const figure = z.number().nullish().default(null);

/** The sources that a context is collected from. */
export const contextSources = [
  'campaign_metrics',
  'creative_metrics',
  'competitor_signals',
  'audience_analytics',
  'historical_patterns',
  'calendar_events',
  'experiments',
  'site_health',
  'platform_state',
  'platform_changes',
] as const;
/** A source of the context. */
export const contextSourceSchema = z.enum(contextSources);
/** A source of the context. */
export type ContextSource = z.infer<typeof contextSourceSchema>;

/** How one source answered: when, from where, how fast, or why it did not. */
export const sourceReportSchema = z.object({
  source: contextSourceSchema,
  status: z.enum(['collected', 'empty', 'failed', 'timed_out', 'skipped']),
  fetched_at: z.string().nullable(),
  from_cache: z.boolean().default(false),
  is_stub: z.boolean().default(false),
  response_ms: z.int().nonnegative().nullish().default(null),
  period_start: z.string().nullish().default(null),
  period_end: z.string().nullish().default(null),
  /** An error code and words for a person, when it did not answer. */
  reason: z.string().nullish().default(null),
});
/** How one source answered. */
export type SourceReport = z.infer<typeof sourceReportSchema>;

/** What may be changed, and what must not be. Money in major units of the account currency. */
export const campaignConstraintsSchema = z.object({
  status: z.string().nullish().default(null),
  platform: z.string().nullish().default(null),
  objective: z.string().nullish().default(null),
  current_bid: figure,
  daily_budget: figure,
  target_cpa: figure,
  in_learning: z.boolean().nullish().default(null),
  protected: z.boolean().default(false),
  frozen_until: z.string().nullish().default(null),
  max_bid_change_pct: figure,
  max_budget_change_pct: figure,
  /** Changes of bid, budget, creative or status in the compared weeks. */
  recent_changes: z
    .array(z.object({ at: z.string(), entity_id: z.string().default(''), field: z.string(), ours: z.boolean() }))
    .default([]),
  running_creatives: z
    .array(z.object({ ad_id: z.string(), ad_name: z.string().default(''), creative_id: z.string() }))
    .default([]),
  spare_creatives: z.array(z.object({ creative_id: z.string(), name: z.string().default('') })).default([]),
  spare_audiences: z.array(z.object({ audience_id: z.string(), name: z.string().default('') })).default([]),
});
/** What may be changed. */
export type CampaignConstraints = z.infer<typeof campaignConstraintsSchema>;

/**
 * Everything the reasoning looks at, and nothing else: equal contexts give equal recommendations. The six first keys are
 * enough; the others sharpen the answer. A source that did not answer is null (or empty) and named in `missing_sources`.
 */
export const campaignContextSchema = z.object({
  campaign_id: z.string().min(1).max(255),
  campaign_metrics: campaignMetricsSchema.nullish().default(null),
  creative_metrics: z.array(creativeMetricsSchema).default([]),
  competitor_signals: competitorSignalsSchema.nullish().default(null),
  audience_analytics: audienceAnalyticsSchema.nullish().default(null),
  historical_patterns: historicalPatternsSchema.nullish().default(null),
  calendar_events: z.array(calendarEventSchema).default([]),
  experiments: z.array(experimentSchema).default([]),
  site_health: siteHealthSchema.nullish().default(null),
  constraints: campaignConstraintsSchema.nullish().default(null),
  industry: z.string().nullish().default(null),
  keywords: z.array(z.string()).default([]),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .default('USD'),
  /** The moment that is looked at; the newest moment that the context itself names, when left out. */
  at: z.string().nullish().default(null),
  sources: z.array(sourceReportSchema).default([]),
  missing_sources: z.array(z.string()).default([]),
});
/** Everything the reasoning looks at. */
export type CampaignContext = z.infer<typeof campaignContextSchema>;
