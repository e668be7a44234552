import { foreignKey, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { approvals } from './approvals.ts';
import { createdAt } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** One person letting another decide one approval in their stead. */
export const approvalDelegations = pgTable(
  'approval_delegations',
  {
    tenant_id: tenantId(),
    delegation_id: uuid().notNull().defaultRandom(),
    approval_id: uuid().notNull(),
    from_user_id: uuid().notNull(),
    to_user_id: uuid().notNull(),
    reason: text(),
    created_at: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.delegation_id] }),
    foreignKey({
      name: 'approval_delegations_of_approvals',
      columns: [table.tenant_id, table.approval_id],
      foreignColumns: [approvals.tenant_id, approvals.approval_id],
    }),
    index('approval_delegations_approval').on(table.tenant_id, table.approval_id),
    tenantPolicy(),
  ],
);
