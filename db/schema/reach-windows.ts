import { date, doublePrecision, foreignKey, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { campaigns } from './campaigns.ts';
import { instant, wholeNumber } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** How many people a platform says it reached in a window of days; days cannot be added up to it. `ad_id` is '' for a whole campaign. */
export const reachWindows = pgTable(
  'reach_windows',
  {
    tenant_id: tenantId(),
    campaign_id: text().notNull(),
    ad_id: text().notNull().default(''),
    since: date({ mode: 'string' }).notNull(),
    until: date({ mode: 'string' }).notNull(),
    impressions: wholeNumber(),
    reach: wholeNumber(),
    frequency: doublePrecision(),
    source: text().notNull(),
    read_at: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.campaign_id, table.ad_id, table.since, table.until] }),
    foreignKey({
      name: 'reach_windows_of_campaigns',
      columns: [table.tenant_id, table.campaign_id],
      foreignColumns: [campaigns.tenant_id, campaigns.campaign_id],
    }),
    tenantPolicy(),
  ],
);
