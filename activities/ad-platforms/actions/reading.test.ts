import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { campaigns, fctAdMetricDaily, fctAdMetricHourly } from '../../../db/schema/index.ts';
import { openStage, type Stage } from '../../../tests/ad-platforms/stage.ts';
import { dayIn, daysBefore } from '../account-day.ts';
import { campaignStateSchema, readCampaignState } from './read-campaign-state/read-campaign-state.action.ts';
import { readChanges } from './read-changes/read-changes.action.ts';
import { readInsights } from './read-insights/read-insights.action.ts';
import { syncInsights } from './sync-insights/sync-insights.action.ts';

/** In the first minute of a day the platform has no row of that day yet; here it is past noon everywhere. */
const born_at = '2026-11-21T14:57:00Z';
let stage: Stage;
let tokyo: Stage;
beforeAll(async () => {
  [stage, tokyo] = await Promise.all([openStage({ born_at }), openStage({ born_at, tenant_index: 1 })]);
});
afterAll(() => Promise.all([stage.close(), tokyo.close()]));

const campaign_id = '120240001010';
const read = async (action: string, params: Record<string, string | number>, on = stage) =>
  on.read(action, await on.startExecution(), params);

describe('read_campaign_state', () => {
  it('sums a campaign up: budget, bid, learning, running and spare creatives', async () => {
    const state = readCampaignState.output.parse(await read('read_campaign_state', { campaign_id }));
    expect(state).toMatchObject({
      campaign_name: 'Spring Sale',
      platform: 'meta_ads',
      currency: 'USD',
      status: 'active',
      daily_budget_minor: 40_000,
      budget_held_by: 'campaign',
      bid_amount_minor: 250,
    });
    expect(typeof state.in_learning).toBe('boolean');
    expect(state.running_creatives.map((each) => each.creative_id)).toEqual(['420240001011', '420240001012']);
    expect(state.spare_creatives.map((each) => each.creative_id)).toEqual(['420240001013', '420240001014']);
    expect(state.ads.every((ad) => ad.parent_id === state.ad_sets[0]?.entity_id)).toBe(true);
  });
  it('finds the budget where the ad sets hold it', async () => {
    const own = await stage.addCampaign({ budget_owner: 'ad_set', daily_budget_minor: 7_000 });
    const state = campaignStateSchema.parse(await read('read_campaign_state', { campaign_id: own.campaign_id }));
    expect(state).toMatchObject({ daily_budget_minor: 7_000, budget_held_by: 'ad_sets' });
    expect(state.campaign.daily_budget_minor).toBeNull();
  });
  it('a campaign that the tenant does not have is not found, not even on the platform', async () => {
    await expect(read('read_campaign_state', { campaign_id: '120240002010' })).rejects.toMatchObject({
      code: 'CAMPAIGN_NOT_FOUND',
    });
  });
  it('yen are whole and days are Tokyo’s', async () => {
    const state = campaignStateSchema.parse(await read('read_campaign_state', { campaign_id: '120240002010' }, tokyo));
    expect(state).toMatchObject({ currency: 'JPY', timezone: 'Asia/Tokyo', daily_budget_minor: 60_000 });
  });
});

describe('read_insights', () => {
  it('gives one row for each day of the account’s calendar', async () => {
    const found = readInsights.output.parse(await read('read_insights', { campaign_id, days: 7 }));
    const until = dayIn('UTC', new Date(born_at));
    expect(found).toMatchObject({ until, since: daysBefore(until, 6), currency: 'USD', grain: 'day' });
    expect(found.rows.map((row) => row.date)).toEqual([6, 5, 4, 3, 2, 1, 0].map((days) => daysBefore(until, days)));
    const spent = found.rows.slice(0, 6).every((row) => row.spend_minor > 1_000 && row.spend_minor < 80_000);
    expect(spent).toBe(true);
    expect(found.rows[0]?.frequency).toBeGreaterThanOrEqual(1);
  });
  it('gives hours when asked', async () => {
    const found = readInsights.output.parse(await read('read_insights', { campaign_id, days: 2, grain: 'hour' }));
    expect(found.rows.slice(0, 24).map((row) => row.hour)).toEqual(Array.from({ length: 24 }, (_, hour) => hour));
  });
  it('a range out of bounds is refused before anything is asked', async () => {
    await expect(read('read_insights', { campaign_id, days: 0 })).rejects.toMatchObject({
      code: 'ACTION_PARAMS_INVALID',
    });
  });
});

describe('read_changes', () => {
  it('tells our changes from people’s, newest first', async () => {
    const own = await stage.addCampaign();
    const params = { campaign_id: own.campaign_id, daily_budget_minor: 46_000 };
    await stage.write('set_daily_budget', params);
    await stage.sandbox.personEdits(own.ad_set_id, 'bid_amount', 222);
    const found = readChanges.output.parse(await read('read_changes', { campaign_id: own.campaign_id, days: 3 }));
    expect(found.changes).toHaveLength(2);
    expect(found.changes).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ field: 'daily_budget_minor', before: 40_000, after: 46_000, ours: true }),
        expect.objectContaining({ field: 'bid_amount_minor', entity_id: own.ad_set_id, after: 222, ours: false }),
      ]),
    );
  });
});

describe('sync_insights', () => {
  const rows = (on: Stage, id: string) =>
    on.inTenant((tx) => tx.select().from(fctAdMetricDaily).where(eq(fctAdMetricDaily.campaign_id, id)));

  it('copies days and hours, and doing it again restates them instead of adding', async () => {
    const first = syncInsights.output.parse(await read('sync_insights', { campaign_id, days: 30 }));
    expect(first).toMatchObject({ daily_rows: 30, ad_sets: 1, ads: 2 });
    expect(first.hourly_rows).toBeGreaterThan(13 * 24);
    const before = await rows(stage, campaign_id);
    expect(before).toHaveLength(30);
    await stage.inTenant((tx) =>
      tx
        .update(fctAdMetricDaily)
        .set({ clicks: 1, impression_share: 0.5 })
        .where(and(eq(fctAdMetricDaily.campaign_id, campaign_id), eq(fctAdMetricDaily.dt, first.since))),
    );
    await read('sync_insights', { campaign_id, days: 30 });
    const again = await rows(stage, campaign_id);
    expect(again).toHaveLength(30);
    const restated = again.find((row) => row.dt === first.since);
    expect(restated?.clicks).toBe(before.find((row) => row.dt === first.since)?.clicks);
    // What the platform does not report stays what somebody else brought in.
    expect(restated?.impression_share).toBe(0.5);
  });
  it('brings reach and frequency along', async () => {
    const [row] = await rows(stage, campaign_id);
    expect(row).toMatchObject({ channel: 'meta_ads', source: 'meta_ads', currency: 'USD', ad_id: '' });
    expect(row?.reach).toBeGreaterThan(0);
    expect(row?.frequency).toBeGreaterThanOrEqual(1);
  });
  it('an hour is stored as the moment at which it begins in the account’s time zone', async () => {
    const id = '120240002010';
    const done = syncInsights.output.parse(await read('sync_insights', { campaign_id: id, days: 2 }, tokyo));
    const hours = await tokyo.inTenant((tx) =>
      tx.select().from(fctAdMetricHourly).where(eq(fctAdMetricHourly.campaign_id, id)),
    );
    const earliest = Math.min(...hours.map((row) => row.hour.getTime()));
    expect(new Date(earliest).toISOString()).toBe(`${daysBefore(done.since, 1)}T15:00:00.000Z`);
    expect((await rows(tokyo, id)).every((row) => row.spend_minor < 120_000 && row.currency === 'JPY')).toBe(true);
  });
  it('carries what people changed on the platform into our rows', async () => {
    const own = await stage.addCampaign();
    await stage.sandbox.personEdits(own.campaign_id, 'daily_budget', 33_000);
    await stage.sandbox.personEdits(own.campaign_id, 'status', 'PAUSED');
    await read('sync_insights', { campaign_id: own.campaign_id, days: 1 });
    const [row] = await stage.inTenant((tx) =>
      tx.select().from(campaigns).where(eq(campaigns.campaign_id, own.campaign_id)),
    );
    expect(row).toMatchObject({ daily_budget_minor: 33_000, status: 'paused' });
  });
});
