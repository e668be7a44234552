import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { addCampaign, insertRecommended, type RecommendedRow } from '../../tests/harness/recommendation-rows.ts';
import { insightRow } from '../../tests/harness/spine-rows.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { campaigns, metricObservations, outcomes } from '../schema/index.ts';
import { readLastConversionDay, readPastCases, readSums } from './collector-history.ts';
import { readMetricsStamp } from './metrics-stamp.ts';
import { upsertDailyInsights } from './metrics-sync.ts';
import { readNewestObservation } from './newest-observation.ts';

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
const on = (day: number) => new Date(Date.UTC(2026, 2, day));
const industry = (name: string | null, campaign_id = '100') =>
  inTenant((tx) => tx.update(campaigns).set({ industry: name }).where(eq(campaigns.campaign_id, campaign_id)));
const recommend = (more: RecommendedRow = {}) =>
  insertRecommended(database.owner, tenant, { set: { human_decision: 'approved', decided_at: on(5) }, ...more });
const outcome = (id: string, more: Partial<typeof outcomes.$inferInsert> = {}) =>
  inTenant((tx) =>
    tx.insert(outcomes).values({
      ...{ recommendation_id: id, execution_id: id, campaign_id: '100', metric: 'cpa', direction: 'decrease' },
      ...{ window_seconds: 60, measure_at: on(8), status: 'measured', effect_pct: -12, measured_at: on(9), ...more },
    }),
  );
const store = (...rows: ReturnType<typeof insightRow>[]) =>
  inTenant((tx) => upsertDailyInsights(tx, { campaign_id: '100', platform: 'meta_ads', currency: 'USD' }, rows));

describe('past cases', () => {
  const cases = (more: Partial<Parameters<typeof readPastCases>[1]> = {}) =>
    inTenant((tx) =>
      readPastCases(tx, { industry: 'Retail', platform: 'meta_ads', since: on(1), until: on(31), most: 10, ...more }),
    );

  it('are those of all campaigns of the industry, in whatever case, on the platform', async () => {
    await addCampaign(database.owner, tenant, '200');
    await industry('retail');
    await industry('RETAIL', '200');
    const own = await recommend({ context: { campaign_metrics: { cpa_change_pct: 30 } } });
    const other = await recommend({ campaign_id: '200', set: { human_decision: 'rejected', decided_at: on(6) } });
    const found = await cases();
    expect(found.map((each) => each.recommendation_id)).toEqual([other, own]);
    expect(found[1]).toMatchObject({ signals: { cpa_change_pct: 30 }, decision: 'approved', metric: null });
    expect(await cases({ platform: 'google_ads' })).toEqual([]);
    expect(await cases({ industry: 'travel' })).toEqual([]);
    expect(await cases({ most: 1 })).toHaveLength(1);
  });

  it('of campaigns without an industry are like each other alone', async () => {
    const id = await recommend();
    expect((await cases({ industry: null })).map((each) => each.recommendation_id)).toEqual([id]);
    expect(await cases()).toEqual([]);
    await industry('retail');
    expect(await cases({ industry: null })).toEqual([]);
  });

  it('are decided, and within the range: nothing of the future is known', async () => {
    await industry('retail');
    await recommend({ set: {} });
    await recommend({ set: { human_decision: 'approved', decided_at: on(31) } });
    const [early] = [await recommend({ set: { human_decision: 'approved', decided_at: on(1) } })];
    expect((await cases()).map((each) => each.recommendation_id)).toEqual([early]);
  });

  it.each<[string, Partial<typeof outcomes.$inferInsert>, number | null]>([
    ['that was measured', {}, -12],
    ['that is only planned', { status: 'planned' }, null],
    ['that came to no figure', { effect_pct: null }, null],
    ['of another campaign', { campaign_id: '200' }, null],
    ['that was measured later than one may know', { measured_at: on(31) }, null],
  ])('have an outcome %s, or none', async (_name, more, effect_pct) => {
    await industry('retail');
    await outcome(await recommend(), more);
    expect((await cases()).map((each) => each.effect_pct)).toEqual([effect_pct]);
  });
});

describe('the days of a campaign', () => {
  it('add up from the first to the last, both included, and ads are not counted on top of the campaign', async () => {
    await store(
      insightRow({ date: '2026-03-01', spend_minor: 999 }),
      insightRow({ date: '2026-03-02', spend_minor: 10, conversions: 1 }),
      insightRow({ date: '2026-03-04', spend_minor: 20, conversions: 2 }),
    );
    await database.owner.sql`
      insert into fct_ad_metric_daily select (json_populate_record(f, '{"ad_id": "7"}')).* from fct_ad_metric_daily f
      where tenant_id = ${tenant.tenant_id} and dt = '2026-03-02'`;
    const sums = (since: string, until: string) => inTenant((tx) => readSums(tx, '100', since, until));
    expect(await sums('2026-03-02', '2026-03-04')).toEqual({ days: 2, spend_minor: 30, conversions: 3 });
    expect(await sums('2026-03-05', '2026-03-09')).toBeNull();
  });

  it('tell when the last conversion was counted, up to a day', async () => {
    const last = (until: string) => inTenant((tx) => readLastConversionDay(tx, '100', until));
    expect(await last('2026-03-31')).toBeNull();
    await store(
      insightRow({ date: '2026-03-02', conversions: 1 }),
      insightRow({ date: '2026-03-05', conversions: 2 }),
      insightRow({ date: '2026-03-07', conversions: 0 }),
    );
    expect([await last('2026-03-31'), await last('2026-03-04'), await last('2026-03-01')]).toEqual([
      ...['2026-03-05', '2026-03-02', null],
    ]);
  });

  it('have a stamp that changes with every figure and stays otherwise', async () => {
    const date = new Date().toISOString().slice(0, 10);
    const stamp = () => inTenant((tx) => readMetricsStamp(tx, '100'));
    const seen = [await stamp()];
    for (const more of [{}, { clicks: 21 }, { spend_minor: 5_001 }, { conversions: 3 }, { impressions: 1_001 }]) {
      await store(insightRow({ date, ...more }));
      seen.push(await stamp());
    }
    expect(new Set(seen).size).toBe(6);
    expect(await stamp()).toBe(seen.at(-1));
  });
});

describe('an imported series', () => {
  it('gives its newest value after one moment and up to another', async () => {
    const observe = (day: number, value: number, metric = 'share') =>
      inTenant((tx) =>
        tx.insert(metricObservations).values({ campaign_id: '100', metric, observed_at: on(day), value, source: 't' }),
      );
    await observe(1, 10);
    await observe(5, 50);
    await observe(4, 40);
    await observe(6, 60, 'other');
    const newest = (since: number, until: number) =>
      inTenant((tx) =>
        readNewestObservation(tx, { campaign_id: '100', metric: 'share', since: on(since), until: on(until) }),
      );
    expect([await newest(1, 31), await newest(1, 5), await newest(1, 4), await newest(5, 31)]).toEqual([
      50,
      50,
      40,
      null,
    ]);
  });
});
