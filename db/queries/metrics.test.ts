import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { insightRow } from '../../tests/harness/spine-rows.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { creatives, fctAdMetricDaily, metricObservations } from '../schema/index.ts';
import { readDailyMetrics, readObservations } from './campaign-metrics.ts';
import { readMetricDays, readMetricHours, readMetricsOwner, readObservedPoints } from './metrics.ts';
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
const day = (dt: string, more: Partial<typeof fctAdMetricDaily.$inferInsert> = {}) =>
  inTenant((tx) =>
    tx.insert(fctAdMetricDaily).values({
      ...{ campaign_id: '100', dt, channel: 'meta_ads', impressions: 100, clicks: 10, spend_minor: 1_000 },
      ...{ currency: 'USD', conversions: 1.5, revenue_minor: 3_000, source: 'test' },
      ...more,
    }),
  );
const point = (observed_at: string, value: number, metric = 'cpc') =>
  inTenant((tx) =>
    tx.insert(metricObservations).values({
      ...{ campaign_id: '100', metric, observed_at: new Date(observed_at), value, source: 'test' },
    }),
  );

describe('days of a campaign', () => {
  it('end where they are asked to end: the one reader counts the last day, the other does not', async () => {
    for (const dt of ['2026-02-28', '2026-03-01', '2026-03-02', '2026-03-03']) await day(dt);
    const shown = await inTenant((tx) => readDailyMetrics(tx, '100', '2026-03-01', '2026-03-02'));
    expect(shown.map((row) => row.dt)).toEqual(['2026-03-01', '2026-03-02']);
    const measured = await inTenant((tx) => readMetricDays(tx, '100', '2026-03-01', '2026-03-03'));
    expect(measured.map((row) => row.dt)).toEqual(['2026-03-01', '2026-03-02']);
    expect(await inTenant((tx) => readMetricDays(tx, '100', '2026-03-02', '2026-03-02'))).toEqual([]);
  });

  it('are the sum of their ads where the whole campaign is not known', async () => {
    await day('2026-03-01', { ad_id: 'a', reach: 50, frequency: 2 });
    await day('2026-03-01', { ad_id: 'b', spend_minor: 500, reach: 60, frequency: 4 });
    const total = { impressions: 200, clicks: 20, spend_minor: 1_500, conversions: 3, revenue_minor: 6_000 };
    expect(await inTenant((tx) => readMetricDays(tx, '100', '2026-03-01', '2026-03-02'))).toMatchObject([
      { ...total, reach: null, frequency: null, impression_share: null },
    ]);
    expect(await inTenant((tx) => readDailyMetrics(tx, '100', '2026-03-01', '2026-03-01'))).toMatchObject([total]);
  });

  it('are the whole campaign where that is known, day by day', async () => {
    await day('2026-03-01', { impressions: 190, reach: 80, frequency: 1.2, impression_share: 0.5 });
    await day('2026-03-01', { ad_id: 'a' });
    await day('2026-03-02', { ad_id: 'a' });
    const measured = await inTenant((tx) => readMetricDays(tx, '100', '2026-03-01', '2026-03-03'));
    expect(measured).toMatchObject([
      { dt: '2026-03-01', impressions: 190, reach: 80, frequency: 1.2, impression_share: 0.5 },
      { dt: '2026-03-02', impressions: 100, reach: null },
    ]);
    const shown = await inTenant((tx) => readDailyMetrics(tx, '100', '2026-03-01', '2026-03-02'));
    expect(shown).toMatchObject([
      { impressions: 190, frequency: 1.2, impression_share: 0.5 },
      { impressions: 100, frequency: null, impression_share: null },
    ]);
  });

  it('are numbers, also when they are larger than 32 bits', async () => {
    await day('2026-03-01', { impressions: 5_000_000_000, spend_minor: 9_000_000_000_000 });
    const large = { impressions: 5_000_000_000, spend_minor: 9_000_000_000_000 };
    expect(await inTenant((tx) => readMetricDays(tx, '100', '2026-03-01', '2026-03-02'))).toMatchObject([large]);
    expect(await inTenant((tx) => readDailyMetrics(tx, '100', '2026-03-01', '2026-03-01'))).toMatchObject([large]);
  });

  it('of another tenant with the same campaign id are not added', async () => {
    await day('2026-03-01');
    const stranger = await insertTenantRows(database.owner);
    await inTenant((tx) => upsertDailyInsights(tx, owner, [insightRow({ impressions: 7 })]), stranger);
    const read = (of: TenantRows) => inTenant((tx) => readDailyMetrics(tx, '100', '2026-03-01', '2026-03-01'), of);
    expect((await read(tenant)).map((row) => row.impressions)).toEqual([100]);
    expect((await read(stranger)).map((row) => row.impressions)).toEqual([7]);
  });
});

describe('hours of a campaign', () => {
  it('are those that ended after `since` and are over at `until`', async () => {
    const rows = [8, 9, 10, 11, 12].map((hour) => insightRow({ hour, spend_minor: hour }));
    await inTenant((tx) => upsertHourlyInsights(tx, owner, 'UTC', rows));
    const read = (since: string, until: string) =>
      inTenant((tx) => readMetricHours(tx, '100', new Date(since), new Date(until)));
    const spent = async (since: string, until: string) => (await read(since, until)).map((row) => row.spend_minor);
    expect(await spent('2026-03-01T08:00:00Z', '2026-03-01T12:00:00Z')).toEqual([9, 10, 11]);
    expect(await spent('2026-03-01T08:00:00Z', '2026-03-01T11:59:59Z')).toEqual([9, 10]);
    expect(await spent('2026-03-01T07:59:59Z', '2026-03-01T13:00:00Z')).toEqual([8, 9, 10, 11, 12]);
    expect(await read('2026-03-01T10:00:00Z', '2026-03-01T12:00:00Z')).toMatchObject([
      { at: new Date('2026-03-01T11:00:00Z'), impressions: 1_000, clicks: 20, spend_minor: 11 },
    ]);
  });
});

describe('points of a plain series', () => {
  it('come oldest first, after `since` and up to `until`', async () => {
    for (const [index, at] of ['00:00', '06:00', '12:00', '18:00'].entries())
      await point(`2026-03-01T${at}:00Z`, index);
    const points = await inTenant((tx) =>
      readObservedPoints(tx, '100', new Date('2026-03-01T00:00:00Z'), new Date('2026-03-01T12:00:00Z')),
    );
    expect(points.map((each) => each.value)).toEqual([1, 2]);
  });

  it('are grouped by metric for people, whole days at both ends', async () => {
    await point('2026-02-28T23:59:59Z', 0);
    await point('2026-03-01T00:00:00Z', 1);
    await point('2026-03-02T23:59:59Z', 2);
    await point('2026-03-02T00:00:00Z', 3, 'aov');
    await point('2026-03-03T00:00:00Z', 4);
    const read = () => inTenant((tx) => readObservations(tx, '100', '2026-03-01', '2026-03-02'));
    expect((await read()).map((each) => [each.metric, each.value])).toEqual([
      ['aov', 3],
      ['cpc', 1],
      ['cpc', 2],
    ]);
  });

  it('are at most 20,000, and then the newest', async () => {
    await database.owner.sql`
      insert into metric_observations (tenant_id, campaign_id, metric, observed_at, value, source)
      select ${tenant.tenant_id}, '100', 'cpc', timestamptz '2026-01-01' + n * interval '1 minute', n, 'test'
      from generate_series(1, 20001) as n`;
    const points = await inTenant((tx) => readObservedPoints(tx, '100', new Date(0), new Date('2027-01-01')));
    expect(points).toHaveLength(20_000);
    expect([points[0]?.value, points.at(-1)?.value]).toEqual([2, 20_001]);
  });
});

describe('whose metrics they are', () => {
  it('is the campaign with its account’s clock and its creatives by id', async () => {
    await inTenant((tx) =>
      tx.insert(creatives).values([
        { creative_id: 'k2', campaign_id: '100', name: 'Spare', state: 'spare' },
        { creative_id: 'k1', campaign_id: '100', name: 'Running', state: 'active', started_on: '2026-01-01' },
      ]),
    );
    expect(await inTenant((tx) => readMetricsOwner(tx, '100'))).toMatchObject({
      ...{ campaign_name: 'Campaign', currency: 'USD', timezone: 'UTC', daily_budget_minor: 10_000, protected: false },
      creatives: [
        { creative_id: 'k1', state: 'active', started_on: '2026-01-01' },
        { creative_id: 'k2', state: 'spare', started_on: null },
      ],
    });
  });

  it('is nobody for an unknown campaign', async () => {
    expect(await inTenant((tx) => readMetricsOwner(tx, '404'))).toBeNull();
  });
});
