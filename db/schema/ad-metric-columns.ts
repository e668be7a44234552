import { doublePrecision, text, uuid } from 'drizzle-orm/pg-core';
import { wholeNumber } from './column-types.ts';
import { tenantId } from './tenant-table.ts';

/**
 * What the daily and the hourly table measure alike. `ad_id` is '' for a row about the whole campaign.
 * `impression_share` and the two shares lost (to the budget, to the rank) are ratios 0–1; `reach` and `frequency` are null
 * where the platform gives none; `engagements`, `video_views` (plays begun) and `video_completions` where it counts none.
 */
export const adMetricColumns = () => ({
  tenant_id: tenantId(),
  campaign_id: text().notNull(),
  ad_id: text().notNull().default(''),
  channel: text().notNull(),
  impressions: wholeNumber().notNull(),
  clicks: wholeNumber().notNull(),
  spend_minor: wholeNumber().notNull(),
  currency: text().notNull(),
  conversions: doublePrecision().notNull(),
  revenue_minor: wholeNumber().notNull(),
  reach: wholeNumber(),
  frequency: doublePrecision(),
  impression_share: doublePrecision(),
  impression_share_lost_budget: doublePrecision(),
  impression_share_lost_rank: doublePrecision(),
  engagements: wholeNumber(),
  video_views: wholeNumber(),
  video_completions: wholeNumber(),
  source: text().notNull(),
  import_id: uuid(),
});
