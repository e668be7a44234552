import { bigserial, foreignKey, index, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { z } from 'zod';
import type { JsonObject } from '../../contracts/canonical-json.ts';
import type { executionEventTypeSchema } from '../../contracts/execution.ts';
import { createdAt } from './column-types.ts';
import { executions } from './executions.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** What happened in an execution, in order: the source of the live stream. Rows are added, never changed. */
export const executionEvents = pgTable(
  'execution_events',
  {
    tenant_id: tenantId(),
    event_id: bigserial({ mode: 'number' }).notNull(),
    execution_id: uuid().notNull(),
    type: text().$type<z.infer<typeof executionEventTypeSchema>>().notNull(),
    data: jsonb().$type<JsonObject>().notNull(),
    at: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.event_id] }),
    index('execution_events_stream').on(table.tenant_id, table.execution_id, table.event_id),
    foreignKey({
      name: 'execution_events_of_executions',
      columns: [table.tenant_id, table.execution_id],
      foreignColumns: [executions.tenant_id, executions.execution_id],
    }),
    tenantPolicy(),
  ],
);
