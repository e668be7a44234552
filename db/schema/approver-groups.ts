import { pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { createdAt } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** Named groups of people that a playbook's approval may ask. */
export const approverGroups = pgTable(
  'approver_groups',
  {
    tenant_id: tenantId(),
    group_id: uuid().notNull().defaultRandom(),
    name: text().notNull(),
    created_by: uuid().notNull(),
    created_at: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.group_id] }),
    unique('approver_groups_name').on(table.tenant_id, table.name),
    tenantPolicy(),
  ],
);
