import { foreignKey, index, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { DecideSignal, IgnoredDecisionCode } from '../../contracts/approval.ts';
import { approvals } from './approvals.ts';
import { createdAt, instant } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/**
 * Every decision that anybody handed in, counted or not. Who decided what is fixed when it is handed in;
 * the app may later only say what became of it (`status`, `ignored_code`, `settled_at`).
 */
export const decisions = pgTable(
  'decisions',
  {
    tenant_id: tenantId(),
    decision_id: uuid().notNull(),
    approval_id: uuid().notNull(),
    decision: text().$type<DecideSignal['decision'] | 'withdraw'>().notNull(),
    plan_digest: text().notNull(),
    actor_user_id: uuid().notNull(),
    actor_email: text().notNull(),
    channel: text().notNull(),
    edits: jsonb().$type<DecideSignal['edits']>(),
    reason: text(),
    status: text().$type<'submitted' | 'accepted' | 'ignored'>().notNull().default('submitted'),
    ignored_code: text().$type<IgnoredDecisionCode>(),
    created_at: createdAt(),
    settled_at: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.decision_id] }),
    foreignKey({
      name: 'decisions_of_approvals',
      columns: [table.tenant_id, table.approval_id],
      foreignColumns: [approvals.tenant_id, approvals.approval_id],
    }),
    index('decisions_approval').on(table.tenant_id, table.approval_id, table.created_at),
    tenantPolicy(),
  ],
);
