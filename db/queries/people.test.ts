import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../contracts/roles.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { withTenant } from '../connect.ts';
import { memberships, users } from '../schema/index.ts';
import { findPeople } from './people.ts';

describe('the people of a tenant', () => {
  let database: TestDatabase;
  let tenant: TenantRows;
  let other: TenantRows;

  const add = async (name: string, roles: Role[]) => {
    const user_id = randomUUID();
    const email = `${name}@${tenant.tenant_id}.example`;
    await withTenant(database.owner, tenant.tenant_id, async (tx) => {
      await tx.insert(users).values({ user_id, email, display_name: name, password_hash: 'none' });
      await tx.insert(memberships).values({ user_id, roles });
    });
    return { user_id, email, roles };
  };

  beforeAll(async () => {
    database = await createTestDatabase();
    tenant = await insertTenantRows(database.owner);
    other = await insertTenantRows(database.owner);
  });
  afterAll(() => database.drop());

  const find = (roles: readonly Role[], emails: readonly string[] = []) =>
    withTenant(database.app, tenant.tenant_id, (tx) => findPeople(tx, { roles, emails }));

  it('are found by any of several roles or by address, each once, in order of address', async () => {
    const both = await add('ada', ['marketer', 'approver']);
    const viewer = await add('bob', ['viewer']);
    const person = { user_id: tenant.user_id, email: tenant.email, roles: ['approver'] };
    expect(await find(['approver'])).toEqual([both, person]);
    expect(await find(['approver', 'marketer'])).toEqual([both, person]);
    expect(await find(['viewer'], [both.email.toUpperCase()])).toEqual([both, viewer]);
    expect(await find([], [viewer.email])).toEqual([viewer]);
  });

  it('are nobody when nobody is asked for', async () => {
    expect(await find([])).toEqual([]);
    expect(await find(['on_call'])).toEqual([]);
  });

  it('are never those of another tenant, even when named by address', async () => {
    expect(await find(['approver'], [other.email])).not.toContainEqual(expect.objectContaining({ email: other.email }));
    const asOwner = await withTenant(database.owner, tenant.tenant_id, (tx) =>
      findPeople(tx, { roles: [], emails: [other.email] }),
    );
    expect(asOwner).toEqual([]);
  });
});
