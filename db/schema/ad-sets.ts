import { foreignKey, index, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { campaigns } from './campaigns.ts';
import { wholeNumber } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** Ad sets of campaigns. A bid, and on some campaigns the budget, is held here. */
export const adSets = pgTable(
  'ad_sets',
  {
    tenant_id: tenantId(),
    id: uuid().notNull().defaultRandom(),
    ad_set_id: text().notNull(),
    campaign_id: text().notNull(),
    name: text().notNull(),
    status: text().notNull(),
    daily_budget_minor: wholeNumber(),
    bid_amount_minor: wholeNumber(),
    bid_strategy: text(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.id] }),
    unique('ad_sets_ad_set_id').on(table.tenant_id, table.ad_set_id),
    index('ad_sets_campaign').on(table.tenant_id, table.campaign_id),
    foreignKey({
      name: 'ad_sets_of_campaigns',
      columns: [table.tenant_id, table.campaign_id],
      foreignColumns: [campaigns.tenant_id, campaigns.campaign_id],
    }),
    tenantPolicy(),
  ],
);
