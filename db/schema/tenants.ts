import { sql } from 'drizzle-orm';
import { integer, pgPolicy, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { appRole, currentTenant, definerPolicy } from './tenant-table.ts';

/** The companies that use this installation. The app sees only its current one and creates none. */
export const tenants = pgTable(
  'tenants',
  {
    tenant_id: uuid().primaryKey(),
    name: text().notNull(),
    /** Money of several currencies is added up in this one. */
    base_currency: text().notNull().default('USD'),
    /** For how many hours a cap that was widened does not hold yet. */
    cap_cooling_off_hours: integer().notNull().default(24),
  },
  () => [
    pgPolicy('tenant_isolation', { for: 'select', to: appRole, using: sql`tenant_id = ${currentTenant}` }),
    pgPolicy('provisioning', { for: 'all', to: 'current_user', using: sql`true`, withCheck: sql`true` }),
    definerPolicy(),
  ],
);
