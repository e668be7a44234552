import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { withTenant } from '../connect.ts';
import * as schema from './index.ts';

/** The tables that are about no single tenant, or are the list of tenants; they have policies of their own. */
const withoutTenantPolicy = ['tenants', 'users'];

type PolicyRow = {
  tablename: string;
  policyname: string;
  roles: string[];
  cmd: string;
  qual: string;
  with_check: string;
};

describe('row-level security', () => {
  let database: TestDatabase;
  let alder: TenantRows;
  let lumen: TenantRows;
  let tables: { name: string; has_tenant: boolean; enabled: boolean; forced: boolean }[];
  let policies: PolicyRow[];

  beforeAll(async () => {
    database = await createTestDatabase();
    alder = await insertTenantRows(database.owner);
    lumen = await insertTenantRows(database.owner);
    tables = await database.owner.sql`
      select relname as name, relrowsecurity as enabled, relforcerowsecurity as forced,
        exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id') as has_tenant
      from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by relname`;
    policies = await database.owner.sql`
      select tablename, policyname, roles::text[], cmd, qual, with_check from pg_policies where schemaname = 'public'`;
  });
  afterAll(() => database.drop());

  it('is enabled and forced on every table there is', () => {
    expect(tables.length).toBeGreaterThan(30);
    expect(tables.filter((table) => !table.enabled || !table.forced)).toEqual([]);
  });

  it('covers every table with a tenant_id by a policy for the app that checks reads and writes alike', () => {
    const fits = (policy: PolicyRow) =>
      policy.roles.includes('mbi_app') &&
      policy.cmd === 'ALL' &&
      policy.qual === policy.with_check &&
      /^\(tenant_id = \(?NULLIF\(current_setting\('app.tenant_id'::text, true\), ''::text\)\)?::uuid\)$/.test(
        policy.qual,
      );
    const uncovered = tables
      .filter((table) => table.has_tenant && !withoutTenantPolicy.includes(table.name))
      .filter((table) => !policies.some((policy) => policy.tablename === table.name && fits(policy)));
    expect(uncovered).toEqual([]);
  });

  it('gives every table a tenant_id but users, whom a membership brings into a tenant', () => {
    expect(tables.filter((table) => !table.has_tenant).map((table) => table.name)).toEqual(['users']);
  });

  it('gives the app no second policy that would widen the first', () => {
    const wide = policies.filter((policy) => policy.roles.includes('mbi_app') || policy.roles.includes('public'));
    expect(wide.map((policy) => policy.tablename).sort()).toEqual(tables.map((table) => table.name).sort());
  });

  it('shows nothing of any table or view without a tenant', async () => {
    const readable = [...tables.map((table) => table.name), 'campaign_features'];
    for (const name of readable) {
      const [row] = await database.app.sql<{ count: number }[]>`
        select count(*)::int as count from ${database.app.sql(name)}`;
      expect({ name, count: row?.count }).toEqual({ name, count: 0 });
    }
  });

  it('shows one tenant only its own rows in every table and view', async () => {
    for (const { name } of [...tables.filter((table) => table.has_tenant), { name: 'campaign_features' }]) {
      const seen = await database.app.sql.begin(async (tx) => {
        await tx`select set_config('app.tenant_id', ${alder.tenant_id}, true)`;
        return tx`select distinct tenant_id from ${tx(name)}`;
      });
      expect(seen.every((row) => row.tenant_id === alder.tenant_id)).toBe(true);
    }
  });

  it('shows a tenant its members and nobody else', async () => {
    const people = await withTenant(database.app, alder.tenant_id, (tx) => tx.select().from(schema.users));
    expect(people.map((person) => person.user_id)).toEqual([alder.user_id]);
  });

  it('refuses a row written for another tenant', async () => {
    const foreign = withTenant(database.app, alder.tenant_id, (tx) =>
      tx
        .insert(schema.notifications)
        .values({ tenant_id: lumen.tenant_id, kind: 'note', title: 'Hello', body: 'from next door' }),
    );
    await expect(foreign).rejects.toMatchObject({ cause: { code: '42501' } });
  });

  it('refuses a row without a tenant', async () => {
    const nobodys = database.app.drizzle
      .insert(schema.notifications)
      .values({ kind: 'note', title: 'Hello', body: '' });
    await expect(nobodys).rejects.toMatchObject({ cause: { code: '42501' } });
  });

  it('refuses to hand a row over to another tenant, and does not touch the rows of others', async () => {
    const handOver = withTenant(database.app, alder.tenant_id, (tx) =>
      tx.update(schema.campaigns).set({ tenant_id: lumen.tenant_id }),
    );
    await expect(handOver).rejects.toMatchObject({ cause: { code: '42501' } });
    const renamed = await withTenant(database.app, alder.tenant_id, (tx) =>
      tx.update(schema.campaigns).set({ campaign_name: 'Renamed' }).returning(),
    );
    expect(renamed.map((row) => row.tenant_id)).toEqual([alder.tenant_id]);
  });

  it('refuses a reference to a row of another tenant', async () => {
    const borrowed = withTenant(database.app, alder.tenant_id, (tx) =>
      tx.insert(schema.executionEvents).values({ execution_id: lumen.execution_id, type: 'step.started', data: {} }),
    );
    await expect(borrowed).rejects.toMatchObject({ cause: { code: '23503' } });
  });

  it('leads every key and index of a tenant’s table with the tenant, but the few that must look across or inside', async () => {
    const rows = await database.owner.sql<{ name: string; leading: string }[]>`
      select i.relname as name, a.attname as leading
      from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
      join pg_attribute a on a.attrelid = t.oid and a.attname <> '' and a.attnum = x.indkey[0]
      where t.relnamespace = 'public'::regnamespace and a.attname <> 'tenant_id' and t.relname <> 'users'
      order by i.relname`;
    expect(rows.map((row) => row.name)).toEqual([
      'api_keys_key_hash',
      'executions_execution_id',
      'memberships_user',
      'outbox_due',
      'recommendations_context',
    ]);
  });

  it('knows every table of the database in the schema files, and the other way round', () => {
    const declared = Object.values(schema).flatMap((each) =>
      each instanceof PgTable ? [getTableConfig(each).name] : [],
    );
    expect(declared.sort()).toEqual(tables.map((table) => table.name));
  });
});
