import { z } from 'zod';

const count = z.number().int().nonnegative().max(1e6).nullish();
const pct = z.number().min(-100).max(10_000).nullish();

/** What a person or a script knows of competitors on a day; every figure may be left out. Percentages: 25 means 25 %. */
export const observedSignalsSchema = z.strictObject({
  competitors: z.array(z.string().min(1).max(300)).max(500).default([]).describe('domains, in any spelling'),
  active_competitors_count: count,
  new_competitors_count: count,
  promotions_count: count,
  activity_change_pct: pct,
  avg_bid_increase_pct: pct,
  new_ads_count: count,
  creative_refreshes: count,
  analysis_period_days: z.number().int().min(1).max(365).nullish(),
  /** How the whole industry's CPA moved in the same time. */
  industry_cpa_change_pct: pct,
  /** True for made-up figures: they are named as such and cap the confidence. */
  is_stub: z.boolean().default(false),
});
/** What is known of competitors on a day. */
export type ObservedSignals = z.infer<typeof observedSignalsSchema>;

/** One observation: of an industry, of keywords, of one campaign, or of several of these. */
export const competitorObservationSchema = z.strictObject({
  source: z.string().min(1).max(100).describe('where it comes from, such as a report or a tool'),
  industry: z.string().min(1).max(100).nullish(),
  keywords: z.array(z.string().min(1).max(200)).max(50).default([]),
  campaign_id: z.string().min(1).max(255).nullish(),
  observed_on: z.iso.date(),
  signals: observedSignalsSchema,
});
/** One observation. */
export type CompetitorObservation = z.infer<typeof competitorObservationSchema>;
