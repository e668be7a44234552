import fastCheck from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changePct } from '../../../reasoning/index.ts';
import { dateIn, figuresOf, type StoredDay, shiftDate, trendDays } from './period.ts';
import { findRecurrence } from './recurrence.ts';
import { dailySeries, hourlySeries, observedSeries } from './series-of-days.ts';
import { summarise } from './summarise.ts';

const at = new Date('2026-03-01T09:00:00Z');
const campaign = {
  ...{
    campaign_id: '100',
    campaign_name: 'Campaign',
    currency: 'USD',
    timezone: 'UTC',
    target_cpa: 50,
    daily_budget: 100,
  },
  ...{ audience_size: null, protected: false },
  creatives: [{ creative_id: 'c1', name: 'One', state: 'active' as const, started_on: '2026-01-29' }],
};
/** `count` full days that end on 2026-02-28; `change` sets fields of the day that lies `back` days before the 1st of March. */
function days(count: number, change: (back: number) => Partial<StoredDay> = () => ({})): StoredDay[] {
  return [...Array(count).keys()].map((index) => {
    const back = count - index;
    return {
      ...{
        dt: shiftDate('2026-03-01', -back),
        impressions: 10_000,
        clicks: 200,
        spend: 90,
        conversions: 2,
        revenue: 0,
      },
      ...{ reach: 5000, frequency: 2, impression_share: null },
      ...change(back),
    };
  });
}

describe('changes', () => {
  it.each([
    [45, 58.5, 30],
    [0, 50, null],
    [60, 45, -25],
    [null, 5, null],
  ])('from %d to %d are %d %%', (before, after, expected) => {
    const change = changePct(before, after);
    if (expected === null) expect(change).toBeNull();
    else expect(change).toBeCloseTo(expected, 9);
  });

  it.each([
    [[58.5, 55, 52, 45, 46], 3],
    [[50, 50, 45], 0],
    [[40, 45], 0],
    [[], 0],
    [[3, 2, 1], 2],
  ])('of days, newest first, %j rise %d in a row', (values, expected) => {
    expect(trendDays(values, 'increasing')).toBe(expected);
  });

  it.each([
    [[45, 46, 52, 51], 2],
    [[50, 50, 55], 0],
    [[45, 40], 0],
    [[], 0],
    [[7], 0],
    [[1, 2, 3], 2],
    [[40, 45, Number.POSITIVE_INFINITY], 2],
    [[Number.POSITIVE_INFINITY, 45], 0],
  ])('of days, newest first, %j fall %d in a row', (values, expected) => {
    expect(trendDays(values, 'decreasing')).toBe(expected);
  });

  it('never go both ways at once, and go the other way when the values are turned round', () => {
    fastCheck.assert(
      fastCheck.property(fastCheck.array(fastCheck.integer({ min: 0, max: 5 }), { maxLength: 30 }), (values) => {
        const [rising, falling] = [trendDays(values, 'increasing'), trendDays(values, 'decreasing')];
        expect(Math.min(rising, falling)).toBe(0);
        expect(
          trendDays(
            values.map((each) => -each),
            'increasing',
          ),
        ).toBe(falling);
        expect(Math.max(rising, falling)).toBeLessThanOrEqual(Math.max(0, values.length - 1));
      }),
    );
  });
});

describe('the summary', () => {
  it('compares the last 7 full days with the 7 before and leaves today out', () => {
    const today = days(1).map((each) => ({ ...each, dt: '2026-03-01', spend: 9999 }));
    const stored = [...days(30, (back) => (back <= 7 ? { spend: 117 } : {})), ...today];
    const found = summarise(campaign, stored, at);
    expect(found.current).toMatchObject({ start: '2026-02-22', end: '2026-02-28', days: 7, cpa: 58.5, spend: 819 });
    expect(found.previous).toMatchObject({ start: '2026-02-15', end: '2026-02-21', cpa: 45 });
    expect(found.change_pct).toMatchObject({ cpa: 30, ctr: 0, impression_share: null });
    expect(found).toMatchObject({ cpa_raised_days: 7, budget_utilization: 1.17, creatives: [{ age_days: 31 }] });
  });

  it('takes the full days of the account’s own clock', () => {
    expect(dateIn(new Date('2026-02-28T16:00:00Z'), 'Asia/Tokyo')).toBe('2026-03-01');
    const found = summarise({ ...campaign, timezone: 'Asia/Tokyo' }, days(30), new Date('2026-02-28T14:00:00Z'));
    expect(found.current?.end).toBe('2026-02-27');
  });

  it('says what is missing and never reads it as zero', () => {
    const none = summarise(campaign, [], at);
    expect(none).toMatchObject({ current: null, previous: null, budget_utilization: null, cpa_raised_days: 0 });
    expect(none.missing.map((each) => each.reason).join()).toMatch(/no daily metrics.*no baseline/);
    const dry = summarise(
      campaign,
      days(30, () => ({ conversions: 0 })),
      at,
    );
    expect(dry).toMatchObject({ current: { cpa: null }, change_pct: { cpa: null } });
    expect(dry.missing.map((each) => each.reason).join()).toContain('no conversions');
    expect(
      summarise(campaign, days(5), at)
        .missing.map((each) => each.reason)
        .join(),
    ).toContain('only 5 of');
  });

  it('makes ratios from sums, not from means of ratios', () => {
    const uneven = days(2, (back) => (back === 1 ? { spend: 1000, conversions: 10 } : { spend: 10, conversions: 1 }));
    expect(figuresOf(uneven, '2026-02-27', '2026-02-28')?.cpa).toBeCloseTo(1010 / 11, 3);
  });
});

describe('reach', () => {
  const told = (reach: number, frequency: number) => ({ reach, frequency });

  it('of a week is the platform’s own figure, which the days do not add up to', () => {
    const found = summarise(campaign, days(30), at, { current: told(20_000, 3.5), previous: told(25_000, 2.8) });
    expect(found.current).toMatchObject({ reach: 20_000, frequency: 3.5 });
    expect(found.change_pct).toMatchObject({ reach: -20, frequency: 25 });
  });

  it.each([
    ['now', { current: told(20_000, 3.5), previous: null }],
    ['before', { current: null, previous: told(25_000, 2.8) }],
  ])('that was told for the week %s alone is not set against a mean of days', (_, reach) => {
    expect(summarise(campaign, days(30), at, reach)).toMatchObject({
      current: { reach: 5000, frequency: 2 },
      change_pct: { reach: 0, frequency: 0 },
    });
  });

  it('without any day is no period at all', () => {
    const reach = { current: told(1, 1), previous: told(1, 1) };
    expect(summarise(campaign, [], at, reach).current).toBeNull();
  });
});

describe('what an auction took', () => {
  it('is the mean of the days that were told, and not known where none was', () => {
    const lost = days(14, (back) => (back <= 2 ? { impression_share_lost_budget: 0.1 * back } : {}));
    expect(figuresOf(lost, '2026-02-22', '2026-02-28')).toMatchObject({
      impression_share_lost_budget: 0.15,
      impression_share_lost_rank: null,
    });
  });
});

describe('a recurring change', () => {
  const slack = (period: number, rounds: number) => (back: number) => {
    const phase = (back - 1) % period;
    return phase < 7 && back <= period * rounds + 7 ? { conversions: 1.5 } : {};
  };

  it('is found where earlier rounds of a cycle show the same', () => {
    expect(findRecurrence(days(90, slack(28, 3)), '2026-02-28')).toMatchObject({ period_days: 28, seen: 2, of: 2 });
  });

  it('is not found in a first time, in noise of every week, or without history', () => {
    expect(
      findRecurrence(
        days(90, (back) => (back <= 7 ? { conversions: 1.5 } : {})),
        '2026-02-28',
      ),
    ).toBeNull();
    expect(findRecurrence(days(90), '2026-02-28')).toBeNull();
    expect(findRecurrence(days(40, slack(28, 3)), '2026-02-28')).toBeNull();
    expect(findRecurrence(days(90, slack(14, 6)), '2026-02-28')).toBeNull();
  });
});

describe('series', () => {
  it('of days leave out what cannot be divided, and know how many events stand behind a point', () => {
    const series = dailySeries(days(3, (back) => (back === 2 ? { conversions: 0, clicks: 0 } : {})));
    const named = (metric: string) => series.find((each) => each.metric === metric);
    expect(named('cpa')?.values).toEqual([45, 45]);
    expect(named('cpa')?.typical_count).toBe(2);
    expect(named('spend')).toMatchObject({ values: [90, 90, 90], typical_count: null });
  });

  it('of hours exist only where hours are thick enough', () => {
    const hours = (clicks: number) => [{ at, impressions: 100, clicks, spend: 10 }];
    expect(hourlySeries(hours(25)).map((each) => each.metric)).toEqual(['cpc', 'cpm', 'ctr']);
    expect(hourlySeries(hours(24))).toEqual([]);
    expect(hourlySeries([])).toEqual([]);
  });

  it('of five minutes are averaged to hours', () => {
    const points = [...Array(24).keys()].map((index) => ({
      ...{ metric: 'cpc', value: index < 12 ? 1 : 3 },
      observed_at: new Date(at.getTime() + index * 300_000),
    }));
    expect(observedSeries(points)).toMatchObject([{ grain: 'hour', values: [1, 3], unit: 'currency' }]);
  });
});
