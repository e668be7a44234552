import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { insightRow } from '../../tests/harness/spine-rows.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { upsertDailyInsights } from './metrics-sync.ts';
import { accountDays, completeUntil, listGaps, listWantedDays, recordDays } from './sync-days.ts';

let database: TestDatabase;
let tenant: TenantRows;
beforeAll(async () => {
  database = await createTestDatabase();
  tenant = await insertTenantRows(database.owner);
});
beforeEach(async () => {
  await database.owner.sql`delete from sync_days`;
  await database.owner.sql`delete from fct_ad_metric_daily`;
  await database.owner.sql`update campaigns set status = 'active'`;
});
afterAll(() => database.drop());

const run = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(database.app, tenant.tenant_id, work);
const noon = new Date('2026-03-10T12:00:00Z');
const account = (timezone = 'UTC', now = noon) => ({ ad_account_id: tenant.ad_account_id, timezone, now });
const read = (since: string, until: string, more: { delivered?: readonly string[]; read_at?: Date } = {}) =>
  run((tx) => recordDays(tx, account(), { campaign_id: '100', since, until, delivered: [], read_at: noon, ...more }));
const figures = (...dates: readonly string[]) =>
  run((tx) =>
    upsertDailyInsights(
      tx,
      { campaign_id: '100', platform: 'meta_ads', currency: 'USD' },
      dates.map((date) => insightRow({ date })),
    ),
  );
const gaps = (from: string) => run((tx) => listGaps(tx, account(), from));
const stretch = (since: string, until: string, reason: string) => expect.objectContaining({ since, until, reason });

describe('the days of an account', () => {
  it.each([
    ['UTC', '2026-03-10T00:30:00Z', '2026-03-10', '2026-03-08'],
    ['America/New_York', '2026-03-10T00:30:00Z', '2026-03-09', '2026-03-07'],
    ['Asia/Tokyo', '2026-03-10T15:30:00Z', '2026-03-11', '2026-03-09'],
    ['Pacific/Kiritimati', '2026-12-31T11:00:00Z', '2027-01-01', '2026-12-30'],
  ])('in %s at %s end with %s, and three of them begin with %s', async (timezone, now, today, first) => {
    expect(await run((tx) => accountDays(tx, account(timezone, new Date(now)), 3))).toEqual({ today, first });
  });
});

describe('days that are missing', () => {
  it('are all days that nobody ever read, up to yesterday', async () => {
    expect(await gaps('2026-03-06')).toEqual([
      {
        ...{ campaign_id: '100', campaign_name: 'Campaign', since: '2026-03-06', until: '2026-03-09' },
        ...{ days: 4, missing: 0, reason: 'unread' },
      },
    ]);
  });

  it('are not those that were read and had nothing: no delivery is an answer', async () => {
    await read('2026-03-06', '2026-03-09');
    expect(await gaps('2026-03-06')).toEqual([]);
  });

  it('are told as stretches, the newest first, each broken where a day was read', async () => {
    await read('2026-03-04', '2026-03-04');
    await read('2026-03-07', '2026-03-08');
    expect(await gaps('2026-03-02')).toEqual([
      stretch('2026-03-09', '2026-03-09', 'unread'),
      stretch('2026-03-05', '2026-03-06', 'unread'),
      stretch('2026-03-02', '2026-03-03', 'unread'),
    ]);
  });

  it('are those too whose figures were there and are gone', async () => {
    await figures('2026-03-08', '2026-03-09');
    await read('2026-03-08', '2026-03-09', { delivered: ['2026-03-08', '2026-03-09'] });
    expect(await gaps('2026-03-08')).toEqual([]);
    await database.owner.sql`delete from fct_ad_metric_daily where dt = '2026-03-08'`;
    expect(await gaps('2026-03-08')).toEqual([stretch('2026-03-08', '2026-03-08', 'figures_lost')]);
  });

  it('are asked of no campaign that is deleted', async () => {
    await database.owner.sql`update campaigns set status = 'deleted'`;
    expect(await gaps('2026-03-01')).toEqual([]);
    await database.owner.sql`update campaigns set status = 'paused'`;
    expect(await gaps('2026-03-01')).toHaveLength(1);
  });

  it('end what counts as complete: the day before the oldest of them', async () => {
    const complete = (from: string) => run((tx) => completeUntil(tx, account(), from));
    expect(await complete('2026-03-05')).toBeNull();
    await read('2026-03-05', '2026-03-06');
    await read('2026-03-08', '2026-03-09');
    expect(await complete('2026-03-05')).toBe('2026-03-06');
    await read('2026-03-07', '2026-03-07');
    expect(await complete('2026-03-05')).toBe('2026-03-09');
  });
});

describe('days that are to be read', () => {
  const nothing = { from: null, until: null };
  const wanted = (
    more: { run_started_at?: Date; settles_after_days?: number; complete?: { from: string; until: string } } = {},
  ) =>
    run((tx) =>
      listWantedDays(tx, account(), {
        ...{ from: '2026-03-01', until: '2026-03-10', run_started_at: noon, settles_after_days: 7 },
        ...{ complete: nothing, ...more },
      }),
    );
  const before = new Date('2026-03-10T11:00:00Z');

  it('are read again until their conversions are in, and not once they are', async () => {
    await read('2026-03-01', '2026-03-10', { read_at: before });
    // The second of March settles with the end of the ninth: what was read on the tenth is final.
    expect(await wanted()).toEqual([stretch('2026-03-03', '2026-03-10', 'late')]);
    expect(await wanted({ settles_after_days: 0 })).toEqual([stretch('2026-03-10', '2026-03-10', 'late')]);
  });

  it('are not read twice by one run', async () => {
    await read('2026-03-01', '2026-03-10');
    expect(await wanted()).toEqual([]);
    const later = new Date(noon.getTime() + 1);
    expect(await wanted({ run_started_at: later })).toEqual([stretch('2026-03-03', '2026-03-10', 'late')]);
  });

  it('are read once more after a standstill, however long ago they were', async () => {
    await read('2026-03-01', '2026-03-02', { read_at: new Date('2026-03-03T00:00:00Z') });
    const until = '2026-06-01';
    const late = await run((tx) =>
      listWantedDays(tx, account('UTC', new Date('2026-06-01T12:00:00Z')), {
        ...{ from: '2026-03-01', until, run_started_at: new Date('2026-06-01T12:00:00Z') },
        ...{ settles_after_days: 7, complete: nothing },
      }),
    );
    expect(late.at(-1)).toEqual(stretch('2026-03-01', '2026-03-02', 'late'));
  });

  it('count as missing only where they were complete before', async () => {
    await read('2026-03-01', '2026-03-08');
    const [unread] = await wanted({ complete: { from: '2026-03-01', until: '2026-03-09' } });
    expect(unread).toMatchObject({ since: '2026-03-09', until: '2026-03-10', days: 2, missing: 1 });
    const [fresh] = await wanted();
    expect(fresh).toMatchObject({ missing: 0 });
    const [newer] = await wanted({ complete: { from: '2026-03-10', until: '2026-03-10' } });
    expect(newer).toMatchObject({ missing: 1 });
  });

  it('are no gap of a campaign of which nothing was ever read', async () => {
    expect(await wanted({ complete: { from: '2026-03-01', until: '2026-03-09' } })).toMatchObject([
      { days: 10, missing: 0 },
    ]);
  });
});

describe('a day that was read', () => {
  const stored = () =>
    database.owner.sql`select dt::text, delivered, partial from sync_days order by dt`.then((rows) => [...rows]);

  it('is partial when it was not over in the zone of the account', async () => {
    await run((tx) =>
      recordDays(tx, account('America/New_York'), {
        ...{ campaign_id: '100', since: '2026-03-08', until: '2026-03-09', delivered: ['2026-03-09'] },
        read_at: new Date('2026-03-10T03:59:59Z'),
      }),
    );
    expect(await stored()).toEqual([
      { dt: '2026-03-08', delivered: false, partial: false },
      { dt: '2026-03-09', delivered: true, partial: true },
    ]);
  });

  it('is one row, and says what was read last', async () => {
    await read('2026-03-09', '2026-03-10', { delivered: ['2026-03-09'] });
    await read('2026-03-09', '2026-03-09', { read_at: new Date('2026-03-12T00:00:00Z') });
    expect(await stored()).toEqual([
      { dt: '2026-03-09', delivered: false, partial: false },
      { dt: '2026-03-10', delivered: false, partial: true },
    ]);
  });
});
