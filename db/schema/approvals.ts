import { sql } from 'drizzle-orm';
import { foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { OpenApprovalCall } from '../../contracts/activity-envelope.ts';
import type { ApprovalStatus, EligiblePerson } from '../../contracts/approval.ts';
import type { JsonObject, JsonValue } from '../../contracts/canonical-json.ts';
import type { ChangeSet, GuardrailFacts } from '../../contracts/change-set.ts';
import { createdAt, instant } from './column-types.ts';
import { executions } from './executions.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** Questions put to people, bound to the digest of the plan they are about; `eligible` is frozen when asked. */
export const approvals = pgTable(
  'approvals',
  {
    tenant_id: tenantId(),
    approval_id: uuid().notNull(),
    execution_id: uuid().notNull(),
    step_id: text().notNull(),
    iteration: text().notNull().default(''),
    campaign_id: text(),
    status: text().$type<ApprovalStatus>().notNull().default('pending'),
    title: text().notNull(),
    action_id: text(),
    params: jsonb().$type<JsonObject>().notNull(),
    plan_digest: text().notNull(),
    change_set: jsonb().$type<ChangeSet>(),
    facts: jsonb().$type<GuardrailFacts>(),
    evidence: jsonb().$type<JsonValue>(),
    eligible: jsonb().$type<readonly EligiblePerson[]>().notNull(),
    excluded_user_ids: uuid().array().notNull().default(sql`'{}'::uuid[]`),
    quorum: integer().notNull(),
    editable: text().array().notNull().default(sql`'{}'::text[]`),
    on_timeout: text().$type<OpenApprovalCall['on_timeout']>().notNull(),
    undo_window_seconds: integer().notNull(),
    undo_until: instant(),
    expires_at: instant().notNull(),
    requested_by: uuid().notNull(),
    requested_by_email: text().notNull(),
    supersedes: uuid(),
    /** How far the escalation chain has been asked: 0 is the first question. */
    escalation_level: integer().notNull().default(0),
    /** Set while a pause stops the clock of the deadline. */
    frozen_at: instant(),
    created_at: createdAt(),
    decided_at: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.approval_id] }),
    foreignKey({
      name: 'approvals_of_executions',
      columns: [table.tenant_id, table.execution_id],
      foreignColumns: [executions.tenant_id, executions.execution_id],
    }),
    index('approvals_newest').on(table.tenant_id, table.created_at, table.approval_id),
    index('approvals_status').on(table.tenant_id, table.status, table.created_at, table.approval_id),
    index('approvals_execution').on(table.tenant_id, table.execution_id),
    index('approvals_campaign').on(table.tenant_id, table.campaign_id, table.created_at),
    tenantPolicy(),
  ],
);
