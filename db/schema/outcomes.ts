import {
  boolean,
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import type { JsonObject } from '../../contracts/canonical-json.ts';
import { instant } from './column-types.ts';
import { executions } from './executions.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** Measurements of what a change brought: planned at first, filled in when the window has passed. `*_pct` 25 means 25 %. */
export const outcomes = pgTable(
  'outcomes',
  {
    tenant_id: tenantId(),
    outcome_id: uuid().notNull().defaultRandom(),
    recommendation_id: uuid(),
    execution_id: uuid().notNull(),
    campaign_id: text().notNull(),
    metric: text().notNull(),
    direction: text().notNull(),
    window_seconds: integer().notNull(),
    /** A smaller effect counts as none. */
    minimum_effect_pct: doublePrecision().notNull().default(0),
    measure_at: instant().notNull(),
    status: text().notNull().default('planned'),
    before: doublePrecision(),
    after: doublePrecision(),
    effect_pct: doublePrecision(),
    low_pct: doublePrecision(),
    high_pct: doublePrecision(),
    verdict: text(),
    method: text(),
    measured_at: instant(),
    /** The set of changes that is measured; null of outcomes that belong to a whole execution. */
    change_set_id: uuid(),
    /** The share of cases in which the interval is meant to hold the truth. */
    interval_level: doublePrecision().notNull().default(0.9),
    counterfactual: doublePrecision(),
    /** How it was measured: controls with their weights, days left out, fit before the change. */
    evidence: jsonb().$type<JsonObject>(),
    /** Whether the promise of the playbook was kept; null when it made none or nobody can tell. */
    promise_kept: boolean(),
    /** The execution that proposes to take the change back. */
    rollback_execution_id: uuid(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.outcome_id] }),
    foreignKey({
      name: 'outcomes_of_executions',
      columns: [table.tenant_id, table.execution_id],
      foreignColumns: [executions.tenant_id, executions.execution_id],
    }),
    index('outcomes_due').on(table.tenant_id, table.status, table.measure_at),
    index('outcomes_campaign').on(table.tenant_id, table.campaign_id, table.measure_at),
    index('outcomes_execution').on(table.tenant_id, table.execution_id),
    tenantPolicy(),
  ],
);
