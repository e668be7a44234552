import { sql } from 'drizzle-orm';
import { pgPolicy, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { appRole, currentTenant, definerPolicy } from './tenant-table.ts';

/** The companies that use this installation. The app sees only its current one and creates none. */
export const tenants = pgTable('tenants', { tenant_id: uuid().primaryKey(), name: text().notNull() }, () => [
  pgPolicy('tenant_isolation', { for: 'select', to: appRole, using: sql`tenant_id = ${currentTenant}` }),
  pgPolicy('provisioning', { for: 'all', to: 'current_user', using: sql`true`, withCheck: sql`true` }),
  definerPolicy(),
]);
