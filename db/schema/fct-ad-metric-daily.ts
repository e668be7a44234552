import { date, foreignKey, index, pgTable, primaryKey } from 'drizzle-orm/pg-core';
import { adMetricColumns } from './ad-metric-columns.ts';
import { campaigns } from './campaigns.ts';
import { tenantPolicy } from './tenant-table.ts';

/** One row for each campaign (or ad) and day; `dt` is a date in the account's time zone. */
export const fctAdMetricDaily = pgTable(
  'fct_ad_metric_daily',
  { ...adMetricColumns(), dt: date({ mode: 'string' }).notNull() },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.campaign_id, table.ad_id, table.dt] }),
    index('fct_ad_metric_daily_day').on(table.tenant_id, table.campaign_id, table.dt),
    foreignKey({
      name: 'fct_ad_metric_daily_of_campaigns',
      columns: [table.tenant_id, table.campaign_id],
      foreignColumns: [campaigns.tenant_id, campaigns.campaign_id],
    }),
    tenantPolicy(),
  ],
);
