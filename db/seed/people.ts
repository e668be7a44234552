import { createHash } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { eq } from 'drizzle-orm';
import { type DemoTenant, demoPeople } from '../../contracts/demo-world.ts';
import { permissionSchema } from '../../contracts/roles.ts';
import type { TenantTransaction } from '../connect.ts';
import { apiKeys, memberships, users } from '../schema/index.ts';
import { stableId } from './stable-id.ts';

/** Argon2id with the parameters that OWASP's password storage page names: 19 MiB, two passes, one lane. */
const passwordCost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The id of a demo person, such as the engineer who wrote the playbooks. */
export function demoUserId(tenant: DemoTenant, name: (typeof demoPeople)[number]['name']): string {
  return stableId('user', tenant.tenant_id, name);
}

/** Adds the people of a demo tenant with their roles. A password that is already right keeps its hash. */
export async function seedPeople(tx: TenantTransaction, tenant: DemoTenant, password: string): Promise<void> {
  const rows = demoPeople.map(({ name, roles }) => ({
    user_id: demoUserId(tenant, name),
    email: `${name}@${tenant.email_domain}`,
    display_name: `${name.charAt(0).toUpperCase()}${name.slice(1)} of ${tenant.name}`,
    roles: [...roles],
  }));
  await Promise.all(
    rows.map(async ({ user_id, email, display_name }) => {
      const [known] = await tx.select({ hash: users.password_hash }).from(users).where(eq(users.user_id, user_id));
      if (known !== undefined && (await verify(known.hash, password))) return;
      const password_hash = await hash(password, passwordCost);
      await tx
        .insert(users)
        .values({ user_id, email, display_name, password_hash })
        .onConflictDoUpdate({ target: users.user_id, set: { password_hash } });
    }),
  );
  await tx
    .insert(memberships)
    .values(rows.map(({ user_id, roles }) => ({ user_id, roles })))
    .onConflictDoNothing();
}

/** Adds, or replaces, the demo key of a tenant. It acts as the marketer and may do whatever that person may. */
export async function seedApiKey(tx: TenantTransaction, tenant: DemoTenant, api_key: string): Promise<void> {
  const secret = { prefix: api_key.slice(0, 13), key_hash: createHash('sha256').update(api_key).digest('hex') };
  await tx
    .insert(apiKeys)
    .values({
      api_key_id: stableId('api_key', tenant.tenant_id),
      user_id: demoUserId(tenant, 'marketer'),
      name: 'Demo key',
      scopes: [...permissionSchema.options],
      ...secret,
    })
    .onConflictDoUpdate({ target: [apiKeys.tenant_id, apiKeys.api_key_id], set: secret });
}
