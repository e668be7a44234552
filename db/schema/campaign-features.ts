import { doublePrecision, integer, pgView, text, uuid } from 'drizzle-orm/pg-core';
import { wholeNumber } from './column-types.ts';

/**
 * The feature view of a campaign; what each column means stands in contracts/campaign-features.ts.
 * It is written in SQL (see the migrations) and runs with the reader's rights, so row-level security holds through it.
 */
export const campaignFeaturesView = pgView('campaign_features', {
  tenant_id: uuid().notNull(),
  campaign_id: text().notNull(),
  cpa: doublePrecision(),
  cpa_change_pct: doublePrecision(),
  ctr: doublePrecision(),
  ctr_change_pct: doublePrecision(),
  cpc: doublePrecision(),
  cpc_change_pct: doublePrecision(),
  cpm: doublePrecision(),
  cpm_change_pct: doublePrecision(),
  conversion_rate: doublePrecision(),
  conversion_rate_change_pct: doublePrecision(),
  spend: doublePrecision(),
  spend_change_pct: doublePrecision(),
  impressions: wholeNumber(),
  clicks: wholeNumber(),
  conversions: doublePrecision(),
  revenue: doublePrecision(),
  roas: doublePrecision(),
  roas_change_pct: doublePrecision(),
  frequency: doublePrecision(),
  frequency_change_pct: doublePrecision(),
  impression_share: doublePrecision(),
  audience_saturation_pct: doublePrecision(),
  budget_utilization: doublePrecision(),
  daily_budget: doublePrecision(),
  days_with_data: integer(),
  status: text(),
  platform: text(),
  currency: text(),
}).existing();
