import { foreignKey, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { z } from 'zod';
import type { JsonValue } from '../../contracts/canonical-json.ts';
import type { stepStatusSchema } from '../../contracts/execution.ts';
import { instant } from './column-types.ts';
import { executions } from './executions.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/**
 * One row for each step, loop round and phase of an execution. `iteration` is '' outside loops; `phase` is run, plan
 * or apply; `line` is the step's line in the playbook's source.
 */
export const stepRuns = pgTable(
  'step_runs',
  {
    tenant_id: tenantId(),
    step_run_id: uuid().notNull().defaultRandom(),
    execution_id: uuid().notNull(),
    step_id: text().notNull(),
    iteration: text().notNull().default(''),
    phase: text().notNull().default('run'),
    kind: text().notNull(),
    action_id: text(),
    summary: text(),
    line: integer(),
    status: text().$type<z.infer<typeof stepStatusSchema>>().notNull(),
    output: jsonb().$type<JsonValue>(),
    error_code: text(),
    error_message: text(),
    attempts: integer().notNull().default(0),
    started_at: instant(),
    finished_at: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.step_run_id] }),
    unique('step_runs_step').on(table.tenant_id, table.execution_id, table.step_id, table.iteration, table.phase),
    foreignKey({
      name: 'step_runs_of_executions',
      columns: [table.tenant_id, table.execution_id],
      foreignColumns: [executions.tenant_id, executions.execution_id],
    }),
    tenantPolicy(),
  ],
);
