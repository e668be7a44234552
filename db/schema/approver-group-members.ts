import { foreignKey, index, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';
import { approverGroups } from './approver-groups.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** Who is in a group. */
export const approverGroupMembers = pgTable(
  'approver_group_members',
  { tenant_id: tenantId(), group_id: uuid().notNull(), user_id: uuid().notNull() },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.group_id, table.user_id] }),
    foreignKey({
      name: 'approver_group_members_of_groups',
      columns: [table.tenant_id, table.group_id],
      foreignColumns: [approverGroups.tenant_id, approverGroups.group_id],
    }),
    index('approver_group_members_user').on(table.tenant_id, table.user_id),
    tenantPolicy(),
  ],
);
