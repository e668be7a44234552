import { foreignKey, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { approvals } from './approvals.ts';
import { createdAt, instant } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** Links mailed to one person for one approval: opened by GET they only show, and a POST may use them once. Only the hash is kept. */
export const decisionLinks = pgTable(
  'decision_links',
  {
    tenant_id: tenantId(),
    token_hash: text().notNull(),
    approval_id: uuid().notNull(),
    user_id: uuid().notNull(),
    expires_at: instant().notNull(),
    used_at: instant(),
    created_at: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.token_hash] }),
    foreignKey({
      name: 'decision_links_of_approvals',
      columns: [table.tenant_id, table.approval_id],
      foreignColumns: [approvals.tenant_id, approvals.approval_id],
    }),
    index('decision_links_approval').on(table.tenant_id, table.approval_id),
    tenantPolicy(),
  ],
);
