import { integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant, wholeNumber } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** How much model calls may cost: per run, per day and per month, in millionths of a US dollar. */
export const llmBudgets = pgTable(
  'llm_budgets',
  {
    tenant_id: tenantId(),
    scope: text().$type<'run' | 'day' | 'month'>().notNull(),
    limit_micro_usd: wholeNumber().notNull(),
    alert_at_pct: integer().notNull().default(80),
    updated_by_email: text(),
    updated_at: instant().notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.tenant_id, table.scope] }), tenantPolicy()],
);
