import { sql } from 'drizzle-orm';
import { index, integer, jsonb, numeric, pgTable, primaryKey, text, unique, uuid, varchar } from 'drizzle-orm/pg-core';
import type { JsonObject } from '../../contracts/canonical-json.ts';
import { createdAt } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** One run of the reasoning agent for people who look into it: the path it took, what each stage answered, what it cost. */
export const agentExecutions = pgTable(
  'agent_executions',
  {
    tenant_id: tenantId(),
    id: uuid().notNull().defaultRandom(),
    recommendation_id: uuid(),
    execution_id: uuid().notNull(),
    campaign_id: varchar({ length: 255 }).notNull(),
    workflow_id: text(),
    run_id: text(),
    workflow_state: jsonb().$type<JsonObject>().notNull(),
    /** Names of stages in the order in which they ran. */
    execution_path: text().array().notNull().default(sql`'{}'::text[]`),
    node_outputs: jsonb().$type<JsonObject>().notNull().default({}),
    total_duration_ms: integer(),
    llm_calls_count: integer().notNull().default(0),
    total_tokens: integer().notNull().default(0),
    total_cost_usd: numeric({ precision: 10, scale: 6, mode: 'number' }).notNull().default(0),
    status: varchar({ length: 20 }).$type<'success' | 'error' | 'timeout'>().notNull(),
    error_message: text(),
    executed_at: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.id] }),
    unique('agent_executions_execution').on(table.tenant_id, table.execution_id),
    index('agent_executions_newest').on(table.tenant_id, table.executed_at, table.id),
    tenantPolicy(),
  ],
);
