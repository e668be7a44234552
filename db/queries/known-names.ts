import { eq } from 'drizzle-orm';
import type { TenantTransaction } from '../connect.ts';
import { memberships, users } from '../schema/index.ts';
import { currentTenant } from '../schema/tenant-table.ts';

/** The names of the people of the tenant, so that they can be kept out of what leaves the house. */
export async function readKnownNames(tx: TenantTransaction): Promise<readonly string[]> {
  const rows = await tx
    .select({ display_name: users.display_name })
    .from(memberships)
    .innerJoin(users, eq(users.user_id, memberships.user_id))
    .where(eq(memberships.tenant_id, currentTenant));
  return rows.map((row) => row.display_name);
}
