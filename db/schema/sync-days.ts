import { boolean, date, foreignKey, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { campaigns } from './campaigns.ts';
import { instant } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/**
 * One day of one campaign that was read from its platform, whether it had figures or not: what tells a day without delivery
 * from one that is missing.
 */
export const syncDays = pgTable(
  'sync_days',
  {
    tenant_id: tenantId(),
    ad_account_id: uuid().notNull(),
    campaign_id: text().notNull(),
    dt: date({ mode: 'string' }).notNull(),
    delivered: boolean().notNull(),
    partial: boolean().notNull(),
    read_at: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.campaign_id, table.dt] }),
    index('sync_days_account').on(table.tenant_id, table.ad_account_id, table.dt),
    foreignKey({
      name: 'sync_days_of_campaigns',
      columns: [table.tenant_id, table.campaign_id],
      foreignColumns: [campaigns.tenant_id, campaigns.campaign_id],
    }),
    tenantPolicy(),
  ],
);
