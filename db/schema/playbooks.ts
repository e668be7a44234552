import { pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { instant } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** Deployed playbooks. `playbook_id` is the Temporal workflow type, `slug` the stem of the file. */
export const playbooks = pgTable(
  'playbooks',
  {
    tenant_id: tenantId(),
    playbook_id: text().notNull(),
    slug: text().notNull(),
    name: text().notNull(),
    /** The version that new executions take. Null only between creating the playbook and its first version. */
    active_version_id: uuid(),
    /** Set when a playbook was taken down: it starts no more, what runs goes on. */
    retired_at: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.playbook_id] }),
    unique('playbooks_slug').on(table.tenant_id, table.slug),
    tenantPolicy(),
  ],
);
