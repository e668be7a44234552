import { foreignKey, index, integer, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { adAccounts } from './ad-accounts.ts';
import { instant, wholeNumber } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** What was told to a platform about one conversion. No identifier of a person is kept here, hashed or not. */
export const conversionUploads = pgTable(
  'conversion_uploads',
  {
    tenant_id: tenantId(),
    upload_id: uuid().notNull().defaultRandom(),
    ad_account_id: uuid().notNull(),
    destination: text().notNull(),
    event_id: text().notNull(),
    event_name: text().notNull(),
    happened_at: instant().notNull(),
    value_minor: wholeNumber(),
    currency: text(),
    execution_id: uuid(),
    state: text().$type<'accepted' | 'refused' | 'later'>().notNull(),
    code: text(),
    reason: text(),
    attempts: integer().notNull().default(1),
    platform_request_id: text(),
    updated_at: instant().notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.upload_id] }),
    unique('conversion_uploads_event').on(table.tenant_id, table.ad_account_id, table.destination, table.event_id),
    index('conversion_uploads_newest').on(table.tenant_id, table.updated_at, table.upload_id),
    foreignKey({
      name: 'conversion_uploads_of_ad_accounts',
      columns: [table.tenant_id, table.ad_account_id],
      foreignColumns: [adAccounts.tenant_id, adAccounts.ad_account_id],
    }),
    tenantPolicy(),
  ],
);
