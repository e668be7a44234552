import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { insightRow } from '../../tests/harness/spine-rows.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { markCampaign } from './entities.ts';
import { upsertDailyInsights } from './metrics-sync.ts';
import { listUnreadReach, readReachWindows, saveReachWindow } from './reach-windows.ts';

let database: TestDatabase;
let tenant: TenantRows;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const week = { since: '2026-03-01', until: '2026-03-07' };
const before = { since: '2026-02-22', until: '2026-02-28' };
const read_at = new Date('2026-03-08T05:00:00Z');
const told = { impressions: 9_000, reach: 3_000, frequency: 3 };
const owner = { campaign_id: '100', platform: 'meta_ads', currency: 'USD' } as const;

/** Runs in a tenant of its own, so that no test sees what another one wrote. */
async function fresh<Result>(work: (tx: TenantTransaction) => Promise<Result>): Promise<Result> {
  tenant = await insertTenantRows(database.owner);
  return withTenant(database.app, tenant.tenant_id, work);
}
const save = (tx: TenantTransaction, span = week, what: Parameters<typeof saveReachWindow>[2] = told) =>
  saveReachWindow(tx, { campaign_id: '100', ...span, source: 'meta_ads', read_at }, what);
const shown = (tx: TenantTransaction, ...dates: readonly string[]) =>
  upsertDailyInsights(
    tx,
    owner,
    dates.map((date) => insightRow({ date })),
  );

describe('the reach of a span', () => {
  it('is found under exactly its days, in the order that was asked for', async () => {
    const found = await fresh(async (tx) => {
      await save(tx);
      await save(tx, before, { impressions: 8_000, reach: 4_000, frequency: 2 });
      return readReachWindows(tx, '100', [before, week, { since: week.since, until: '2026-03-06' }]);
    });
    expect(found).toEqual([{ impressions: 8_000, reach: 4_000, frequency: 2 }, told, null]);
  });

  it('that was told again is what was told last, and stays one row', async () => {
    const found = await fresh(async (tx) => {
      await save(tx);
      await save(tx, week, { ...told, reach: 3_100 });
      return readReachWindows(tx, '100', [week]);
    });
    expect(found).toEqual([{ ...told, reach: 3_100 }]);
  });

  it('of a campaign of which nothing was told is not known, which is no zero', async () => {
    const found = await fresh(async (tx) => {
      await save(tx, week, { impressions: null, reach: null, frequency: null });
      return readReachWindows(tx, '100', [week]);
    });
    expect(found).toEqual([null]);
  });

  it('is nobody else’s', async () => {
    const found = await fresh(async (tx) => {
      await save(tx);
      return readReachWindows(tx, '200', [week]);
    });
    expect(found).toEqual([null]);
  });

  it('of a campaign that does not exist is refused', async () => {
    const strange = { campaign_id: '404', ...week, source: 'meta_ads', read_at };
    await expect(fresh((tx) => saveReachWindow(tx, strange, told))).rejects.toMatchObject({ cause: { code: '23503' } });
  });
});

describe('what is still to be asked for', () => {
  const unread = (work: (tx: TenantTransaction) => Promise<unknown>) =>
    fresh(async (tx) => {
      await work(tx);
      return listUnreadReach(tx, tenant.ad_account_id, [week, before]);
    });

  it('are the spans in which the campaign was shown, the newest first', async () => {
    expect(await unread((tx) => shown(tx, '2026-03-02', '2026-02-25'))).toEqual([
      { campaign_id: '100', ...week },
      { campaign_id: '100', ...before },
    ]);
  });

  it.each([
    ['on its first day', '2026-03-01', [week]],
    ['on its last day', '2026-03-07', [week]],
    ['on the day after', '2026-03-08', []],
    ['on the last day of the one before', '2026-02-28', [before]],
    ['long ago', '2026-01-01', []],
  ])('counts a span in which it was shown %s (%s)', async (_, date, spans) => {
    expect(await unread((tx) => shown(tx, date))).toEqual(spans.map((span) => ({ campaign_id: '100', ...span })));
  });

  it('is nothing where it was not shown at all, or for nothing', async () => {
    expect(await unread(async () => undefined)).toEqual([]);
    expect(await unread((tx) => upsertDailyInsights(tx, owner, [insightRow({ impressions: 0 })]))).toEqual([]);
  });

  it.each([
    ['there is a figure', told],
    ['there is none, because the platform had none', { impressions: null, reach: null, frequency: null }],
  ])('is not asked for a second time where %s', async (_, what) => {
    const found = await unread(async (tx) => {
      await shown(tx, '2026-03-02', '2026-02-25');
      await save(tx, week, what);
    });
    expect(found).toEqual([{ campaign_id: '100', ...before }]);
  });

  it('leaves out campaigns that are deleted, and other accounts', async () => {
    const found = await unread(async (tx) => {
      await shown(tx, '2026-03-02');
      await markCampaign(tx, '100', 'deleted');
    });
    expect(found).toEqual([]);
    const elsewhere = await fresh(async (tx) => {
      await shown(tx, '2026-03-02');
      return listUnreadReach(tx, '00000000-0000-4000-8000-000000000000', [week]);
    });
    expect(elsewhere).toEqual([]);
  });
});
