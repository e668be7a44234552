import { date, doublePrecision, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** What one unit of a currency was worth in the tenant's base currency on a day. Rows are added, never changed. */
export const fxRates = pgTable(
  'fx_rates',
  {
    tenant_id: tenantId(),
    currency: text().notNull(),
    base_currency: text().notNull(),
    as_of: date({ mode: 'string' }).notNull(),
    rate: doublePrecision().notNull(),
    source: text().notNull(),
    entered_by_email: text().notNull(),
    entered_at: instant().notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.currency, table.base_currency, table.as_of] }),
    tenantPolicy(),
  ],
);
