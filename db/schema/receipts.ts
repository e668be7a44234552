import { foreignKey, index, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { Change, Receipt } from '../../contracts/change-set.ts';
import { instant } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';
import { writeIntents } from './write-intents.ts';

/** Proof of one applied change, with the inverse that would undo it. One for each intent; only the undo is added later. */
export const receipts = pgTable(
  'receipts',
  {
    tenant_id: tenantId(),
    receipt_id: uuid().notNull().defaultRandom(),
    intent_id: uuid().notNull(),
    change_set_id: uuid().notNull(),
    execution_id: uuid().notNull(),
    campaign_id: text().notNull(),
    change: jsonb().$type<Change>().notNull(),
    inverse: jsonb().$type<Change>().notNull(),
    settled_by: text().$type<Receipt['settled_by']>().notNull(),
    platform_request_id: text(),
    applied_at: instant().notNull(),
    undone_by_execution_id: uuid(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.receipt_id] }),
    unique('receipts_intent').on(table.tenant_id, table.intent_id),
    foreignKey({
      name: 'receipts_of_write_intents',
      columns: [table.tenant_id, table.intent_id],
      foreignColumns: [writeIntents.tenant_id, writeIntents.intent_id],
    }),
    index('receipts_execution').on(table.tenant_id, table.execution_id),
    index('receipts_campaign').on(table.tenant_id, table.campaign_id, table.applied_at),
    tenantPolicy(),
  ],
);
