import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import {
  endExperiment,
  insertExperiment,
  listExperiments,
  lockExperiment,
  readRunningExperiments,
} from './experiments.ts';
import { countSiteChecks, insertSiteCheck, readSiteCheckAt } from './site-checks.ts';

let database: TestDatabase;
let tenant: TenantRows;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  tenant = await insertTenantRows(database.owner);
});
afterAll(() => database.drop());

const inTenant = <Result>(work: (tx: TenantTransaction) => Promise<Result>) =>
  withTenant(database.app, tenant.tenant_id, work);

describe('experiments on a campaign', () => {
  const enter = (name: string, starts_on: string, ends_on: string | null, campaign_id = '100') =>
    inTenant((tx) => insertExperiment(tx, { name, starts_on, ends_on, campaign_id }));
  const running = async (on: string) =>
    (await inTenant((tx) => readRunningExperiments(tx, '100', on))).map((row) => row.name);

  it('run from their first day to their last, and for ever without one', async () => {
    await enter('closed', '2026-03-02', '2026-03-04');
    await enter('open', '2026-03-03', null);
    await enter('of another', '2026-03-01', null, '200');
    const days = ['2026-03-01', '2026-03-02', '2026-03-04', '2026-03-05', '2030-01-01'];
    expect(await Promise.all(days.map(running))).toEqual([[], ['closed'], ['closed', 'open'], ['open'], ['open']]);
  });

  it('end on the day that somebody says, and only that one', async () => {
    const { experiment_id } = await enter('one', '2026-03-01', null);
    await enter('two', '2026-03-02', null);
    await inTenant((tx) => endExperiment(tx, experiment_id, '2026-03-05'));
    expect(await running('2026-03-05')).toEqual(['one', 'two']);
    expect(await running('2026-03-06')).toEqual(['two']);
    expect(await inTenant((tx) => lockExperiment(tx, experiment_id))).toMatchObject({ ends_on: '2026-03-05' });
    expect(await inTenant((tx) => lockExperiment(tx, randomUUID()))).toBeNull();
  });

  it('are listed with those that start last first, of one campaign when it is named', async () => {
    await enter('a', '2026-03-01', null);
    await enter('b', '2026-03-03', null);
    await enter('c', '2026-03-02', null, '200');
    const names = async (campaign_id?: string, offset = 0) =>
      (await inTenant((tx) => listExperiments(tx, { limit: 2, offset, campaign_id }))).map((row) => row.name);
    expect([await names(), await names(undefined, 2), await names('100')]).toEqual([['b', 'c'], ['a'], ['b', 'a']]);
  });
});

describe('looks at a landing page', () => {
  const at = (minute: number) => new Date(Date.UTC(2026, 2, 10, 12, minute));
  const look = (minute: number, ok: boolean, campaign_id = '100') =>
    inTenant((tx) => insertSiteCheck(tx, { campaign_id, url: 'https://shop.example', checked_at: at(minute), ok }));

  it('are counted from a moment on, with those that failed', async () => {
    expect(await inTenant((tx) => countSiteChecks(tx, '100', at(0)))).toEqual({ all: 0, failed: 0 });
    await look(1, false);
    await look(2, true);
    await look(3, false);
    await look(3, false, '200');
    expect(await inTenant((tx) => countSiteChecks(tx, '100', at(1)))).toEqual({ all: 3, failed: 2 });
    expect(await inTenant((tx) => countSiteChecks(tx, '100', at(2)))).toEqual({ all: 2, failed: 1 });
  });

  it('give the newest up to a moment, and nothing of the future', async () => {
    await look(5, false);
    await look(1, true);
    await look(4, true, '200');
    const newest = async (minute: number) =>
      (await inTenant((tx) => readSiteCheckAt(tx, '100', at(minute))))?.checked_at ?? null;
    expect([await newest(0), await newest(1), await newest(4), await newest(5)]).toEqual([null, at(1), at(1), at(5)]);
  });
});
