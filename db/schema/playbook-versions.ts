import { foreignKey, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { Plan } from '../../contracts/plan/index.ts';
import { createdAt } from './column-types.ts';
import { playbooks } from './playbooks.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** Every deployed version of a playbook, for ever: the app may add versions, never change or remove one. */
export const playbookVersions = pgTable(
  'playbook_versions',
  {
    tenant_id: tenantId(),
    playbook_version_id: uuid().notNull().defaultRandom(),
    playbook_id: text().notNull(),
    version: integer().notNull(),
    source: text().notNull(),
    plan: jsonb().$type<Plan>().notNull(),
    digest: text().notNull(),
    edited_by: uuid().notNull(),
    created_at: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.playbook_version_id] }),
    unique('playbook_versions_version').on(table.tenant_id, table.playbook_id, table.version),
    foreignKey({
      name: 'playbook_versions_of_playbooks',
      columns: [table.tenant_id, table.playbook_id],
      foreignColumns: [playbooks.tenant_id, playbooks.playbook_id],
    }),
    tenantPolicy(),
  ],
);
