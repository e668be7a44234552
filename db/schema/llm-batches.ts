import { index, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { JsonValue } from '../../contracts/canonical-json.ts';
import { createdAt, instant } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** Questions that were handed to a vendor together, for half the price and an answer within a day. */
export const llmBatches = pgTable(
  'llm_batches',
  {
    tenant_id: tenantId(),
    batch_id: uuid().notNull().defaultRandom(),
    /** What asked for it; a repeated attempt finds its batch by this. */
    batch_key: text().notNull(),
    vendor: text().notNull(),
    model: text().notNull(),
    /** Null while nobody knows whether the vendor took it. */
    vendor_batch_id: text(),
    status: text().$type<'submitting' | 'running' | 'settled' | 'refused'>().notNull(),
    /** By custom id: the reservation and the prices. */
    items: jsonb().$type<JsonValue>().notNull(),
    created_at: createdAt(),
    ended_at: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.batch_id] }),
    index('llm_batches_key').on(table.tenant_id, table.batch_key),
    tenantPolicy(),
  ],
);
