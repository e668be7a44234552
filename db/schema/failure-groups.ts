import { pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** What people said about failures of one kind; counts and times come from the executions themselves. */
export const failureGroups = pgTable(
  'failure_groups',
  {
    tenant_id: tenantId(),
    /** sha256 (hex) of playbook, step and error code. */
    fingerprint: text().notNull(),
    assigned_to: uuid(),
    note: text(),
    updated_by: uuid().notNull(),
    updated_at: instant().notNull().defaultNow(),
    /** Failures before this moment are settled; a newer one opens the group again. */
    resolved_at: instant(),
  },
  (table) => [primaryKey({ columns: [table.tenant_id, table.fingerprint] }), tenantPolicy()],
);
