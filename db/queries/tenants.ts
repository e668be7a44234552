import { z } from 'zod';
import type { Database } from '../connect.ts';

const tenantSchema = z.object({ tenant_id: z.uuid(), name: z.string() });
/** A tenant. */
export type Tenant = z.infer<typeof tenantSchema>;

/** Every tenant of the installation, by name; for work that goes through all of them, one at a time. */
export async function listTenants(database: Database): Promise<readonly Tenant[]> {
  const rows = await database.sql`select * from list_tenants()`;
  return rows.map((row) => tenantSchema.parse(row));
}

/** Whose execution this is, for those who know only the workflow that ended; null when nobody's. */
export async function tenantOfWorkflow(database: Database, execution_id: string): Promise<string | null> {
  const [row] = await database.sql<{ tenant_id: string | null }[]>`
    select tenant_of_workflow(${execution_id}) as tenant_id`;
  return row?.tenant_id ?? null;
}
