import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { Role } from '../../contracts/roles.ts';
import { definerPolicy, tenantId, tenantPolicy } from './tenant-table.ts';
import { tenants } from './tenants.ts';
import { users } from './users.ts';

/** Who belongs to a tenant, and in which roles. */
export const memberships = pgTable(
  'memberships',
  {
    tenant_id: tenantId().references(() => tenants.tenant_id),
    user_id: uuid()
      .notNull()
      .references(() => users.user_id),
    roles: text().array().$type<Role[]>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.user_id] }),
    index('memberships_user').on(table.user_id),
    tenantPolicy(),
    definerPolicy(),
  ],
);
