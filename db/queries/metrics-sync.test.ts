import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { InsightRow } from '../../contracts/ad-platform.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { insightRow } from '../../tests/harness/spine-rows.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { upsertDailyInsights, upsertHourlyInsights } from './metrics-sync.ts';

let database: TestDatabase;
let tenant: TenantRows;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  tenant = await insertTenantRows(database.owner);
});
afterAll(() => database.drop());

const owner = { campaign_id: '100', platform: 'meta_ads', currency: 'USD' } as const;
const inTenant = <Result>(work: (tx: TenantTransaction) => Promise<Result>, of = tenant) =>
  withTenant(database.app, of.tenant_id, work);
const sync = (rows: readonly InsightRow[], of = tenant) => inTenant((tx) => upsertDailyInsights(tx, owner, rows), of);
const syncHours = (timezone: string, rows: readonly InsightRow[]) =>
  inTenant((tx) => upsertHourlyInsights(tx, owner, timezone, rows));
const days = (of = tenant) =>
  database.owner.sql`select dt::text, ad_id, channel, impressions::int, spend_minor::int, reach::int, frequency, source,
    impression_share from fct_ad_metric_daily where tenant_id = ${of.tenant_id} order by dt, ad_id`;
const hours = () =>
  database.owner.sql<{ hour: string; spend_minor: number }[]>`
    select to_char(hour at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI') as hour, spend_minor::int
    from fct_ad_metric_hourly where tenant_id = ${tenant.tenant_id} order by 1`;

describe('daily insights of a sync', () => {
  it('are restated by the next sync, never added up', async () => {
    expect(await sync([insightRow(), insightRow({ date: '2026-03-02' })])).toBe(2);
    expect(await sync([insightRow({ spend_minor: 5_500, reach: null, frequency: null })])).toBe(1);
    expect(await days()).toMatchObject([
      { dt: '2026-03-01', spend_minor: 5_500, reach: null, frequency: null, source: 'meta_ads', ad_id: '' },
      { dt: '2026-03-02', spend_minor: 5_000, reach: 800, frequency: 1.25 },
    ]);
  });

  it('keep what the platform does not tell and an import knew', async () => {
    await sync([insightRow()]);
    await database.owner.sql`
      update fct_ad_metric_daily set impression_share = 0.4 where tenant_id = ${tenant.tenant_id}`;
    await sync([insightRow({ impressions: 2_000 })]);
    expect(await days()).toMatchObject([{ impressions: 2_000, impression_share: 0.4 }]);
  });

  it('are written in more than one batch when there are many', async () => {
    const first = Date.UTC(2024, 0, 1);
    const rows = Array.from({ length: 501 }, (_, index) =>
      insightRow({ date: new Date(first + index * 86_400_000).toISOString().slice(0, 10), spend_minor: index }),
    );
    expect(await sync(rows)).toBe(501);
    expect(await sync(rows)).toBe(501);
    const stored = await days();
    expect(stored.map((row) => row.spend_minor)).toEqual(rows.map((row) => row.spend_minor));
  });

  it('of nothing are nothing', async () => {
    expect(await sync([])).toBe(0);
    expect(await syncHours('UTC', [])).toBe(0);
    expect(await days()).toHaveLength(0);
  });

  it('of two syncs at once leave each day once', async () => {
    const rows = Array.from({ length: 20 }, (_, day) =>
      insightRow({ date: `2026-03-${String(day + 1).padStart(2, '0')}` }),
    );
    await Promise.all([sync(rows), sync(rows), sync(rows)]);
    expect(await days()).toHaveLength(20);
  });

  it('of the same campaign id in two tenants do not touch each other', async () => {
    const other = await insertTenantRows(database.owner);
    await sync([insightRow()]);
    await sync([insightRow({ spend_minor: 1 })], other);
    expect(await days()).toMatchObject([{ spend_minor: 5_000 }]);
    expect(await days(other)).toMatchObject([{ spend_minor: 1 }]);
  });

  it('of a campaign that the tenant does not have are refused', async () => {
    const unknown = inTenant((tx) => upsertDailyInsights(tx, { ...owner, campaign_id: '999' }, [insightRow()]));
    await expect(unknown).rejects.toMatchObject({ cause: { code: '23503' } });
  });
});

describe('hourly insights of a sync', () => {
  it.each([
    ['UTC', '2026-03-01', 5, '2026-03-01T05:00'],
    ['Asia/Tokyo', '2026-03-01', 5, '2026-02-28T20:00'],
    ['America/New_York', '2026-01-15', 23, '2026-01-16T04:00'],
    ['Asia/Kolkata', '2026-03-01', 0, '2026-02-28T18:30'],
    ['America/New_York', '2026-03-08', 1, '2026-03-08T06:00'],
    ['America/New_York', '2026-03-08', 3, '2026-03-08T07:00'],
  ])('in %s on %s at %i are the moment %s', async (timezone, date, hour, moment) => {
    expect(await syncHours(timezone, [insightRow({ date, hour })])).toBe(1);
    expect((await hours()).map((row) => row.hour)).toEqual([moment]);
  });

  it('of a whole day in spring, when the clock skips an hour, are 23 moments', async () => {
    const rows = [...Array(24).keys()]
      .filter((hour) => hour !== 2)
      .map((hour) => insightRow({ date: '2026-03-08', hour }));
    await syncHours('America/New_York', rows);
    expect(new Set((await hours()).map((row) => row.hour)).size).toBe(23);
  });

  it('are restated, and rows without an hour are left to the daily table', async () => {
    await syncHours('UTC', [insightRow({ hour: 4 }), insightRow({ hour: 5 })]);
    expect(await syncHours('UTC', [insightRow({ hour: 5, spend_minor: 9 }), insightRow()])).toBe(1);
    expect(await hours()).toMatchObject([{ spend_minor: 5_000 }, { spend_minor: 9 }]);
    expect(await days()).toHaveLength(0);
  });
});
