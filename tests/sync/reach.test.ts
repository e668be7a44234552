import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSyncStage, type SyncStage } from './sync-stage.ts';

const account_id = 'act_100100';
const recently = { params: { account_id, backfill_days: 21 } };

let stage: SyncStage;
let reading = true;
let asked: string[] = [];
/** The real wire, on which questions for reach can be counted and cut. */
const wire: typeof fetch = (input, init) => {
  const address = decodeURIComponent(String(input instanceof Request ? input.url : input));
  const ofReach = address.includes('/insights') && !address.includes('time_increment');
  if (!ofReach) return fetch(input, init);
  asked.push(address);
  return reading ? fetch(input, init) : Promise.reject(new TypeError('fetch failed'));
};
beforeAll(async () => {
  stage = await openSyncStage({ born_at: '2026-11-03T12:00:00Z' });
  await stage.entities(account_id);
});
afterAll(() => stage.close());

const windows = () => stage.database.owner.sql<
  { campaign_id: string; since: string; until: string; reach: number; frequency: number; impressions: number }[]
>`select campaign_id, since::text, until::text, reach::int, frequency, impressions::int from reach_windows
    where tenant_id = ${stage.tenant.tenant_id} order by campaign_id, since desc`;

describe('the reach of the compared weeks', () => {
  it('that cannot be read costs nothing else: the days are there, and the run ends well', async () => {
    reading = false;
    const read = await stage.metrics(account_id, { ...recently, fetch: wire });
    expect(read).toMatchObject({ failed: [], complete_until: '2026-11-02' });
    expect(await windows()).toEqual([]);
    expect(await stage.stream(account_id, 'daily_metrics')).toMatchObject({ status: 'idle', succeeded: true });
  });

  it('is read by the next run, as the platform’s own figure of each campaign and week', async () => {
    [reading, asked] = [true, []];
    await stage.metrics(account_id, { ...recently, fetch: wire });
    const found = await windows();
    const { campaigns } = stage.tenant;
    expect(found).toHaveLength(campaigns.length * 2);
    expect(asked).toHaveLength(campaigns.length * 2);
    expect(new Set(found.map((each) => `${each.since}/${each.until}`))).toEqual(
      new Set(['2026-10-27/2026-11-02', '2026-10-20/2026-10-26']),
    );
    for (const each of found) {
      expect(each.frequency).toBeCloseTo(each.impressions / each.reach, 1);
      const [days] = await stage.database.owner.sql<{ most: number; sum: number; impressions: number }[]>`
        select max(reach)::int as most, sum(reach)::int as sum, sum(impressions)::int as impressions
        from fct_ad_metric_daily where campaign_id = ${each.campaign_id} and dt between ${each.since} and ${each.until}`;
      expect(each.impressions).toBe(days?.impressions);
      expect(each.reach).toBeGreaterThanOrEqual(days?.most ?? Number.POSITIVE_INFINITY);
      expect(each.reach).toBeLessThan(days?.sum ?? 0);
    }
  });

  it('is not asked for again as long as the weeks are the same, and moves on with the next day', async () => {
    asked = [];
    await stage.metrics(account_id, { ...recently, fetch: wire });
    expect(asked).toEqual([]);
    const before = (await windows()).length;
    await stage.pass(86_400);
    await stage.metrics(account_id, { ...recently, fetch: wire });
    expect((await windows()).length).toBe(before * 2);
    expect((await windows())[0]).toMatchObject({ since: '2026-10-28', until: '2026-11-03' });
  });

  it('and what people did with the ads come with the days', async () => {
    const [row] = await stage.database.owner.sql<{ engaged: number; clicked: number; played: number; ended: number }[]>`
      select sum(engagements)::int as engaged, sum(clicks)::int as clicked, sum(video_views)::int as played,
        sum(video_completions)::int as ended
      from fct_ad_metric_daily where tenant_id = ${stage.tenant.tenant_id}`;
    expect(row?.engaged).toBeGreaterThan(row?.clicked ?? 0);
    expect(row?.played).toBeGreaterThan(row?.ended ?? 0);
    expect(row?.ended).toBeGreaterThan(0);
  });
});

describe('the impression shares of a search campaign', () => {
  it('are kept with its days, and add up to the whole', async () => {
    await stage.entities('3003003001');
    await stage.metrics('3003003001', { params: { account_id: '3003003001', backfill_days: 21 } });
    const rows = await stage.database.owner.sql<{ shown: number; budget: number; rank: number }[]>`
      select impression_share as shown, impression_share_lost_budget as budget, impression_share_lost_rank as rank
      from fct_ad_metric_daily where channel = 'google_ads' and impressions > 0 and dt < '2026-11-03'`;
    expect(rows.length).toBeGreaterThan(14);
    for (const { shown, budget, rank } of rows) {
      expect(shown).toBeGreaterThan(0);
      expect(shown + budget + rank).toBeCloseTo(1, 1);
    }
  });
});
