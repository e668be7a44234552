import { foreignKey, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { approvals } from './approvals.ts';
import { createdAt, instant } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/**
 * A person who does not want to see an approval until a moment, or until a condition over the campaign's features holds.
 * The approval's own deadline goes on: snoozing hides, it never extends.
 */
export const approvalSnoozes = pgTable(
  'approval_snoozes',
  {
    tenant_id: tenantId(),
    approval_id: uuid().notNull(),
    user_id: uuid().notNull(),
    until: instant().notNull(),
    /** CEL over `context`; null when only time counts. */
    condition: text(),
    created_at: createdAt(),
    woken_at: instant(),
    woken_because: text(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.approval_id, table.user_id] }),
    foreignKey({
      name: 'approval_snoozes_of_approvals',
      columns: [table.tenant_id, table.approval_id],
      foreignColumns: [approvals.tenant_id, approvals.approval_id],
    }),
    index('approval_snoozes_due').on(table.tenant_id, table.woken_at, table.until),
    tenantPolicy(),
  ],
);
