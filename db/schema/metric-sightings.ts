import { date, doublePrecision, foreignKey, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { campaigns } from './campaigns.ts';
import { instant, wholeNumber } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** What a platform said of a day, each time that it said something else. */
export const metricSightings = pgTable(
  'metric_sightings',
  {
    tenant_id: tenantId(),
    campaign_id: text().notNull(),
    dt: date({ mode: 'string' }).notNull(),
    seen_at: instant().notNull(),
    impressions: wholeNumber().notNull(),
    clicks: wholeNumber().notNull(),
    spend_minor: wholeNumber().notNull(),
    revenue_minor: wholeNumber().notNull(),
    conversions: doublePrecision().notNull(),
    currency: text().notNull(),
    execution_id: uuid(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.campaign_id, table.dt, table.seen_at] }),
    foreignKey({
      name: 'metric_sightings_of_campaigns',
      columns: [table.tenant_id, table.campaign_id],
      foreignColumns: [campaigns.tenant_id, campaigns.campaign_id],
    }),
    tenantPolicy(),
  ],
);
