import { sql } from 'drizzle-orm';
import { pgPolicy, pgRole, uuid } from 'drizzle-orm/pg-core';

/** The role of every serving process: it logs in, owns nothing and obeys row-level security. */
export const appRole = pgRole('mbi_app').existing();

/** The role that owns the few functions which must look across tenants; nobody can log in as it. */
export const definerRole = pgRole('mbi_definer').existing();

/**
 * The tenant of the running transaction. `nullif` is needed: once a pooled connection has had the setting for one
 * transaction, it reads as '' afterwards, which is no uuid; without a tenant the value must be null, which equals nothing.
 */
export const currentTenant = sql`nullif(current_setting('app.tenant_id', true), '')::uuid`;

/** The column that says whose row it is. It fills itself in from the running transaction. */
export const tenantId = () => uuid().notNull().default(currentTenant);

/**
 * Lets a role see and write only rows of the running transaction's tenant. The owner of the schema (`current_user` while
 * migrating) gets the same policy, because row-level security is forced and would otherwise shut it out of seeding.
 */
export const tenantPolicy = () =>
  pgPolicy('tenant_isolation', {
    for: 'all',
    to: [appRole, 'current_user'],
    using: sql`tenant_id = ${currentTenant}`,
    withCheck: sql`tenant_id = ${currentTenant}`,
  });

/** Opens a table to the functions of `mbi_definer`; what they may do there is limited by grants. */
export const definerPolicy = () =>
  pgPolicy('across_tenants', { for: 'all', to: definerRole, using: sql`true`, withCheck: sql`true` });
