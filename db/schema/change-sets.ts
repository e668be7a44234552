import { foreignKey, index, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { JsonObject } from '../../contracts/canonical-json.ts';
import type { ChangeSet } from '../../contracts/change-set.ts';
import { createdAt } from './column-types.ts';
import { executions } from './executions.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** A set of changes that was granted, by an approval or by policy; one for each step, round and plan. */
export const changeSets = pgTable(
  'change_sets',
  {
    tenant_id: tenantId(),
    change_set_id: uuid().notNull().defaultRandom(),
    execution_id: uuid().notNull(),
    step_id: text().notNull(),
    iteration: text().notNull().default(''),
    action_id: text().notNull(),
    params: jsonb().$type<JsonObject>().notNull(),
    plan_digest: text().notNull(),
    change_set: jsonb().$type<ChangeSet>().notNull(),
    grant_kind: text().$type<'approval' | 'policy'>().notNull(),
    approval_id: uuid(),
    state: text().notNull(),
    created_at: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.change_set_id] }),
    unique('change_sets_plan').on(
      table.tenant_id,
      table.execution_id,
      table.step_id,
      table.iteration,
      table.plan_digest,
    ),
    foreignKey({
      name: 'change_sets_of_executions',
      columns: [table.tenant_id, table.execution_id],
      foreignColumns: [executions.tenant_id, executions.execution_id],
    }),
    index('change_sets_newest').on(table.tenant_id, table.created_at, table.change_set_id),
    tenantPolicy(),
  ],
);
