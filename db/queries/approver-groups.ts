import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { TenantTransaction } from '../connect.ts';
import { approverGroupMembers, approverGroups, memberships, users } from '../schema/index.ts';
import { currentTenant } from '../schema/tenant-table.ts';

/** A group with the people in it, by address. */
export type ApproverGroup = {
  readonly group_id: string;
  readonly name: string;
  readonly members: readonly { readonly user_id: string; readonly email: string }[];
};

/** Every group of the tenant, by name. */
export async function listApproverGroups(tx: TenantTransaction): Promise<readonly ApproverGroup[]> {
  const groups = await tx
    .select({ group_id: approverGroups.group_id, name: approverGroups.name })
    .from(approverGroups)
    .orderBy(asc(approverGroups.name));
  const members = await tx
    .select({ group_id: approverGroupMembers.group_id, user_id: users.user_id, email: users.email })
    .from(approverGroupMembers)
    .innerJoin(users, eq(users.user_id, approverGroupMembers.user_id))
    .orderBy(asc(users.email));
  return groups.map((group) => ({
    ...group,
    members: members.flatMap(({ group_id, ...member }) => (group_id === group.group_id ? [member] : [])),
  }));
}

/** How many people each group has, by name: what the compiler checks approvers against. */
export async function countGroupMembers(tx: TenantTransaction): Promise<Readonly<Record<string, number>>> {
  const rows = await tx
    .select({ name: approverGroups.name, members: sql<number>`count(${approverGroupMembers.user_id})`.mapWith(Number) })
    .from(approverGroups)
    .leftJoin(approverGroupMembers, eq(approverGroupMembers.group_id, approverGroups.group_id))
    .groupBy(approverGroups.name);
  return Object.fromEntries(rows.map(({ name, members }) => [name, members]));
}

/**
 * Makes a group what it shall be: exactly these people of the tenant, new when there was none of the name. Gives the
 * addresses nobody has; then nothing changes.
 */
export async function putApproverGroup(
  tx: TenantTransaction,
  group: { readonly name: string; readonly emails: readonly string[]; readonly by: string },
): Promise<{ readonly unknown: readonly string[] }> {
  const emails = [...new Set(group.emails.map((email) => email.toLowerCase()))];
  const people =
    emails.length === 0
      ? []
      : await tx
          .select({ user_id: users.user_id, email: users.email })
          .from(memberships)
          .innerJoin(users, eq(users.user_id, memberships.user_id))
          .where(and(eq(memberships.tenant_id, currentTenant), inArray(users.email, emails)));
  const unknown = emails.filter((email) => !people.some((person) => person.email === email));
  if (unknown.length > 0) return { unknown };
  await tx.insert(approverGroups).values({ name: group.name, created_by: group.by }).onConflictDoNothing();
  const [row] = await tx
    .select({ group_id: approverGroups.group_id })
    .from(approverGroups)
    .where(eq(approverGroups.name, group.name))
    .for('update');
  if (row === undefined) throw new Error('A group was neither new nor known.');
  const { group_id } = row;
  const wanted = people.map((person) => person.user_id);
  const now = await tx
    .select({ user_id: approverGroupMembers.user_id })
    .from(approverGroupMembers)
    .where(eq(approverGroupMembers.group_id, group_id));
  const leaving = now.map((each) => each.user_id).filter((user_id) => !wanted.includes(user_id));
  if (leaving.length > 0) {
    await tx
      .delete(approverGroupMembers)
      .where(and(eq(approverGroupMembers.group_id, group_id), inArray(approverGroupMembers.user_id, leaving)));
  }
  if (wanted.length > 0) {
    await tx
      .insert(approverGroupMembers)
      .values(wanted.map((user_id) => ({ group_id, user_id })))
      .onConflictDoNothing();
  }
  return { unknown: [] };
}
