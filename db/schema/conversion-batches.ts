import { foreignKey, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { adAccounts } from './ad-accounts.ts';
import { createdAt, instant } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** A batch of conversions on its way: its events are sealed, and the seal is thrown away when the platform has answered. */
export const conversionBatches = pgTable(
  'conversion_batches',
  {
    tenant_id: tenantId(),
    batch_id: uuid().notNull(),
    ad_account_id: uuid().notNull(),
    destination: text().notNull(),
    event_count: integer().notNull(),
    sealed: text(),
    execution_id: uuid(),
    received_by_email: text().notNull(),
    received_at: createdAt(),
    opened_at: instant(),
    emptied_at: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.batch_id] }),
    index('conversion_batches_newest').on(table.tenant_id, table.received_at, table.batch_id),
    foreignKey({
      name: 'conversion_batches_of_ad_accounts',
      columns: [table.tenant_id, table.ad_account_id],
      foreignColumns: [adAccounts.tenant_id, adAccounts.ad_account_id],
    }),
    tenantPolicy(),
  ],
);
