import { and, arrayOverlaps, asc, eq, inArray, or } from 'drizzle-orm';
import type { EligiblePerson } from '../../contracts/approval.ts';
import type { Role } from '../../contracts/roles.ts';
import type { TenantTransaction } from '../connect.ts';
import { memberships, users } from '../schema/index.ts';
import { currentTenant } from '../schema/tenant-table.ts';

/**
 * The people of the tenant who hold one of `roles` or whose e-mail address is among `emails`, each once, by address.
 * With both lists empty that is nobody.
 */
export async function findPeople(
  tx: TenantTransaction,
  { roles, emails }: { readonly roles: readonly Role[]; readonly emails: readonly string[] },
): Promise<readonly EligiblePerson[]> {
  const named = emails.map((email) => email.toLowerCase());
  const conditions = [
    ...(roles.length > 0 ? [arrayOverlaps(memberships.roles, [...roles])] : []),
    ...(named.length > 0 ? [inArray(users.email, named)] : []),
  ];
  if (conditions.length === 0) return [];
  return tx
    .select({ user_id: users.user_id, email: users.email, roles: memberships.roles })
    .from(memberships)
    .innerJoin(users, eq(users.user_id, memberships.user_id))
    .where(and(eq(memberships.tenant_id, currentTenant), or(...conditions)))
    .orderBy(asc(users.email));
}
