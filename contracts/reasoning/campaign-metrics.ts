import { z } from 'zod';

const figure = z.number().nullish().default(null);
const text = z.string().nullish().default(null);
/** A share; a hair above 1 is rounding. */
const ratio = z.number().min(0).max(1.001).nullish().default(null);

/** One full day as it was reported. Spend in major units of the account currency. */
export const contextDaySchema = z.object({
  dt: z.iso.date(),
  spend: z.number().nonnegative(),
  impressions: z.number().nonnegative(),
  clicks: z.number().nonnegative(),
  conversions: z.number().nonnegative(),
  revenue: figure,
  reach: figure,
  impression_share: ratio,
});
/** One full day. */
export type ContextDay = z.infer<typeof contextDaySchema>;

/**
 * What a campaign did in its current period against the period before. Money in major units of the account currency;
 * `ctr`, `conversion_rate`, `impression_share` and `budget_utilization` are ratios 0–1; `…_change_pct` is in percent.
 * Null means not known, never zero.
 */
export const campaignMetricsSchema = z.object({
  campaign_id: z.string().min(1),
  campaign_name: text,
  spend: figure,
  impressions: figure,
  clicks: figure,
  conversions: figure,
  cpa: figure,
  ctr: ratio,
  cpc: figure,
  cpm: figure,
  conversion_rate: ratio,
  previous_cpa: figure,
  previous_conversions: figure,
  previous_ctr: ratio,
  cpa_change_pct: figure,
  ctr_change_pct: figure,
  cpc_change_pct: figure,
  cpm_change_pct: figure,
  conversion_rate_change_pct: figure,
  clicks_change_pct: figure,
  conversions_change_pct: figure,
  impressions_change_pct: figure,
  spend_change_pct: figure,
  /** Days in a row, newest first, on which the CPA was above the day before. */
  cpa_trend_days: z.int().nonnegative().nullish().default(null),
  /** The same the other way: days in a row, newest first, on which it was below the day before. */
  cpa_falling_days: z.int().nonnegative().nullish().default(null),
  /** Of the last seven full days, those on which a cost lay more than 10 % above the period before. */
  cpa_raised_days: z.int().nonnegative().nullish().default(null),
  daily_budget: figure,
  budget_utilization: z.number().nonnegative().nullish().default(null),
  impression_share: ratio,
  previous_impression_share: ratio,
  /** What a predictive model foresees for the CPA, percent. */
  predicted_cpa_trend_pct: figure,
  period_start: text,
  period_end: text,
  comparison_period_start: text,
  comparison_period_end: text,
  /** The newest full days, oldest first; empty when only totals are known. */
  days: z.array(contextDaySchema).default([]),
  /** `no_conversions`, `no_baseline` and other marks that keep a null or a zero from being read as calm. */
  signals: z.array(z.string()).default([]),
});
/** What a campaign did. */
export type CampaignMetrics = z.infer<typeof campaignMetricsSchema>;

/** How one creative does, and whether it has worn out. Ratios 0–1; frequency in impressions per person. */
export const creativeMetricsSchema = z.object({
  campaign_id: text,
  creative_id: z.string().min(1),
  creative_name: text,
  ad_id: text,
  /** False for a creative that is ready but not shown. */
  running: z.boolean().default(true),
  ctr: ratio,
  engagement_rate: ratio,
  video_completion_rate: ratio,
  ctr_trend: z.enum(['improving', 'stable', 'declining']).nullish().default(null),
  ctr_change_pct: figure,
  creative_age_days: figure,
  average_frequency: figure,
  frequency_trend: z.enum(['increasing', 'stable', 'decreasing']).nullish().default(null),
  total_impressions: figure,
  unique_reach: figure,
  disapproved: z.boolean().nullish().default(null),
  /** Filled by the fatigue test: two of its three conditions hold. */
  is_fatigued: z.boolean().nullish().default(null),
  fatigue_score: ratio,
  last_updated: text,
});
/** How one creative does. */
export type CreativeMetrics = z.infer<typeof creativeMetricsSchema>;
