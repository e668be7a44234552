import { type CampaignContext, campaignContextSchema } from '../../contracts/reasoning/campaign-context.ts';

/**
 * The worked case of the requirements: pressure in the auction. CPA 45 → 58.50 USD over three days, creatives steady,
 * competitors more active by 40 % and their bids higher by 25 %, the impression share at 95 %; nothing recurs in its past.
 */
export function springSale(more: Partial<CampaignContext> = {}): CampaignContext {
  return campaignContextSchema.parse({
    campaign_id: 'spring-sale',
    at: '2026-03-01T09:00:00.000Z',
    campaign_metrics: {
      ...{ campaign_id: 'spring-sale', campaign_name: 'Spring Sale 2026', cpa: 58.5, previous_cpa: 45 },
      ...{ cpa_change_pct: 30, cpa_trend_days: 3, ctr: 0.028, previous_ctr: 0.028, ctr_change_pct: 0 },
      ...{ conversions: 100, previous_conversions: 130, clicks: 4000, spend: 5850, impression_share: 0.95 },
    },
    creative_metrics: [
      {
        ...{ creative_id: 'c1', creative_name: 'Blossom', ctr: 0.028, ctr_trend: 'stable', ctr_change_pct: 0 },
        ...{ creative_age_days: 12, average_frequency: 4.2 },
      },
    ],
    competitor_signals: { activity_change_pct: 40, new_competitors_count: 3, avg_bid_increase_pct: 25 },
    audience_analytics: { impression_share: 0.95, frequency: 4.2 },
    historical_patterns: { patterns: [] },
    constraints: { current_bid: 2.5, daily_budget: 900, status: 'active' },
    ...more,
  });
}
