import { date, index, pgTable, primaryKey, text, uuid, varchar } from 'drizzle-orm/pg-core';
import { createdAt } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** Experiments that run on a campaign: other changes during one would spoil it. */
export const experiments = pgTable(
  'experiments',
  {
    tenant_id: tenantId(),
    experiment_id: uuid().notNull().defaultRandom(),
    campaign_id: varchar({ length: 255 }).notNull(),
    name: text().notNull(),
    metric: text(),
    starts_on: date({ mode: 'string' }).notNull(),
    ends_on: date({ mode: 'string' }),
    created_by_email: text(),
    created_at: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.experiment_id] }),
    index('experiments_campaign').on(table.tenant_id, table.campaign_id, table.starts_on),
    tenantPolicy(),
  ],
);
