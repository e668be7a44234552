import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { endRun, listStreams, recordProgress, type SyncStream, takeStream } from './sync-streams.ts';

let database: TestDatabase;
let tenant: TenantRows;
beforeAll(async () => {
  database = await createTestDatabase();
  tenant = await insertTenantRows(database.owner);
});
beforeEach(async () => {
  await database.owner.sql`delete from sync_streams`;
});
afterAll(() => database.drop());

const now = new Date('2026-03-10T12:00:00Z');
const minutesLater = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const run = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(database.app, tenant.tenant_id, work);
const take = (holder: string, more: { stream?: SyncStream; now?: Date } = {}) =>
  run((tx) => {
    const { ad_account_id } = tenant;
    return takeStream(tx, { ad_account_id, stream: 'entities', holder, execution_id: randomUUID(), now, ...more });
  });
type Held = Awaited<ReturnType<typeof take>>;
const none = { read: 0, changed: 0, restated: 0 };
const progress = (held: Held, cursor: { page: number }, added = none) =>
  run((tx) => recordProgress(tx, held, { cursor, added }));
const end = (held: Held, status: 'idle' | 'failed', more: { complete_until?: string } = {}) =>
  run((tx) => {
    const error = status === 'failed' ? { code: 'PLATFORM_UNAVAILABLE', message: 'It was away.' } : null;
    return endRun(tx, held, { status, now, error, ...more });
  });
const row = async () => (await run((tx) => listStreams(tx)))[0]?.stream;
/** As if the lease had run out long ago. */
const forget = () => database.owner.sql`update sync_streams set leased_until = clock_timestamp() - interval '1 second'`;
const running = { code: 'SYNC_RUNNING' };

describe('a stream', () => {
  it('is taken fresh, by one run only', async () => {
    const held = await take('a');
    expect(held).toMatchObject({ resumed: false, cursor: {}, started_at: now, done: none, complete_until: null });
    await expect(take('b')).rejects.toMatchObject({ ...running, details: { stream: 'entities' } });
    expect(await row()).toMatchObject({ status: 'running', lease_holder: 'a', started_at: now, finished_at: null });
  });

  it('is taken by exactly one of many who want it at the same moment', async () => {
    const settled = await Promise.allSettled(['a', 'b', 'c', 'd', 'e'].map((holder) => take(holder)));
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const each of settled) if (each.status === 'rejected') expect(each.reason).toMatchObject(running);
  });

  it('is of its own for every kind of thing', async () => {
    await take('a', { stream: 'entities' });
    await take('b', { stream: 'audiences' });
    await take('c', { stream: 'daily_metrics' });
    const streams = await run((tx) => listStreams(tx, tenant.ad_account_id));
    expect(streams.map(({ stream }) => stream.stream)).toEqual(['audiences', 'daily_metrics', 'entities']);
    expect(await run((tx) => listStreams(tx, randomUUID()))).toEqual([]);
  });

  it('counts what a run does, and keeps where it stands', async () => {
    const held = await take('a');
    await progress(held, { page: 1 }, { read: 10, changed: 3, restated: 0 });
    await progress(held, { page: 2 }, { read: 5, changed: 1, restated: 2 });
    expect(await row()).toMatchObject({ cursor: { page: 2 }, rows_read: 15, rows_changed: 4, rows_restated: 2 });
  });

  it('is free when its run has ended, and the next one counts from nothing', async () => {
    const held = await take('a');
    await progress(held, { page: 1 }, { read: 10, changed: 3, restated: 0 });
    await end(held, 'idle', { complete_until: '2026-03-09' });
    expect(await row()).toMatchObject({
      ...{ status: 'idle', cursor: null, lease_holder: null, lease_token: null, rows_read: 10 },
      ...{ succeeded_at: now, complete_until: '2026-03-09', error_code: null },
    });
    expect(await take('b')).toMatchObject({ resumed: false, done: none, complete_until: '2026-03-09' });
  });

  it('of a run that was cut short goes on where it stood', async () => {
    const first = await take('a');
    await progress(first, { page: 7 }, { read: 70, changed: 1, restated: 0 });
    await end(first, 'failed');
    expect(await row()).toMatchObject({ status: 'failed', error_code: 'PLATFORM_UNAVAILABLE', succeeded_at: null });
    const next = await take('b', { now: minutesLater(10) });
    expect(next).toMatchObject({ resumed: true, cursor: { page: 7 }, started_at: now, done: { read: 70 } });
    expect(await row()).toMatchObject({ status: 'running', error_code: null, error_message: null });
  });

  it('of a run that was cut short an hour ago begins anew: what it read has grown old', async () => {
    const first = await take('a');
    await progress(first, { page: 7 }, { read: 70, changed: 1, restated: 0 });
    await end(first, 'failed');
    const next = await take('b', { now: minutesLater(60) });
    expect(next).toMatchObject({ resumed: false, cursor: {}, started_at: minutesLater(60), done: none });
  });

  it('goes back at once to the step that held it: its earlier attempt is dead', async () => {
    const first = await take('a');
    await progress(first, { page: 2 });
    const again = await take('a', { now: minutesLater(1) });
    expect(again).toMatchObject({ resumed: true, cursor: { page: 2 }, stream_id: first.stream_id });
    expect(again.token).not.toBe(first.token);
  });

  it('goes to another when its lease has run out', async () => {
    const first = await take('a');
    await expect(take('b')).rejects.toMatchObject(running);
    await forget();
    expect((await take('b')).token).not.toBe(first.token);
  });

  it('takes nothing any more from a run that lost it, and what that run wrote is undone', async () => {
    const lost = await take('a');
    await forget();
    await take('b');
    const late = run(async (tx) => {
      await updateName(tx);
      await recordProgress(tx, lost, { cursor: { page: 9 }, added: none });
    });
    await expect(late).rejects.toMatchObject(running);
    await expect(end(lost, 'idle')).rejects.toMatchObject(running);
    expect(await row()).toMatchObject({ lease_holder: 'b', status: 'running', cursor: {} });
    const [account] = await database.owner.sql`select name from ad_accounts`;
    expect(account).toEqual({ name: 'Account' });
  });

  it('is renewed with every step: a run that goes on loses nothing', async () => {
    const held = await take('a');
    await forget();
    await progress(held, { page: 1 });
    await expect(take('b')).rejects.toMatchObject(running);
  });
});

function updateName(tx: TenantTransaction) {
  return tx.execute(`update ad_accounts set name = 'Late'`);
}
