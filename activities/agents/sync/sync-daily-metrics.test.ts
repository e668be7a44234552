import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CodedError } from '../../../contracts/errors/index.ts';
import { fullDays, type HandPlatform, openHandPlatform } from '../../../tests/sync/hand-platform.ts';

let platform: HandPlatform;
beforeAll(async () => {
  platform = await openHandPlatform();
});
afterAll(() => platform?.close());

const nextDay = '2026-11-11T12:00:00Z';
const daysRead = async (tenant_id: string) => {
  const rows = await platform.sql<{ dt: string }[]>`select dt::text from sync_days where tenant_id = ${tenant_id}`;
  return rows.length;
};

describe('the first reading of an account', () => {
  it('goes back in pieces, the newest first', async () => {
    const { metrics, asked, stream } = await platform.fresh();
    expect(await metrics()).toMatchObject({
      ...{ since: '2026-11-01', until: '2026-11-10', complete_until: '2026-11-09', resumed: false, failed: [] },
      ...{ windows_read: 4, rows_read: 10, rows_changed: 10, rows_restated: 0, gap_days_found: 0 },
    });
    expect(asked).toEqual([
      ...['100 2026-11-08 2026-11-10', '100 2026-11-05 2026-11-07'],
      ...['100 2026-11-02 2026-11-04', '100 2026-11-01 2026-11-01'],
    ]);
    expect(await stream('daily_metrics')).toMatchObject({
      ...{ status: 'idle', cursor: null, lease_holder: null, error_code: null, succeeded: true },
      ...{ backfill_from: '2026-11-01', complete_until: '2026-11-09' },
    });
  });

  it.each([
    [1, 10],
    [4, 3],
    [10, 1],
    [90, 1],
  ])(
    'with at most %d days in a request takes %d requests, and no day is asked for twice',
    async (window_days, requests) => {
      const { metrics, asked, days } = await platform.fresh();
      expect(await metrics({ window_days })).toMatchObject({ windows_read: requests, rows_read: 10 });
      expect(new Set(asked).size).toBe(requests);
      expect((await days()).map((each) => each.dt)).toHaveLength(10);
    },
  );

  it.each([
    ['UTC', '2026-11-10'],
    ['Asia/Tokyo', '2026-11-11'],
    ['America/Los_Angeles', '2026-11-10'],
  ])('ends with today by the clock of the account: in %s %s', async (timezone, until) => {
    const { metrics, says } = await platform.fresh({ timezone });
    says.now = '2026-11-10T15:30:00Z';
    expect((await metrics()).until).toBe(until);
  });

  it('keeps nothing but the days that were asked for', async () => {
    const { metrics, says, days } = await platform.fresh();
    says.insights = async (query) => [
      ...fullDays(query),
      ...fullDays({ ...query, since: '2026-10-01', until: '2026-10-02' }),
      ...fullDays(query, { hour: 5, spend_minor: 999_999 }),
    ];
    await metrics({ window_days: 90 });
    const kept = await days();
    expect([kept.length, kept[0]?.dt, Math.max(...kept.map((each) => each.spend_minor))]).toEqual([
      10,
      '2026-11-01',
      5_000,
    ]);
  });

  it('of a campaign without delivery is complete: no figures is an answer, and is no gap afterwards', async () => {
    const { metrics, says, days, tenant } = await platform.fresh();
    says.insights = async () => [];
    expect(await metrics()).toMatchObject({ rows_read: 0, complete_until: '2026-11-09', failed: [] });
    expect([(await days()).length, await daysRead(tenant.tenant_id)]).toEqual([0, 10]);
    says.now = nextDay;
    expect(await metrics()).toMatchObject({ gap_days_found: 0, complete_until: '2026-11-10' });
  });
});

describe('a run that died in the middle', () => {
  const pieces = ['2026-11-09', '2026-11-07', '2026-11-05', '2026-11-03', '2026-11-01'];

  it.each(pieces.map((since, index) => [index, since, index * 2] as const))(
    'after %d whole pieces (at that from %s) keeps their %d days, and the next reads the rest and nothing else',
    async (whole, dying, kept) => {
      const { metrics, says, asked, stream, days, tenant } = await platform.fresh();
      says.insights = async (query) => {
        if (query.since === dying) throw new Error('killed: token=secret');
        return fullDays(query);
      };
      await expect(metrics({ window_days: 2 })).rejects.toThrow('killed');
      expect([(await days()).length, await daysRead(tenant.tenant_id)]).toEqual([kept, kept]);
      const left = await stream('daily_metrics');
      expect(left).toMatchObject({ status: 'failed', error_code: 'INTERNAL', rows_read: kept, lease_holder: null });
      expect(left?.cursor).not.toBeNull();
      expect(JSON.stringify(left)).not.toContain('secret');
      asked.length = 0;
      says.insights = async (query) => fullDays(query);
      expect(await metrics({ window_days: 2 })).toMatchObject({
        ...{ resumed: true, rows_read: 10, windows_read: 5 - whole, complete_until: '2026-11-09', gap_days_found: 0 },
      });
      expect(asked.map((each) => each.split(' ')[1])).toEqual(pieces.slice(whole));
      expect(await days()).toHaveLength(10);
    },
  );

  it('longer ago than an hour is begun anew: what it read has grown old', async () => {
    const { metrics, says, asked } = await platform.fresh();
    says.insights = async (query) => {
      if (query.since === '2026-11-01') throw new Error('killed');
      return fullDays(query);
    };
    await expect(metrics({ window_days: 2 })).rejects.toThrow('killed');
    says.now = '2026-11-10T13:00:01Z';
    says.insights = async (query) => fullDays(query);
    asked.length = 0;
    expect(await metrics({ window_days: 2 })).toMatchObject({ resumed: false, rows_read: 10, windows_read: 5 });
    expect(asked).toHaveLength(5);
  });

  it('that was stopped before its first piece has asked for nothing and leaves nothing', async () => {
    const { metrics, asked, stream } = await platform.fresh();
    await expect(metrics({}, AbortSignal.abort())).rejects.toThrow();
    expect(asked).toEqual([]);
    expect(await stream('daily_metrics')).toMatchObject({ status: 'failed', error_code: 'EXECUTION_CANCELLED' });
  });
});

describe('conversions that come late', () => {
  const long = { backfill_days: 60, window_days: 90 };

  it.each([
    [0, '2026-10-13'],
    [7, '2026-10-13'],
    [28, '2026-10-13'],
    [45, '2026-09-26'],
  ])('on a platform whose conversions lag %d days are read again from %s on: 28 days at least', async (lag, since) => {
    const { metrics, says, asked } = await platform.fresh();
    says.lag_days = lag;
    await metrics(long);
    asked.length = 0;
    says.now = nextDay;
    await metrics(long);
    expect(asked).toEqual([`100 ${since} 2026-11-11`]);
  });

  it('are stored and counted as restated; what was the same as before counts as nothing', async () => {
    const { metrics, says, days } = await platform.fresh();
    await metrics(long);
    says.now = nextDay;
    says.insights = async (query) =>
      fullDays(query).map((row) => (row.date === '2026-10-20' ? { ...row, conversions: 3 } : row));
    expect(await metrics(long)).toMatchObject({ rows_read: 30, rows_changed: 2, rows_restated: 1 });
    const changed = (await days()).filter((each) => each.conversions !== 2);
    expect(changed).toMatchObject([{ dt: '2026-10-20', conversions: 3 }]);
  });

  it('do not come again in the same moment: a second run at once has nothing to ask', async () => {
    const { metrics, asked } = await platform.fresh();
    await metrics(long);
    asked.length = 0;
    expect(await metrics(long)).toMatchObject({ windows_read: 0, rows_read: 0, complete_until: '2026-11-09' });
    expect(asked).toEqual([]);
  });
});

describe('a gap', () => {
  const long = { backfill_days: 60, window_days: 90 };
  async function withGap() {
    const stage = await platform.fresh();
    const { tenant_id } = stage.tenant;
    await stage.metrics(long);
    stage.asked.length = 0;
    await platform.sql`delete from sync_days where tenant_id = ${tenant_id} and dt in ('2026-09-20', '2026-09-21')`;
    await platform.sql`delete from fct_ad_metric_daily where tenant_id = ${tenant_id} and dt = '2026-09-25'`;
    return stage;
  }

  it('is found, whether the reading or the figures are missing, and nothing besides it is asked for', async () => {
    const { metrics, asked, days } = await withGap();
    expect(await metrics(long)).toMatchObject({ gap_days_found: 3, windows_read: 2, complete_until: '2026-11-09' });
    expect(asked).toEqual(['100 2026-09-25 2026-09-25', '100 2026-09-20 2026-09-21']);
    expect(await days()).toHaveLength(60);
    expect(await metrics(long)).toMatchObject({ gap_days_found: 0, windows_read: 0 });
  });

  it('that the platform does not fill is told, and nothing counts as complete beyond it', async () => {
    const { metrics, says, stream } = await withGap();
    says.now = nextDay;
    says.insights = async (query) => {
      if (query.until < '2026-10-01') throw new CodedError('PLATFORM_ANSWER_INVALID', 'This is no day.');
      return fullDays(query);
    };
    const read = await metrics(long);
    expect(read).toMatchObject({ gap_days_found: 3, complete_until: '2026-09-19', windows_read: 1 });
    expect(read.failed).toEqual([{ campaign_id: '100', code: 'PLATFORM_ANSWER_INVALID', message: 'This is no day.' }]);
    expect(await stream('daily_metrics')).toMatchObject({
      ...{ status: 'idle', complete_until: '2026-09-19', error_code: 'PLATFORM_ANSWER_INVALID' },
      error_message: 'One campaign could not be read. 100: This is no day.',
    });
    says.insights = async (query) => fullDays(query);
    expect(await metrics(long)).toMatchObject({ failed: [], complete_until: '2026-11-10' });
  });
});

describe('a platform that does not answer', () => {
  it('at all ends the run with its own error, and no campaign is blamed', async () => {
    const { metrics, says, stream } = await platform.fresh();
    says.insights = () => Promise.reject(new CodedError('PLATFORM_UNAVAILABLE', 'It is away.'));
    await expect(metrics()).rejects.toMatchObject({ code: 'PLATFORM_UNAVAILABLE' });
    expect(await stream('daily_metrics')).toMatchObject({ status: 'failed', error_message: 'It is away.' });
  });

  it.each(['PLATFORM_THROTTLED', 'PLATFORM_UNAUTHORIZED'] as const)(
    'with %s ends it after the pieces that came before, which stay',
    async (code) => {
      const { metrics, says, days, stream } = await platform.fresh();
      says.insights = async (query) => {
        if (query.since === '2026-11-05') throw new CodedError(code, 'Not now.');
        return fullDays(query);
      };
      await expect(metrics()).rejects.toMatchObject({ code });
      expect((await days()).map((each) => each.dt)).toEqual(['2026-11-08', '2026-11-09', '2026-11-10']);
      expect(await stream('daily_metrics')).toMatchObject({ status: 'failed', error_code: code, rows_read: 3 });
    },
  );
});

describe('the reach of the compared weeks', () => {
  const windows = (tenant_id: string) => platform.sql<{ since: string; reach: number | null }[]>`
    select since::text, reach::int from reach_windows where tenant_id = ${tenant_id} order by since`;
  const told = { impressions: 7_000, reach: 2_000, frequency: 3.5 };

  it('is asked for once for each week', async () => {
    const { metrics, says, tenant } = await platform.fresh();
    let times = 0;
    says.reach = async () => {
      times += 1;
      return told;
    };
    await metrics({ backfill_days: 30 });
    await metrics({ backfill_days: 30 });
    expect(times).toBe(2);
    expect(await windows(tenant.tenant_id)).toMatchObject([
      { since: '2026-10-27', reach: 2_000 },
      { since: '2026-11-03', reach: 2_000 },
    ]);
  });

  it('that fails costs one line in the log: the days are there, and the next run asks again', async () => {
    const { metrics, says, tenant, warned, stream } = await platform.fresh();
    says.reach = () => Promise.reject(new CodedError('PLATFORM_UNAVAILABLE', 'It is away.'));
    expect(await metrics({ backfill_days: 30 })).toMatchObject({ rows_read: 30, failed: [] });
    expect(warned).toMatchObject([{ campaign_id: '100', message: 'reach_not_read' }]);
    expect(await stream('daily_metrics')).toMatchObject({ status: 'idle', error_code: null });
    says.reach = async () => told;
    await metrics({ backfill_days: 30 });
    expect(await windows(tenant.tenant_id)).toHaveLength(2);
  });

  it('of a platform that tells none is not asked for campaign by campaign', async () => {
    const { metrics, says, tenant } = await platform.fresh();
    let times = 0;
    says.reach = async () => {
      times += 1;
      return null;
    };
    await metrics({ backfill_days: 30 });
    expect([times, (await windows(tenant.tenant_id)).length]).toEqual([1, 0]);
  });
});
