import { and, asc, eq } from 'drizzle-orm';
import type { TenantTransaction } from '../connect.ts';
import { channelIdentities, memberships, users } from '../schema/index.ts';
import { currentTenant } from '../schema/tenant-table.ts';

/** Who somebody is in a chat. */
export type ChannelIdentity = {
  readonly channel: string;
  readonly external_id: string;
  readonly user_id: string;
  readonly email: string;
};

/** Every identity of the tenant, by address. */
export function listChannelIdentities(tx: TenantTransaction): Promise<ChannelIdentity[]> {
  return tx
    .select({
      channel: channelIdentities.channel,
      external_id: channelIdentities.external_id,
      user_id: channelIdentities.user_id,
      email: users.email,
    })
    .from(channelIdentities)
    .innerJoin(users, eq(users.user_id, channelIdentities.user_id))
    .orderBy(asc(users.email), asc(channelIdentities.channel));
}

/** The person behind an identity in a chat; null when nobody of the tenant is known by it. */
export async function findChannelPerson(
  tx: TenantTransaction,
  { channel, external_id }: { readonly channel: string; readonly external_id: string },
): Promise<{ readonly user_id: string } | null> {
  const [row] = await tx
    .select({ user_id: channelIdentities.user_id })
    .from(channelIdentities)
    .where(and(eq(channelIdentities.channel, channel), eq(channelIdentities.external_id, external_id)));
  return row ?? null;
}

/** Sets who a person of the tenant is in a chat; null takes it away. Tells when nobody has the address, or another has the identity. */
export async function putChannelIdentity(
  tx: TenantTransaction,
  identity: { readonly channel: string; readonly email: string; readonly external_id: string | null },
): Promise<{ readonly user_id: string } | 'unknown_person' | 'taken'> {
  const { channel, external_id } = identity;
  const [person] = await tx
    .select({ user_id: users.user_id })
    .from(memberships)
    .innerJoin(users, eq(users.user_id, memberships.user_id))
    .where(and(eq(memberships.tenant_id, currentTenant), eq(users.email, identity.email.toLowerCase())));
  if (person === undefined) return 'unknown_person';
  const { user_id } = person;
  await tx
    .delete(channelIdentities)
    .where(and(eq(channelIdentities.channel, channel), eq(channelIdentities.user_id, user_id)));
  if (external_id === null) return { user_id };
  const added = await tx
    .insert(channelIdentities)
    .values({ user_id, channel, external_id })
    .onConflictDoNothing()
    .returning({ user_id: channelIdentities.user_id });
  return added.length > 0 ? { user_id } : 'taken';
}
