import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoTenants } from '../../contracts/demo-world.ts';
import { openSyncStage, type SyncStage } from './sync-stage.ts';

const account_id = 'act_100100';
const day = 86_400;
let stage: SyncStage;
beforeAll(async () => {
  stage = await openSyncStage({ born_at: '2026-11-03T12:00:00Z' });
  await stage.entities(account_id);
  await stage.metrics(account_id);
});
afterAll(() => stage.close());

const named = (name: string) =>
  demoTenants[0]?.campaigns.find((each) => each.campaign_name === name)?.campaign_id ?? '';
const slow = named('Gift Cards');
const usual = named('Everyday Backpacks');

describe('a gap', () => {
  it('is found and read again, whether the reading or the figures of a day are missing', async () => {
    const { sql } = stage.database.owner;
    const before = await stage.days(usual);
    await sql`delete from sync_days where campaign_id = ${usual} and dt between '2026-09-10' and '2026-09-12'`;
    await sql`delete from fct_ad_metric_daily where campaign_id = ${usual} and dt in ('2026-09-10', '2026-09-20')`;
    const found = await stage.metrics(account_id);
    expect(found).toMatchObject({ gap_days_found: 4, complete_until: '2026-11-02', failed: [] });
    expect(await stage.days(usual)).toEqual(
      before.map((each) => (each.dt === '2026-11-03' ? expect.anything() : each)),
    );
    expect((await stage.metrics(account_id)).gap_days_found).toBe(0);
  });

  it('is not a day without delivery: that was read, and nothing was there', async () => {
    const { sql } = stage.database.owner;
    await sql`delete from fct_ad_metric_daily where campaign_id = ${usual} and dt = '2026-09-15'`;
    await sql`update sync_days set delivered = false where campaign_id = ${usual} and dt = '2026-09-15'`;
    expect(await stage.metrics(account_id)).toMatchObject({ gap_days_found: 0, complete_until: '2026-11-02' });
    expect((await stage.days(usual)).some((each) => each.dt === '2026-09-15')).toBe(false);
  });

  it('that the platform does not fill stays open: nothing counts as complete beyond it', async () => {
    await stage.database.owner.sql`delete from sync_days where campaign_id = ${usual} and dt = '2026-09-25'`;
    await stage.sandbox.fault({
      kind: 'malformed',
      shape: 'wrong_types',
      times: null,
      match: { entity_id: usual, path: 'insights' },
    });
    const held = await stage.metrics(account_id);
    expect(held).toMatchObject({ gap_days_found: 1, complete_until: '2026-09-24' });
    expect(held.failed).toMatchObject([{ campaign_id: usual, code: 'PLATFORM_ANSWER_INVALID' }]);
    await stage.sandbox.clearFaults();
    expect(await stage.metrics(account_id)).toMatchObject({ complete_until: '2026-11-02', failed: [] });
  });
});

describe('late conversions', () => {
  it('are read for twenty-eight days, counted as restated, and it is kept what was known when', async () => {
    const of = async (dt: string) => (await stage.days(slow)).find((each) => each.dt === dt)?.conversions ?? 0;
    const before = await of('2026-11-02');
    await stage.pass(3 * day);
    const read = await stage.metrics(account_id);
    expect(read.until).toBe('2026-11-06');
    expect(read.rows_restated).toBeGreaterThan(0);
    expect(await of('2026-11-02')).toBeGreaterThan(before);
    const seen = await stage.database.owner.sql<{ conversions: number }[]>`
      select conversions from metric_sightings where campaign_id = ${slow} and dt = '2026-11-02' order by seen_at`;
    expect(seen.map((each) => each.conversions)).toEqual([before, await of('2026-11-02')]);
    // A day that had settled by its last reading is not asked for again; the twenty-ninth is.
    const times = new Map((await stage.readDays(slow)).map((each) => [each.dt, each.read_at.slice(0, 10)]));
    expect(times.get('2026-10-08')).toBe('2026-11-06');
    expect(times.get('2026-10-04')).toBe('2026-11-03');
  });

  it('of a time in which nothing was read are read once more, however long ago that is', async () => {
    await stage.pass(40 * day);
    const read = await stage.metrics(account_id);
    expect(read).toMatchObject({ until: '2026-12-16', complete_until: '2026-12-15', gap_days_found: 0 });
    const times = new Map((await stage.readDays(slow)).map((each) => [each.dt, each.read_at.slice(0, 10)]));
    expect(times.get('2026-11-03')).toBe('2026-12-16');
    expect(times.get('2026-10-01')).toBe('2026-11-03');
    expect((await stage.readDays(slow)).filter((each) => each.partial).map((each) => each.dt)).toEqual(['2026-12-16']);
    const again = await stage.metrics(account_id);
    expect(again.windows_read).toBe(stage.tenant.campaigns.length);
  });
});

it('more of the past is read when more is asked for, and never less', async () => {
  const { since } = await stage.metrics(account_id, { params: { backfill_days: 5 } });
  expect(since).toBe('2026-08-06');
  const more = await stage.metrics(account_id, { params: { backfill_days: 140, window_days: 90 } });
  expect(more).toMatchObject({ since: '2026-07-30', gap_days_found: 0 });
  expect((await stage.readDays(usual))[0]).toMatchObject({ dt: '2026-07-30' });
});
