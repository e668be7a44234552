import { boolean, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { JsonObject } from '../../contracts/canonical-json.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** How one case of an evaluation run went. */
export const evaluationResults = pgTable(
  'evaluation_results',
  {
    tenant_id: tenantId(),
    evaluation_run_id: uuid().notNull(),
    example_id: text().notNull(),
    passed: boolean().notNull(),
    expected: jsonb().$type<JsonObject>().notNull(),
    actual: jsonb().$type<JsonObject>().notNull(),
    scores: jsonb().$type<JsonObject>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenant_id, table.evaluation_run_id, table.example_id] }), tenantPolicy()],
);
