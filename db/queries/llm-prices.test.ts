import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { callCost } from '../../contracts/model-cost.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { keepAnswer, readAnswers } from './llm-answers.ts';
import { listPrices, putPrice, readPrices } from './llm-prices.ts';

let database: TestDatabase;
let tenant: TenantRows;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  tenant = await insertTenantRows(database.owner);
});
afterAll(() => database.drop());

const inTenant = <Result>(work: (tx: TenantTransaction) => Promise<Result>, of = tenant) =>
  withTenant(database.app, of.tenant_id, work);

describe('prices that a tenant enters', () => {
  const enter = (effective_on: string, input_usd: number, model = 'm1') =>
    inTenant((tx) =>
      putPrice(tx, { model, effective_on, input_usd, output_usd: 10, created_by_email: 'ann@example.com' }),
    );
  const inputOn = async (day: string) => (await inTenant((tx) => readPrices(tx, day))).get('m1')?.input_usd;

  it('hold from their day on until the next one begins; none holds before', async () => {
    await enter('2026-03-10', 2);
    await enter('2026-03-01', 1);
    await enter('2026-03-05', 7, 'm2');
    const days = ['2026-02-28', '2026-03-01', '2026-03-09', '2026-03-10', '2027-01-01'];
    expect(await Promise.all(days.map(inputOn))).toEqual([undefined, 1, 1, 2, 2]);
  });

  it('of the same model and day are mended, not doubled', async () => {
    await enter('2026-03-01', 1);
    await enter('2026-03-01', 3);
    await enter('2026-03-02', 4);
    const listed = await inTenant(listPrices);
    expect(listed.map((row) => [row.effective_on, row.input_usd])).toEqual([
      ['2026-03-02', 4],
      ['2026-03-01', 3],
    ]);
  });

  it('are what a call of that tenant costs, and of no other', async () => {
    await enter('2026-03-01', 100, 'gpt-4o');
    const stranger = await insertTenantRows(database.owner);
    const cost = async (of: TenantRows) =>
      callCost('gpt-4o', 1_000_000, 0, await inTenant((tx) => readPrices(tx, '2026-03-02'), of)).cost_usd;
    expect([await cost(tenant), await cost(stranger)]).toEqual([100, 0.15]);
  });
});

describe('answers that are kept', () => {
  const now = new Date('2026-03-10T12:00:00Z');
  const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
  const keep = (cache_key: string, answer: string, { at = now, until = later(10) } = {}) =>
    inTenant((tx) => keepAnswer(tx, { cache_key, task: 't', model: 'm', answer, expires_at: until }, at));
  const read = async (keys: readonly string[], at = now) =>
    Object.fromEntries(await inTenant((tx) => readAnswers(tx, keys, at)));

  it('serve until their moment and not at it', async () => {
    await keep('k', 'yes');
    expect(await read(['k', 'unknown'], later(9))).toEqual({ k: 'yes' });
    expect(await read(['k'], later(10))).toEqual({});
    expect(await read([])).toEqual({});
  });

  it('make room for newer ones, and those that are past their moment are dropped', async () => {
    await keep('k', 'old');
    await keep('k', 'new', { until: later(20) });
    await keep('short', 'x', { until: later(1) });
    expect(await read(['k', 'short'])).toEqual({ k: 'new', short: 'x' });
    await keep('another', 'y', { at: later(5), until: later(30) });
    expect(await read(['k', 'short', 'another'])).toEqual({ k: 'new', another: 'y' });
  });
});
