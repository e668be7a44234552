import { and, eq, gt, isNull, lt, or, sql } from 'drizzle-orm';
import { z } from 'zod';
import { roleSchema } from '../../contracts/roles.ts';
import type { Database, TenantTransaction } from '../connect.ts';
import { apiKeys, memberships, tenants, users } from '../schema/index.ts';

const foundKeySchema = z.object({
  api_key_id: z.uuid(),
  tenant_id: z.uuid(),
  user_id: z.uuid(),
  email: z.string(),
  roles: z.array(roleSchema),
  scopes: z.array(z.string()),
});

/** Finds a key that is neither revoked nor expired by its sha256 (hex), with its owner’s present roles; null when none. */
export async function findApiKey(database: Database, key_hash: string) {
  const [row] = await database.sql`select * from find_api_key(${key_hash})`;
  return row === undefined ? null : foundKeySchema.parse(row);
}

const foundLoginSchema = z.object({
  user_id: z.uuid(),
  email: z.string(),
  display_name: z.string(),
  password_hash: z.string(),
  memberships: z.array(z.object({ tenant_id: z.uuid(), tenant_name: z.string(), roles: z.array(roleSchema) })),
});

/** Finds a person by e-mail with every membership; null when nobody has this address. */
export async function findLogin(database: Database, email: string) {
  const [row] = await database.sql`select * from find_login(${email})`;
  return row === undefined ? null : foundLoginSchema.parse(row);
}

/** Notes that a key was used, at most once a minute, so that a busy key does not write on every request. */
export async function touchApiKey(tx: TenantTransaction, api_key_id: string): Promise<void> {
  await tx
    .update(apiKeys)
    .set({ last_used_at: sql`now()` })
    .where(
      and(
        eq(apiKeys.api_key_id, api_key_id),
        or(isNull(apiKeys.last_used_at), lt(apiKeys.last_used_at, sql`now() - interval '1 minute'`)),
      ),
    );
}

/** The scopes of a key of the running tenant that is neither revoked nor expired; null when there is none. */
export async function findOpenApiKey(tx: TenantTransaction, api_key_id: string) {
  const [row] = await tx
    .select({ scopes: apiKeys.scopes })
    .from(apiKeys)
    .where(
      and(
        ...[eq(apiKeys.api_key_id, api_key_id), isNull(apiKeys.revoked_at)],
        or(isNull(apiKeys.expires_at), gt(apiKeys.expires_at, sql`now()`)),
      ),
    );
  return row ?? null;
}

/** A member of the running tenant with present roles; null when the membership has ended. */
export async function findMember(tx: TenantTransaction, user_id: string) {
  const [row] = await tx
    .select({
      user_id: users.user_id,
      email: users.email,
      display_name: users.display_name,
      roles: memberships.roles,
      tenant_name: tenants.name,
    })
    .from(memberships)
    .innerJoin(users, eq(users.user_id, memberships.user_id))
    .innerJoin(tenants, eq(tenants.tenant_id, memberships.tenant_id))
    .where(eq(memberships.user_id, user_id));
  return row ?? null;
}
