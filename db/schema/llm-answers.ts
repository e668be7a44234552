import { index, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { JsonValue } from '../../contracts/canonical-json.ts';
import { createdAt, instant } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** Checked answers of models for a day, by the hash of everything that went in. */
export const llmAnswers = pgTable(
  'llm_answers',
  {
    tenant_id: tenantId(),
    cache_key: text().notNull(),
    task: text().notNull(),
    model: text().notNull(),
    answer: jsonb().$type<JsonValue>().notNull(),
    created_at: createdAt(),
    expires_at: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.cache_key] }),
    index('llm_answers_old').on(table.tenant_id, table.expires_at),
    tenantPolicy(),
  ],
);
