import { date, doublePrecision, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { createdAt } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** What a model costs from a day on, US dollars per million tokens; the newest day that has begun counts. */
export const llmPrices = pgTable(
  'llm_prices',
  {
    tenant_id: tenantId(),
    model: text().notNull(),
    effective_on: date({ mode: 'string' }).notNull(),
    input_usd: doublePrecision().notNull(),
    output_usd: doublePrecision().notNull(),
    created_by_email: text(),
    created_at: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.tenant_id, table.model, table.effective_on] }), tenantPolicy()],
);
