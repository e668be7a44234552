import { date, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, instant, wholeNumber } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** Money set aside for a model call before it is made, in millionths of a US dollar; settled with what it cost. */
export const llmReservations = pgTable(
  'llm_reservations',
  {
    tenant_id: tenantId(),
    reservation_id: uuid().notNull().defaultRandom(),
    /** What the run belongs to; calls of one execution share one budget. */
    run_key: text().notNull(),
    day: date({ mode: 'string' }).notNull(),
    task: text().notNull(),
    model: text().notNull(),
    reserved_micro_usd: wholeNumber().notNull(),
    settled_micro_usd: wholeNumber(),
    reserved_at: createdAt(),
    settled_at: instant(),
    /** A reservation that nobody settled counts in full until then, and afterwards as spent. */
    expires_at: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.reservation_id] }),
    index('llm_reservations_day').on(table.tenant_id, table.day),
    index('llm_reservations_run').on(table.tenant_id, table.run_key),
    tenantPolicy(),
  ],
);
