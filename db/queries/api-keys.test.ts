import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Permission } from '../../contracts/roles.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { setRoles } from '../../tests/harness/decision-rows.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { withTenant } from '../connect.ts';
import { apiKeys, memberships } from '../schema/index.ts';
import { findApiKey, findLogin, findMember, touchApiKey } from './api-keys.ts';

let database: TestDatabase;
let tenant: TenantRows;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  tenant = await insertTenantRows(database.owner);
});
afterAll(() => database.drop());

const scopes: Permission[] = ['campaigns:read'];
const addKey = async (more: { readonly revoked_at?: Date; readonly expires_at?: Date } = {}) => {
  const row = {
    ...{ api_key_id: randomUUID(), user_id: tenant.user_id, name: 'key', prefix: 'mbi_live_', key_hash: randomUUID() },
    ...{ scopes, ...more },
  };
  await withTenant(database.owner, tenant.tenant_id, (tx) => tx.insert(apiKeys).values(row));
  return row;
};
const leave = () =>
  withTenant(database.owner, tenant.tenant_id, (tx) =>
    tx.delete(memberships).where(eq(memberships.user_id, tenant.user_id)),
  );

describe('an API key', () => {
  it('is found by its hash, before any tenant is known, with the present roles of its owner', async () => {
    const { key_hash, api_key_id } = await addKey();
    const { tenant_id, user_id, email } = tenant;
    const found = { api_key_id, tenant_id, user_id, email, scopes };
    expect(await findApiKey(database.app, key_hash)).toEqual({ ...found, roles: ['approver'] });
    await setRoles(database.owner, tenant_id, user_id, ['viewer']);
    expect(await findApiKey(database.app, key_hash)).toEqual({ ...found, roles: ['viewer'] });
  });

  it.each([
    ['revoked', { revoked_at: new Date('2026-01-01') }],
    ['expired', { expires_at: new Date('2026-01-01') }],
  ])('that is %s opens nothing', async (_why, more) => {
    const { key_hash } = await addKey(more);
    expect(await findApiKey(database.app, key_hash)).toBeNull();
  });

  it('opens something until it expires, and keeps its owner from being removed while it is there', async () => {
    const { key_hash } = await addKey({ expires_at: new Date('2099-01-01') });
    expect(await findApiKey(database.app, key_hash)).not.toBeNull();
    await expect(leave()).rejects.toMatchObject({ cause: { code: '23503' } });
    expect(await findApiKey(database.app, "' or true --")).toBeNull();
  });

  it('notes its use at most once a minute, and only in its own tenant', async () => {
    const { api_key_id } = await addKey();
    const touch = (of = tenant) => withTenant(database.app, of.tenant_id, (tx) => touchApiKey(tx, api_key_id));
    const used = async () => {
      const [row] = await database.owner.sql<{ at: string | null }[]>`
        select last_used_at::text as at from api_keys where api_key_id = ${api_key_id}`;
      return row?.at ?? null;
    };
    await touch(await insertTenantRows(database.owner));
    expect(await used()).toBeNull();
    await touch();
    const first = await used();
    expect(first).not.toBeNull();
    await touch();
    expect(await used()).toBe(first);
    await database.owner.sql`
      update api_keys set last_used_at = now() - interval '61 s' where api_key_id = ${api_key_id}`;
    const earlier = await used();
    await touch();
    expect(await used()).not.toBe(earlier);
  });
});

describe('a person who signs in', () => {
  it('is found by address with every membership', async () => {
    const other = await insertTenantRows(database.owner);
    await withTenant(database.owner, other.tenant_id, (tx) =>
      tx.insert(memberships).values({ user_id: tenant.user_id, roles: ['viewer', 'analyst'] }),
    );
    const found = await findLogin(database.app, tenant.email);
    expect(found).toMatchObject({ user_id: tenant.user_id, display_name: 'Person', password_hash: 'none' });
    const roles = found?.memberships.map(({ tenant_id, roles: held }) => [tenant_id, held.join()]);
    expect(Object.fromEntries(roles ?? [])).toEqual({
      [tenant.tenant_id]: 'approver',
      [other.tenant_id]: 'viewer,analyst',
    });
  });

  it('without a membership belongs nowhere; an unknown address is nobody', async () => {
    await leave();
    expect((await findLogin(database.app, tenant.email))?.memberships ?? []).toEqual([]);
    expect(await findLogin(database.app, 'nobody@example.com')).toBeNull();
  });
});

describe('a member', () => {
  const member = (of = tenant) => withTenant(database.app, of.tenant_id, (tx) => findMember(tx, tenant.user_id));

  it('has present roles, until the membership ends', async () => {
    const { user_id, email, tenant_id } = tenant;
    const named = { user_id, email, display_name: 'Person', tenant_name: `Tenant ${tenant_id}` };
    expect(await member()).toEqual({ ...named, roles: ['approver'] });
    await setRoles(database.owner, tenant_id, user_id, ['admin']);
    expect(await member()).toEqual({ ...named, roles: ['admin'] });
    await leave();
    expect(await member()).toBeNull();
  });
});
