import { index, pgTable, primaryKey, text, uuid, varchar } from 'drizzle-orm/pg-core';
import { createdAt, instant } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** Where a person let the product decide by itself: one playbook, workflow, risk and account. Lost by itself when the rule no longer holds. */
export const autonomyGrants = pgTable(
  'autonomy_grants',
  {
    tenant_id: tenantId(),
    grant_id: uuid().notNull().defaultRandom(),
    playbook_id: text().notNull(),
    workflow_type: varchar({ length: 100 }).notNull(),
    risk_level: varchar({ length: 20 }).notNull(),
    /** Null: every account. */
    ad_account_id: uuid(),
    granted_by_email: text().notNull(),
    granted_at: createdAt(),
    ended_at: instant(),
    /** Who switched it off, or null when it was lost by rule. */
    ended_by_email: text(),
    ended_reason: text(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.grant_id] }),
    index('autonomy_grants_open').on(table.tenant_id, table.ended_at, table.playbook_id),
    tenantPolicy(),
  ],
);
