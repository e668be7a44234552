import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { closeBatch, insertBatch, markSubmitted, readBatches } from './llm-batches.ts';

let database: TestDatabase;
let tenant: TenantRows;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  tenant = await insertTenantRows(database.owner);
});
afterAll(() => database.drop());

const now = new Date('2026-03-10T12:00:00Z');
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const inTenant = <Result>(work: (tx: TenantTransaction) => Promise<Result>, of = tenant) =>
  withTenant(database.app, of.tenant_id, work);
const items = { a: { reservation_id: 'r', reserved_usd: 0.1 } };
const insert = (batch_key: string, at = now) =>
  inTenant((tx) => insertBatch(tx, { batch_key, vendor: 'openai', model: 'm', items, now: at }));
const read = (batch_key: string) => inTenant((tx) => readBatches(tx, batch_key));
const submitted = (batch_id: string, vendor_batch_id: string | null) =>
  inTenant((tx) => markSubmitted(tx, batch_id, vendor_batch_id));
const close = (batch_id: string, at = later(60)) => inTenant((tx) => closeBatch(tx, batch_id, at));

describe('a batch of questions', () => {
  it('is found by what asked for it once the vendor has taken it, and not before', async () => {
    const { batch_id, status } = await insert('step-1');
    expect(status).toBe('submitting');
    expect(await read('step-1')).toEqual([]);
    await submitted(batch_id, 'batch_1');
    expect(await read('step-1')).toMatchObject([
      { batch_id, vendor_batch_id: 'batch_1', status: 'running', items, created_at: now, ended_at: null },
    ]);
    expect(await read('step-2')).toEqual([]);
  });

  it('that the vendor did not take is never found', async () => {
    const { batch_id } = await insert('step-1');
    await submitted(batch_id, null);
    expect(await read('step-1')).toEqual([]);
    const [row] = await database.owner.sql`select status from llm_batches where batch_id = ${batch_id}`;
    expect(row?.status).toBe('refused');
  });

  it('is closed by one of many who try at the same time, and stays as it was closed', async () => {
    const { batch_id } = await insert('step-1');
    await submitted(batch_id, 'batch_1');
    const closed = await Promise.all(Array.from({ length: 5 }, () => close(batch_id)));
    expect(closed.filter(Boolean)).toHaveLength(1);
    expect(await close(batch_id, later(90))).toBe(false);
    expect(await read('step-1')).toMatchObject([{ status: 'settled', ended_at: later(60) }]);
  });

  it.each(['submitting', 'refused'])('that is %s cannot be closed', async (status) => {
    const { batch_id } = await insert('step-1');
    if (status === 'refused') await submitted(batch_id, null);
    expect(await close(batch_id)).toBe(false);
  });

  it('that is closed is not begun again by a late word of the vendor', async () => {
    const { batch_id } = await insert('step-1');
    await submitted(batch_id, 'batch_1');
    await close(batch_id);
    await submitted(batch_id, 'batch_2');
    await submitted(batch_id, null);
    expect(await read('step-1')).toMatchObject([{ status: 'settled', vendor_batch_id: 'batch_1' }]);
  });

  it('stands in the order in which it was begun', async () => {
    const ids: string[] = [];
    for (const minutes of [5, 0, 9]) {
      const { batch_id } = await insert('step-1', later(minutes));
      await submitted(batch_id, `batch_${minutes}`);
      ids.push(batch_id);
    }
    expect((await read('step-1')).map((row) => row.vendor_batch_id)).toEqual(['batch_0', 'batch_5', 'batch_9']);
  });

  it('of another tenant is neither found nor closed', async () => {
    const { batch_id } = await insert('step-1');
    await submitted(batch_id, 'batch_1');
    const stranger = await insertTenantRows(database.owner);
    expect(await inTenant((tx) => readBatches(tx, 'step-1'), stranger)).toEqual([]);
    expect(await inTenant((tx) => closeBatch(tx, batch_id, now), stranger)).toBe(false);
    expect(await close(randomUUID())).toBe(false);
  });
});
