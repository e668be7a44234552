import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { withTenant } from '../connect.ts';
import { notifications } from '../schema/index.ts';
import { afterPosition, type KeysetPosition, newestFirst, toPage } from './keyset.ts';

describe('a list that pages by its last row', () => {
  let database: TestDatabase;
  let tenant: TenantRows;

  beforeAll(async () => {
    database = await createTestDatabase();
    tenant = await insertTenantRows(database.owner);
    // 30 rows in three moments only, so that most neighbours have the same moment and only the id tells them apart.
    await withTenant(database.app, tenant.tenant_id, (tx) =>
      tx.insert(notifications).values(
        Array.from({ length: 30 }, (_, index) => ({
          kind: 'note',
          title: String(index),
          body: '',
          created_at: new Date(Date.UTC(2026, 0, 1, 0, 0, 0, index % 3)),
        })),
      ),
    );
  });
  afterAll(() => database.drop());

  const page = (limit: number, after: KeysetPosition | null) =>
    withTenant(database.app, tenant.tenant_id, async (tx) => {
      const rows = await tx
        .select()
        .from(notifications)
        .where(afterPosition(notifications.created_at, notifications.notification_id, after))
        .orderBy(newestFirst(notifications.created_at, notifications.notification_id))
        .limit(limit + 1);
      return toPage(rows, limit, (row) => ({ at: row.created_at, id: row.notification_id }));
    });
  const readAll = async (limit: number, between: () => Promise<unknown> = async () => {}) => {
    const seen: string[] = [];
    for (let after: KeysetPosition | null = null; ; ) {
      const { rows, next } = await page(limit, after);
      seen.push(...rows.map((row) => row.title));
      if (next === null) return seen;
      after = next;
      await between();
    }
  };

  it.each([1, 4, 7, 29, 30, 31])('gives every row once, newest first, in pages of %i', async (limit) => {
    const titles = await readAll(limit);
    expect(titles.length).toBe(30);
    expect(new Set(titles).size).toBe(30);
    const moments = titles.map((title) => Number(title) % 3);
    expect(moments).toEqual([...moments].sort((left, right) => right - left));
  });

  it('says that nothing follows when the last page is full', async () => {
    expect((await page(30, null)).next).toBeNull();
    expect((await page(29, null)).next).not.toBeNull();
  });

  it('is not shifted by rows that come in while somebody pages', async () => {
    const titles = await readAll(5, () =>
      withTenant(database.app, tenant.tenant_id, (tx) =>
        tx.insert(notifications).values({ notification_id: randomUUID(), kind: 'note', title: 'new', body: '' }),
      ),
    );
    expect(titles.filter((title) => title !== 'new').length).toBe(30);
    expect(titles).not.toContain('new');
  });

  it('refuses a position that it never gave out', async () => {
    await expect(page(5, { at: new Date(), id: "x'); drop table notifications; --" })).rejects.toMatchObject({
      code: 'REQUEST_INVALID',
    });
  });

  it('finds its rows through the index that leads with the tenant, without sorting them, even when there are many', async () => {
    const other = await insertTenantRows(database.owner);
    await withTenant(database.owner, other.tenant_id, (tx) =>
      tx.execute(sql`
        insert into notifications (kind, title, body, created_at)
        select 'note', n::text, '', timestamptz '2025-01-01' + n * interval '1 minute' from generate_series(1, 20000) n`),
    );
    await database.owner.sql`analyze notifications`;
    const plan = await withTenant(database.app, other.tenant_id, (tx) =>
      tx.execute(sql`
        explain select * from notifications
        where ${afterPosition(notifications.created_at, notifications.notification_id, { at: new Date('2025-01-05'), id: randomUUID() })}
        order by ${newestFirst(notifications.created_at, notifications.notification_id)} limit 21`),
    );
    const text = JSON.stringify(plan);
    expect(text).toContain('notifications_newest');
    expect(text).not.toContain('Seq Scan');
    expect(text).not.toContain('Sort');
  });
});
