import { date, foreignKey, index, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { CreativeContent } from '../../contracts/change-set.ts';
import { campaigns } from './campaigns.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** Creatives of a campaign: `active` ones run, `spare` ones are what a rotation can bring in. */
export const creatives = pgTable(
  'creatives',
  {
    tenant_id: tenantId(),
    id: uuid().notNull().defaultRandom(),
    creative_id: text().notNull(),
    campaign_id: text().notNull(),
    name: text().notNull(),
    state: text().$type<'active' | 'spare'>().notNull(),
    started_on: date({ mode: 'string' }),
    /** Only of creatives that this product made: what from. */
    content: jsonb().$type<CreativeContent>(),
    content_digest: text(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.id] }),
    unique('creatives_creative_id').on(table.tenant_id, table.creative_id),
    index('creatives_campaign').on(table.tenant_id, table.campaign_id),
    foreignKey({
      name: 'creatives_of_campaigns',
      columns: [table.tenant_id, table.campaign_id],
      foreignColumns: [campaigns.tenant_id, campaigns.campaign_id],
    }),
    tenantPolicy(),
  ],
);
