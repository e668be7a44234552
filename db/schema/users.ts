import { sql } from 'drizzle-orm';
import { pgPolicy, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { appRole, definerPolicy } from './tenant-table.ts';

/**
 * People. One person may belong to several tenants, so there is no tenant_id here;
 * the app sees a person only through a membership in the current tenant. `password_hash` is argon2id.
 */
export const users = pgTable(
  'users',
  {
    user_id: uuid().primaryKey().defaultRandom(),
    email: text().notNull().unique(),
    display_name: text().notNull(),
    password_hash: text().notNull(),
  },
  () => [
    pgPolicy('members_of_the_tenant', {
      for: 'select',
      to: appRole,
      using: sql`exists (select 1 from memberships where memberships.user_id = users.user_id)`,
    }),
    pgPolicy('provisioning', { for: 'all', to: 'current_user', using: sql`true`, withCheck: sql`true` }),
    definerPolicy(),
  ],
);
