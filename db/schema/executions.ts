import { foreignKey, index, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { JsonObject, JsonValue } from '../../contracts/canonical-json.ts';
import type { ExecutionInput, ExecutionStatus } from '../../contracts/execution.ts';
import { createdAt, instant } from './column-types.ts';
import { playbookVersions } from './playbook-versions.ts';
import { definerPolicy, tenantId, tenantPolicy } from './tenant-table.ts';

/** Runs of playbooks as people see them; Temporal's history is the truth for machines. `undo_of` names an execution. */
export const executions = pgTable(
  'executions',
  {
    tenant_id: tenantId(),
    execution_id: uuid().notNull().defaultRandom(),
    playbook_id: text().notNull(),
    /** Null for executions that no playbook file describes, such as an undo. */
    playbook_version_id: uuid(),
    workflow_id: text().notNull(),
    run_id: text(),
    status: text().$type<ExecutionStatus>().notNull().default('queued'),
    mode: text().$type<ExecutionInput['mode']>().notNull().default('live'),
    inputs: jsonb().$type<JsonObject>().notNull(),
    context: jsonb().$type<ExecutionInput['context']>().notNull(),
    entity_type: text(),
    entity_id: text(),
    entity_name: text(),
    campaign_id: text(),
    requested_by: uuid().notNull(),
    requested_by_email: text().notNull(),
    api_key_id: uuid(),
    current_step_id: text(),
    result: jsonb().$type<JsonValue>(),
    outputs: jsonb().$type<JsonObject>(),
    error_code: text(),
    error_message: text(),
    error_details: jsonb().$type<JsonObject>(),
    undo_of: uuid(),
    /** The execution that this one repeats from a step on. */
    rerun_of: uuid(),
    rerun_from_step: text(),
    /** The execution whose `playbook` step started this one. */
    parent_execution_id: uuid(),
    parent_step_id: text(),
    evaluation_id: uuid(),
    created_at: createdAt(),
    started_at: instant(),
    finished_at: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.execution_id] }),
    // A workflow that closes is known only by its execution: the id must name one tenant.
    unique('executions_execution_id').on(table.execution_id),
    foreignKey({
      name: 'executions_of_playbook_versions',
      columns: [table.tenant_id, table.playbook_version_id],
      foreignColumns: [playbookVersions.tenant_id, playbookVersions.playbook_version_id],
    }),
    index('executions_newest').on(table.tenant_id, table.created_at, table.execution_id),
    index('executions_campaign').on(table.tenant_id, table.campaign_id, table.created_at),
    index('executions_playbook').on(table.tenant_id, table.playbook_id, table.created_at),
    index('executions_status').on(table.tenant_id, table.status, table.created_at),
    index('executions_workflow').on(table.tenant_id, table.workflow_id),
    index('executions_rerun_of').on(table.tenant_id, table.rerun_of),
    index('executions_parent').on(table.tenant_id, table.parent_execution_id),
    index('executions_failed').on(table.tenant_id, table.error_code, table.finished_at),
    index('executions_undo_of').on(table.tenant_id, table.undo_of),
    tenantPolicy(),
    definerPolicy(),
  ],
);
