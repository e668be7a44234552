import { sql } from 'drizzle-orm';
import { boolean, index, integer, numeric, pgTable, primaryKey, real, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** Every call of a language model: hashes instead of texts, tokens, cost in US dollars and duration in milliseconds. */
export const llmCalls = pgTable(
  'llm_calls',
  {
    tenant_id: tenantId(),
    call_id: uuid().notNull().defaultRandom(),
    timestamp: createdAt(),
    model: text().notNull(),
    task: text().notNull(),
    prompt_hash: text().notNull(),
    output_hash: text(),
    source_ids: text().array().notNull().default(sql`'{}'::text[]`),
    input_tokens: integer().notNull(),
    output_tokens: integer().notNull(),
    cost_usd: numeric({ precision: 10, scale: 6, mode: 'number' }),
    latency_ms: integer().notNull(),
    status: text().notNull(),
    execution_id: uuid(),
    vendor: text(),
    /** Who spoke: `generator`, `verifier`, `critic` or `judge`. */
    role: text(),
    /** As it was sent; null when a model refuses the parameter. */
    temperature: real(),
    prompt_name: text(),
    prompt_version: text(),
    prompt_digest: text(),
    /** True when an earlier answer served, which costs nothing. */
    cached: boolean().notNull().default(false),
    /** Models that were asked before this one in vain. */
    fallback_from: text().array().notNull().default(sql`'{}'::text[]`),
    recommendation_id: uuid(),
    campaign_id: text(),
    /** Labels of a trace: the project and the environment in which the call was made. */
    trace_project: text(),
    environment: text(),
    /** The batch at the vendor in which it was asked, at half the price. */
    batch_id: uuid(),
    /** What an earlier answer or the batch saved, in US dollars. */
    saved_usd: numeric({ precision: 10, scale: 6, mode: 'number' }),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.call_id] }),
    index('llm_calls_newest').on(table.tenant_id, table.timestamp, table.call_id),
    index('llm_calls_execution').on(table.tenant_id, table.execution_id),
    tenantPolicy(),
  ],
);
