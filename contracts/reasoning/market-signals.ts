import { z } from 'zod';

const figure = z.number().nullish().default(null);
const text = z.string().nullish().default(null);
const ratio = z.number().min(0).max(1.001).nullish().default(null);

/** What competitors do, from the sources that answered. Percentages against the seven days before; null where nobody knew. */
export const competitorSignalsSchema = z.object({
  industry: text,
  keywords: z.array(z.string()).default([]),
  active_competitors_count: figure,
  new_competitors_count: figure,
  activity_change_pct: figure,
  avg_bid_increase_pct: figure,
  top_competitor_bids: z.array(z.record(z.string(), z.json())).default([]),
  new_ads_count: figure,
  creative_refreshes: figure,
  /** Competitors that run a promotion now, by the sources that see their ads. */
  promotions_count: figure,
  analysis_period_days: figure,
  /** The sources that contributed. */
  sources: z.array(z.string()).default([]),
  /** True when a stand-in answered instead of a source: it caps the confidence. */
  is_stub: z.boolean().default(false),
  last_updated: text,
});
/** What competitors do. */
export type CompetitorSignals = z.infer<typeof competitorSignalsSchema>;

/** A part of the audience with its share of spend and what it brings. Money in major units. */
export const audienceSegmentSchema = z.object({
  segment_id: z.string(),
  name: text,
  spend: figure,
  spend_share: ratio,
  conversions: figure,
  cpa: figure,
  ctr: ratio,
  conversion_share: ratio,
  /** True when its budget is used up every day. */
  budget_capped: z.boolean().nullish().default(null),
});

/** Who is reached and how often. Ratios 0–1, frequency in impressions per person, money in major units. */
export const audienceAnalyticsSchema = z.object({
  audience_size: figure,
  reach: figure,
  reach_change_pct: figure,
  impression_share: ratio,
  previous_impression_share: ratio,
  impression_share_change_pct: figure,
  /** Of the impressions that could have been had: those lost to the budget and to the rank. */
  impression_share_lost_budget: ratio,
  impression_share_lost_rank: ratio,
  frequency: figure,
  previous_frequency: figure,
  frequency_change_pct: figure,
  frequency_trend: z.enum(['increasing', 'stable', 'decreasing']).nullish().default(null),
  cpm: figure,
  cpm_change_pct: figure,
  saturation: ratio,
  saturation_signals: z.array(z.string()).default([]),
  segments: z.array(audienceSegmentSchema).default([]),
  /** The platform’s own rating of relevance, 0–1. */
  relevance_score: ratio,
  last_updated: text,
});
/** Who is reached. */
export type AudienceAnalytics = z.infer<typeof audienceAnalyticsSchema>;
