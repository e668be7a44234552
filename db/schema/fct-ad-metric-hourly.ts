import { foreignKey, pgTable, primaryKey } from 'drizzle-orm/pg-core';
import { adMetricColumns } from './ad-metric-columns.ts';
import { campaigns } from './campaigns.ts';
import { instant } from './column-types.ts';
import { tenantPolicy } from './tenant-table.ts';

/** One row for each campaign (or ad) and hour; `hour` is the moment at which the hour begins. */
export const fctAdMetricHourly = pgTable(
  'fct_ad_metric_hourly',
  { ...adMetricColumns(), hour: instant().notNull() },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.campaign_id, table.ad_id, table.hour] }),
    foreignKey({
      name: 'fct_ad_metric_hourly_of_campaigns',
      columns: [table.tenant_id, table.campaign_id],
      foreignColumns: [campaigns.tenant_id, campaigns.campaign_id],
    }),
    tenantPolicy(),
  ],
);
