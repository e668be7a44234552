import { date, doublePrecision, index, pgTable, primaryKey, text, uuid, varchar } from 'drizzle-orm/pg-core';
import { createdAt } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** Holidays, sales and other events that move numbers by themselves; for all campaigns, or for one. */
export const calendarEvents = pgTable(
  'calendar_events',
  {
    tenant_id: tenantId(),
    event_id: uuid().notNull().defaultRandom(),
    name: text().notNull(),
    kind: text().$type<'holiday' | 'sale' | 'event' | 'outage' | 'market'>().notNull(),
    starts_on: date({ mode: 'string' }).notNull(),
    ends_on: date({ mode: 'string' }).notNull(),
    campaign_id: varchar({ length: 255 }),
    industry: text(),
    expected_cpa_change_pct: doublePrecision(),
    source: text().notNull().default('person'),
    created_by_email: text(),
    created_at: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.event_id] }),
    index('calendar_events_days').on(table.tenant_id, table.starts_on, table.ends_on),
    tenantPolicy(),
  ],
);
