import { and, arrayOverlaps, asc, eq, inArray, or, sql } from 'drizzle-orm';
import type { EligiblePerson } from '../../contracts/approval.ts';
import type { Role } from '../../contracts/roles.ts';
import type { TenantTransaction } from '../connect.ts';
import { approverGroupMembers, approverGroups, memberships, users } from '../schema/index.ts';
import { currentTenant } from '../schema/tenant-table.ts';

/** Somebody who might be asked, with the names of all groups they are in. */
export type Candidate = EligiblePerson & { readonly groups: readonly string[] };

/**
 * The people of the tenant who hold one of `roles`, are in one of `groups` or whose e-mail address is among `emails`, each
 * once, by address; with `everybody` all of them. With every list empty that is nobody, and a group that does not exist
 * has nobody in it.
 */
export async function findCandidates(
  tx: TenantTransaction,
  {
    roles,
    emails,
    groups,
    everybody,
  }: {
    readonly roles: readonly Role[];
    readonly emails: readonly string[];
    readonly groups: readonly string[];
    readonly everybody: boolean;
  },
): Promise<readonly Candidate[]> {
  const named = emails.map((email) => email.toLowerCase());
  const inGroups = tx
    .select({ user_id: approverGroupMembers.user_id })
    .from(approverGroupMembers)
    .innerJoin(approverGroups, eq(approverGroups.group_id, approverGroupMembers.group_id))
    .where(and(eq(approverGroups.tenant_id, currentTenant), inArray(approverGroups.name, [...groups])));
  const conditions = [
    ...(everybody ? [sql`true`] : []),
    ...(roles.length > 0 ? [arrayOverlaps(memberships.roles, [...roles])] : []),
    ...(groups.length > 0 ? [inArray(users.user_id, inGroups)] : []),
    ...(named.length > 0 ? [inArray(users.email, named)] : []),
  ];
  if (conditions.length === 0) return [];
  const groupNames = sql<string[]>`array(
    select g.name from ${approverGroups} g
    join ${approverGroupMembers} m on m.tenant_id = g.tenant_id and m.group_id = g.group_id
    where g.tenant_id = ${currentTenant} and m.user_id = ${users.user_id} order by g.name)`;
  return tx
    .select({ user_id: users.user_id, email: users.email, roles: memberships.roles, groups: groupNames })
    .from(memberships)
    .innerJoin(users, eq(users.user_id, memberships.user_id))
    .where(and(eq(memberships.tenant_id, currentTenant), or(...conditions)))
    .orderBy(asc(users.email));
}
