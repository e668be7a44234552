import { index, integer, jsonb, pgTable, primaryKey, uuid, varchar } from 'drizzle-orm/pg-core';
import type { JsonObject } from '../../contracts/canonical-json.ts';
import { createdAt } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** One run over a set of cases: what was tested and how it went. */
export const evaluationRuns = pgTable(
  'evaluation_runs',
  {
    tenant_id: tenantId(),
    id: uuid().notNull().defaultRandom(),
    run_type: varchar({ length: 50 }).$type<'golden_set' | 'generated' | 'llm_judge' | 'outcome'>().notNull(),
    dataset_version: varchar({ length: 50 }),
    prompt_version: varchar({ length: 50 }),
    model_version: varchar({ length: 50 }),
    total_examples: integer().notNull(),
    passed_examples: integer().notNull(),
    metrics: jsonb().$type<JsonObject>().notNull(),
    triggered_by: varchar({ length: 100 }).notNull(),
    git_commit: varchar({ length: 40 }),
    run_at: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.id] }),
    index('evaluation_runs_newest').on(table.tenant_id, table.run_at, table.id),
    tenantPolicy(),
  ],
);
