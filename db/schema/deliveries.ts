import { index, integer, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { createdAt, instant } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/**
 * Messages that left the house for a person or a channel; `external_ref` lets a chat message be rewritten afterwards.
 * `sending` is written before the message goes out, `deferred` when it certainly did not, `failed` when it is given up or
 * nobody can say whether it arrived (`last_error` says which).
 */
export const deliveries = pgTable(
  'deliveries',
  {
    tenant_id: tenantId(),
    delivery_id: uuid().notNull().defaultRandom(),
    channel: text().$type<'slack' | 'email'>().notNull(),
    target: text().notNull(),
    kind: text().notNull(),
    approval_id: uuid(),
    dedupe_key: text().notNull(),
    status: text().$type<'sending' | 'deferred' | 'sent' | 'failed' | 'rewritten'>().notNull(),
    external_ref: text(),
    attempts: integer().notNull().default(1),
    last_error: text(),
    created_at: createdAt(),
    sent_at: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.delivery_id] }),
    unique('deliveries_once').on(table.tenant_id, table.dedupe_key),
    index('deliveries_approval').on(table.tenant_id, table.approval_id),
    tenantPolicy(),
  ],
);
