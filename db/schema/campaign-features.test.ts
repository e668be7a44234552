import { getViewConfig } from 'drizzle-orm/pg-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { campaignFeatures } from '../../contracts/campaign-features.ts';
import { minorPerMajor } from '../../contracts/money.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { insertTenantRows } from '../../tests/harness/tenant-rows.ts';
import { withTenant } from '../connect.ts';
import { campaignFeaturesView, fctAdMetricDaily } from './index.ts';

type Day = Partial<Omit<typeof fctAdMetricDaily.$inferInsert, 'dt'>> & { readonly days_ago: number };

const quiet = { impressions: 1000, clicks: 20, spend_minor: 4000, conversions: 2, revenue_minor: 12_000 };

describe('the feature view of a campaign', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  /** A fresh tenant with one campaign that has these days; `days_ago` 0 is today in UTC. */
  const featuresOf = async (days: readonly Day[], { currency = 'USD', timezone = 'UTC' } = {}) => {
    const { tenant_id, campaign_id } = await insertTenantRows(database.owner, { currency, timezone });
    return withTenant(database.app, tenant_id, async (tx) => {
      const rows = days.map(({ days_ago, ...facts }) => {
        const dt = new Date(Date.now() - days_ago * 86_400_000).toISOString().slice(0, 10);
        return { campaign_id, channel: 'facebook', currency, source: 'test', ...quiet, ...facts, dt };
      });
      if (rows.length > 0) await tx.insert(fctAdMetricDaily).values(rows);
      const [features] = await tx.select().from(campaignFeaturesView);
      if (features === undefined) throw new Error('The campaign has no features.');
      return features;
    });
  };
  const week = (from: number, facts: Partial<Day> = {}): Day[] =>
    Array.from({ length: 7 }, (_, index) => ({ ...facts, days_ago: from + index }));

  it('has exactly the columns that the contract names, in the database and in the schema file', async () => {
    const names = [...campaignFeatures.map((feature) => feature.name), 'tenant_id', 'campaign_id'].sort();
    const columns = await database.owner.sql`
      select column_name from information_schema.columns where table_name = 'campaign_features' order by 1`;
    expect(columns.map((column) => column.column_name).sort()).toEqual(names);
    expect(Object.keys(getViewConfig(campaignFeaturesView).selectedFields).sort()).toEqual(names);
  });

  it('gives each column the type that the contract names', async () => {
    const features: Readonly<Record<string, unknown>> = await featuresOf([
      ...week(1, { frequency: 1.5, reach: 500, impression_share: 0.5 }),
      ...week(8, { frequency: 1, reach: 500 }),
    ]);
    for (const { name, type } of campaignFeatures) {
      const value = features[name];
      expect({ name, type: typeof value }).toEqual({ name, type: type === 'string' ? 'string' : 'number' });
      if (type === 'integer') expect({ name, whole: Number.isInteger(value) }).toEqual({ name, whole: true });
    }
  });

  it('compares the last seven full days with the seven before', async () => {
    const features = await featuresOf([
      ...week(1, { spend_minor: 6000, clicks: 10, revenue_minor: 9000 }),
      ...week(8),
      ...week(15, { spend_minor: 999_999 }),
    ]);
    expect(features).toMatchObject({
      spend: 420,
      spend_change_pct: 50,
      impressions: 7000,
      clicks: 70,
      conversions: 14,
      revenue: 630,
      cpa: 30,
      cpa_change_pct: 50,
      ctr: 0.01,
      ctr_change_pct: -50,
      cpc: 6,
      cpc_change_pct: 200,
      cpm: 60,
      cpm_change_pct: 50,
      conversion_rate: 0.2,
      conversion_rate_change_pct: 100,
      roas: 1.5,
      roas_change_pct: -50,
      daily_budget: 100,
      budget_utilization: 0.6,
      days_with_data: 21,
      status: 'active',
      platform: 'meta_ads',
      currency: 'USD',
    });
  });

  it('leaves today out, which is not over', async () => {
    const features = await featuresOf([{ days_ago: 0, spend_minor: 1_000_000 }, ...week(1), ...week(8)]);
    expect(features).toMatchObject({ spend: 280, spend_change_pct: 0, days_with_data: 14 });
  });

  it('counts the days of the account’s time zone', async () => {
    // In Kiritimati (UTC+14) a day ends at 10:00 UTC, so that what is today in UTC may be over there already.
    const hour = new Date().getUTCHours();
    const features = await featuresOf([{ days_ago: 0 }], { timezone: 'Pacific/Kiritimati' });
    expect(features.days_with_data).toBe(hour >= 10 ? 1 : 0);
    expect((await featuresOf([{ days_ago: 0 }], { timezone: 'Etc/GMT+12' })).days_with_data).toBe(0);
  });

  it('counts back from the newest day with data where the data ends earlier, instead of reporting a collapse', async () => {
    const features = await featuresOf([...week(31, { spend_minor: 8000 }), ...week(38)]);
    expect(features).toMatchObject({ spend: 560, spend_change_pct: 100, days_with_data: 14 });
  });

  it('is null where there is nothing to divide by, never an error or a zero', async () => {
    expect(await featuresOf([])).toMatchObject({ cpa: null, spend: null, impressions: null, days_with_data: 0 });
    const features = await featuresOf(week(1, { conversions: 0, clicks: 0, spend_minor: 0, revenue_minor: 0 }));
    expect(features).toMatchObject({ cpa: null, cpc: null, conversion_rate: null, roas: null, ctr: 0, spend: 0 });
    expect(features).toMatchObject({ spend_change_pct: null, ctr_change_pct: null, audience_saturation_pct: null });
  });

  it('counts no day twice when a day has rows of the campaign and of its ads', async () => {
    const byAd = (ad_id: string) => week(1, { ad_id, spend_minor: 1000 });
    expect((await featuresOf([...week(1), ...byAd('a'), ...byAd('b')])).spend).toBe(280);
    expect((await featuresOf([...byAd('a'), ...byAd('b')])).spend).toBe(140);
  });

  it('gives money in major units of the currency, also where that has no cents', async () => {
    const yen = await featuresOf(week(1), { currency: 'JPY' });
    expect(yen).toMatchObject({ spend: 28_000, cpa: 2000, daily_budget: 10_000, budget_utilization: 0.4 });
    const codes = ['USD', 'JPY', 'KWD', 'ISK', 'BHD', 'EUR', 'VND', 'TND', 'XAF', 'CLP', 'GBP', 'OMR', 'KRW', 'UGX'];
    const rows = await database.owner.sql`
      select code, minor_per_major(code) as minor from unnest(${codes}::text[]) as code`;
    expect(rows.map((row) => [row.code, row.minor])).toEqual(codes.map((code) => [code, minorPerMajor(code)]));
  });

  it('weighs the impression share by the impressions that there were to have', async () => {
    const features = await featuresOf([
      { days_ago: 1, impressions: 900, impression_share: 0.9 },
      { days_ago: 2, impressions: 100, impression_share: 0.1 },
      { days_ago: 3, impressions: 5000 },
    ]);
    expect(features.impression_share).toBeCloseTo(1000 / 2000, 10);
  });

  it('takes the mean of the daily frequency', async () => {
    const features = await featuresOf([
      { days_ago: 1, frequency: 3 },
      { days_ago: 2, frequency: 1 },
      { days_ago: 9, frequency: 1 },
    ]);
    expect(features).toMatchObject({ frequency: 2, frequency_change_pct: 100 });
  });

  it('estimates saturation as the share of the audience met on any of the days', async () => {
    const features = await featuresOf([
      { days_ago: 1, reach: 50_000 },
      { days_ago: 2, reach: 20_000 },
    ]);
    // An audience of 100,000: half are not met on the first day and four fifths of those not on the second.
    expect(features.audience_saturation_pct).toBeCloseTo(100 * (1 - 0.5 * 0.8), 6);
    const beyond = await featuresOf([{ days_ago: 1, reach: 150_000 }]);
    expect(beyond.audience_saturation_pct).toBeCloseTo(100, 4);
  });
});
