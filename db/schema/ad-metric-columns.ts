import { doublePrecision, text, uuid } from 'drizzle-orm/pg-core';
import { wholeNumber } from './column-types.ts';
import { tenantId } from './tenant-table.ts';

/**
 * What the daily and the hourly table measure alike. `ad_id` is '' for a row about the whole campaign.
 * `impression_share` is a ratio 0–1; `reach` and `frequency` are null where the platform gives none.
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
  source: text().notNull(),
  import_id: uuid(),
});
