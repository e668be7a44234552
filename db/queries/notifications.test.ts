import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { turnPages } from '../../tests/harness/spine-rows.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { notifications } from '../schema/index.ts';
import type { KeysetPosition } from './keyset.ts';
import { listNotifications, markNotificationRead } from './notifications.ts';

describe('what a person is told', () => {
  let database: TestDatabase;
  let tenant: TenantRows;
  const [ann, bob] = [randomUUID(), randomUUID()];
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  beforeEach(async () => {
    tenant = await insertTenantRows(database.owner);
  });
  afterAll(() => database.drop());

  const inTenant = <Result>(work: (tx: TenantTransaction) => Promise<Result>, of = tenant) =>
    withTenant(database.app, of.tenant_id, work);
  const tell = async (user_id: string | null, title: string, created_at = new Date()) => {
    const row = { notification_id: randomUUID(), user_id, kind: 'note', title, body: '', created_at };
    await inTenant((tx) => tx.insert(notifications).values(row));
    return row.notification_id;
  };
  const list = (user_id: string, more = {}, of = tenant) =>
    inTenant((tx) => listNotifications(tx, { user_id, unread_only: false, limit: 50, after: null, ...more }), of);
  const titles = async (user_id: string, more = {}) => (await list(user_id, more)).rows.map((row) => row.title).sort();
  const read = (user_id: string, notification_id: string, of = tenant) =>
    inTenant((tx) => markNotificationRead(tx, { notification_id, user_id }), of);

  it('is what is theirs and what is for everybody, and nothing that is for somebody else', async () => {
    await tell(ann, 'for ann');
    await tell(bob, 'for bob');
    await tell(null, 'for all');
    expect(await titles(ann)).toEqual(['for all', 'for ann']);
    expect(await titles(bob)).toEqual(['for all', 'for bob']);
    expect(await titles(randomUUID())).toEqual(['for all']);
  });

  it('comes once each, newest first, while more comes in', async () => {
    for (let index = 0; index < 11; index += 1) {
      await tell(index % 2 === 0 ? ann : null, String(index), new Date(Date.UTC(2026, 0, 1, 0, 0, 0, index % 3)));
    }
    const page = (after: KeysetPosition | null) => list(ann, { limit: 4, after });
    const seen = await turnPages(page, () => tell(ann, 'new'));
    expect(seen.map((row) => row.title).sort()).toEqual([...Array(11).keys()].map(String).sort());
    const moments = seen.map((row) => row.created_at.getTime());
    expect(moments).toEqual(moments.toSorted((left, right) => right - left));
    expect(Object.keys(seen[0] ?? {})).not.toContain('tenant_id');
  });

  it('is read by the person it is for; the moment of the first reading stays', async () => {
    const id = await tell(ann, 'for ann');
    expect(await read(bob, id)).toBe(false);
    expect(await titles(ann, { unread_only: true })).toEqual(['for ann']);
    expect(await read(ann, id)).toBe(true);
    const [before] = (await list(ann)).rows;
    expect(before?.read_at).not.toBeNull();
    expect(await read(ann, id)).toBe(true);
    expect((await list(ann)).rows).toEqual([before]);
    expect(await titles(ann, { unread_only: true })).toEqual([]);
  });

  it('is not read for everybody by one', async () => {
    const id = await tell(null, 'for all');
    expect(await read(ann, id)).toBe(false);
    expect(await titles(ann, { unread_only: true })).toEqual(['for all']);
    expect(await read(ann, randomUUID())).toBe(false);
  });

  it('is of one tenant only, also for a person who belongs to two', async () => {
    const id = await tell(ann, 'for ann');
    const stranger = await insertTenantRows(database.owner);
    expect((await list(ann, {}, stranger)).rows).toEqual([]);
    expect(await read(ann, id, stranger)).toBe(false);
  });
});
