import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../tests/harness/database.ts';
import { insertTenantRows, type TenantRows } from '../tests/harness/tenant-rows.ts';
import { connectDatabase, type Database, withTenant } from './connect.ts';
import { brands, campaigns } from './schema/index.ts';

describe('a tenant’s transaction', () => {
  let database: TestDatabase;
  let alder: TenantRows;
  let lumen: TenantRows;
  /** One connection only, so that every use meets what the last one left behind. */
  let pool: Database;

  beforeAll(async () => {
    database = await createTestDatabase();
    alder = await insertTenantRows(database.owner);
    lumen = await insertTenantRows(database.owner);
    pool = connectDatabase(database.app_url, { max: 1 });
  });
  afterAll(async () => {
    await pool.close();
    await database.drop();
  });

  const campaignsOf = (tenant_id: string) => withTenant(pool, tenant_id, (tx) => tx.select().from(campaigns));

  it('sees its own rows and no others', async () => {
    expect((await campaignsOf(alder.tenant_id)).map((row) => row.tenant_id)).toEqual([alder.tenant_id]);
    expect((await campaignsOf(lumen.tenant_id)).map((row) => row.tenant_id)).toEqual([lumen.tenant_id]);
  });

  it('leaves nothing on the connection after it commits', async () => {
    await campaignsOf(alder.tenant_id);
    expect(await pool.drizzle.select().from(campaigns)).toEqual([]);
    const [setting] = await pool.sql`select current_setting('app.tenant_id', true) as tenant_id`;
    expect(setting?.tenant_id).toBe('');
  });

  it('leaves nothing on the connection after it rolls back, and stores nothing', async () => {
    const failing = withTenant(pool, alder.tenant_id, async (tx) => {
      await tx.insert(brands).values({ name: 'Never' });
    });
    await expect(failing).rejects.toThrow();
    const thrown = withTenant(pool, alder.tenant_id, async (tx) => {
      await tx.update(campaigns).set({ campaign_name: 'Never' });
      throw new Error('changed my mind');
    });
    await expect(thrown).rejects.toThrow('changed my mind');
    expect(await pool.drizzle.select().from(campaigns)).toEqual([]);
    expect((await campaignsOf(alder.tenant_id)).map((row) => row.campaign_name)).toEqual(['Campaign']);
  });

  it('fills in whose row it is', async () => {
    const added = await withTenant(database.owner, lumen.tenant_id, (tx) =>
      tx.insert(brands).values({ name: 'Second' }).returning(),
    );
    expect(added.map((row) => row.tenant_id)).toEqual([lumen.tenant_id]);
  });

  it('refuses something that is no tenant id, before any work is done', async () => {
    const nobody = withTenant(pool, 'not-a-uuid', (tx) => tx.select().from(campaigns));
    await expect(nobody).rejects.toThrow();
    expect(await campaignsOf('00000000-0000-7000-8000-00000000dead')).toEqual([]);
  });

  it('keeps concurrent tenants apart in a pool', async () => {
    const ids = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? alder.tenant_id : lumen.tenant_id));
    const seen = await Promise.all(
      ids.map((tenant_id) =>
        withTenant(database.app, tenant_id, async (tx) => {
          await tx.execute(sql`select pg_sleep(0.002)`);
          return (await tx.select().from(campaigns)).map((row) => row.tenant_id);
        }),
      ),
    );
    expect(seen).toEqual(ids.map((tenant_id) => [tenant_id]));
  });

  it('keeps moments to the millisecond, so that a page position survives a round trip', async () => {
    const [row] = await campaignsOf(alder.tenant_id);
    const [exact] = await withTenant(pool, alder.tenant_id, (tx) =>
      tx.select().from(campaigns).where(sql`created_at = ${row?.created_at.toISOString()}::timestamptz`),
    );
    expect(exact?.campaign_id).toBe(alder.campaign_id);
  });

  describe('statements', () => {
    const kept = () =>
      pool.sql<{ statement: string; used: number }[]>`
        select statement, (generic_plans + custom_plans)::int as used from pg_prepared_statements`;

    it('are prepared once on a connection and used again, whoever’s rows they read', async () => {
      const named = (tenant_id: string, name: string) =>
        withTenant(pool, tenant_id, (tx) => tx.select().from(campaigns).where(eq(campaigns.campaign_name, name)));
      const [of_alder] = await campaignsOf(alder.tenant_id);
      const name = of_alder?.campaign_name ?? '';
      const seen: string[][] = [];
      // More often than it takes the server to settle for one plan for everybody.
      for (let round = 0; round < 8; round += 1) {
        const both = [await named(alder.tenant_id, name), await named(lumen.tenant_id, name)];
        seen.push(both.map((rows) => rows.map((row) => row.tenant_id).join()));
      }
      expect(new Set(seen.map(String)).size).toBe(1);
      expect(seen[0]?.[0]).toBe(alder.tenant_id);
      expect(seen[0]?.[1]).not.toContain(alder.tenant_id);
      const [same, ...more] = (await kept()).filter(({ statement }) =>
        /^select.*"campaign_name" = \$1/.test(statement),
      );
      expect(more).toEqual([]);
      expect(same?.used).toBe(16);
    });

    it('of a bulk load are not kept, because each length is another one', async () => {
      const many = sql.join(
        Array.from({ length: 61 }, (_, index) => sql`${String(index)}`),
        sql`, `,
      );
      await withTenant(pool, alder.tenant_id, (tx) =>
        tx.select().from(campaigns).where(sql`${campaigns.campaign_name} in (${many})`),
      );
      expect((await kept()).filter(({ statement }) => statement.includes('$61'))).toEqual([]);
    });

    it('that fail inside a savepoint leave the rest of the transaction usable', async () => {
      const rows = await withTenant(pool, alder.tenant_id, async (tx) => {
        const broken = tx.transaction((inner) => inner.execute(sql`select 1 / ${0}::int`));
        await expect(broken).rejects.toThrow();
        return tx.select().from(campaigns);
      });
      expect(rows.map((row) => row.tenant_id)).toEqual([alder.tenant_id]);
    });
  });
});
