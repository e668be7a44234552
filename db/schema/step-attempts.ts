import { foreignKey, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { JsonObject } from '../../contracts/canonical-json.ts';
import { instant } from './column-types.ts';
import { stepRuns } from './step-runs.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** Every attempt of a step, with the error that ended it; null errors mean it went well or is still running. */
export const stepAttempts = pgTable(
  'step_attempts',
  {
    tenant_id: tenantId(),
    step_run_id: uuid().notNull(),
    attempt: integer().notNull(),
    started_at: instant().notNull(),
    finished_at: instant(),
    error_code: text(),
    error_message: text(),
    error_details: jsonb().$type<JsonObject>(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.step_run_id, table.attempt] }),
    foreignKey({
      name: 'step_attempts_of_step_runs',
      columns: [table.tenant_id, table.step_run_id],
      foreignColumns: [stepRuns.tenant_id, stepRuns.step_run_id],
    }),
    tenantPolicy(),
  ],
);
