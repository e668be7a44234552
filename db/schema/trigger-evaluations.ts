import { index, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { Evaluation } from '../../contracts/trigger.ts';
import { instant } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** Each time that a playbook asked whether to start for an entity, with every value that went into the answer. */
export const triggerEvaluations = pgTable(
  'trigger_evaluations',
  {
    tenant_id: tenantId(),
    evaluation_id: uuid().notNull().defaultRandom(),
    playbook_id: text().notNull(),
    playbook_version_id: uuid().notNull(),
    /** Null for a playbook whose scope is `none`. */
    entity_type: text(),
    entity_id: text(),
    source: text().$type<Evaluation['source']>().notNull(),
    event_id: uuid(),
    result: text().$type<Evaluation['result']>().notNull(),
    /** One sentence for people: what decided. */
    because: text().notNull(),
    features: jsonb().$type<Evaluation['features']>().notNull(),
    values: jsonb().$type<Evaluation['values']>().notNull(),
    execution_id: uuid(),
    /** The moment the trigger was due, which a repeated evaluation shares. */
    due_at: instant().notNull(),
    evaluated_at: instant().notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.evaluation_id] }),
    index('trigger_evaluations_why').on(table.tenant_id, table.playbook_id, table.entity_id, table.due_at),
    index('trigger_evaluations_newest').on(table.tenant_id, table.evaluated_at, table.evaluation_id),
    tenantPolicy(),
  ],
);
