import { foreignKey, index, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { adSets } from './ad-sets.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** Ads of ad sets, with the creative that each shows. */
export const ads = pgTable(
  'ads',
  {
    tenant_id: tenantId(),
    id: uuid().notNull().defaultRandom(),
    ad_id: text().notNull(),
    ad_set_id: text().notNull(),
    campaign_id: text().notNull(),
    name: text().notNull(),
    status: text().notNull(),
    creative_id: text(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.id] }),
    unique('ads_ad_id').on(table.tenant_id, table.ad_id),
    index('ads_campaign').on(table.tenant_id, table.campaign_id),
    foreignKey({
      name: 'ads_of_ad_sets',
      columns: [table.tenant_id, table.ad_set_id],
      foreignColumns: [adSets.tenant_id, adSets.ad_set_id],
    }),
    tenantPolicy(),
  ],
);
