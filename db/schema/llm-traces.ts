import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** The text that went to a model and what came back, personal data already hashed. Kept for a while, apart from the ledger. */
export const llmTraces = pgTable(
  'llm_traces',
  {
    tenant_id: tenantId(),
    call_id: uuid().notNull(),
    input: text().notNull(),
    output: text(),
    created_at: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.call_id] }),
    index('llm_traces_old').on(table.tenant_id, table.created_at),
    tenantPolicy(),
  ],
);
