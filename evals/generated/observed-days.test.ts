import fastCheck from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changePct, type ObservedDay, sumsOf } from './observed-days.ts';
import { periodsOf, seeCampaign } from './see-campaign.ts';

const plain: ObservedDay = {
  ...{ dt: '2026-10-01', impressions: 1_000, clicks: 50, conversions: 5, spend: 100, revenue: 250 },
  ...{ reach: 800, frequency: 1.25, impression_share: 0.4 },
};
const daysOf = (count: number, more: (index: number) => Partial<ObservedDay> = () => ({})): ObservedDay[] =>
  Array.from({ length: count }, (_, index) => ({
    ...plain,
    dt: new Date(Date.UTC(2026, 8, 1 + index)).toISOString().slice(0, 10),
    ...more(index),
  }));
const about = { campaign_id: 'c', campaign_name: 'C', daily_budget: 120 };

describe('sums of days', () => {
  it('divide sums by sums, in major units', () => {
    expect(sumsOf([plain, { ...plain, conversions: 0, spend: 300 }])).toMatchObject({
      ...{ spend: 400, conversions: 5, cpa: 80, ctr: 0.05, cpc: 4, cpm: 200, conversion_rate: 0.05 },
      ...{ reach: 800, frequency: 1.25, impression_share: 0.4 },
    });
  });

  it('are null where there is nothing to divide by, not zero', () => {
    const idle = { ...plain, impressions: 0, clicks: 0, conversions: 0, impression_share: null };
    const none = { cpa: null, ctr: null, cpc: null, cpm: null, conversion_rate: null, impression_share: null };
    expect(sumsOf([idle])).toMatchObject(none);
    expect(sumsOf([])).toMatchObject({ ...none, spend: 0, reach: null, frequency: null });
  });

  it('take the share of impressions from the days that tell one', () => {
    expect(sumsOf([plain, { ...plain, impression_share: null }]).impression_share).toBe(0.4);
  });

  it('do not depend on the order of days', () => {
    const figure = fastCheck.nat(10_000);
    const days = fastCheck.array(
      fastCheck.record({ impressions: figure, clicks: figure, conversions: figure, spend: figure }),
    );
    fastCheck.assert(
      fastCheck.property(days, (some) => {
        const all = some.map((each) => ({ ...plain, ...each }));
        const { cpa, ctr, spend } = sumsOf(all);
        expect(sumsOf(all.toReversed())).toMatchObject({ cpa, ctr, spend });
      }),
    );
  });
});

describe('a change in percent', () => {
  it.each([
    [100, 125, 25],
    [3, 1, -66.67],
    [5, 0, -100],
    [7, 7, 0],
    [0, 5, null],
    [null, 5, null],
    [5, undefined, null],
  ])('from %s to %s is %s', (before, after, change) => {
    expect(changePct(before, after)).toBe(change);
  });

  it('is never a minus zero', () => {
    fastCheck.assert(
      fastCheck.property(fastCheck.double({ min: 0.01, max: 1e6, noNaN: true }), (value) => {
        expect(Object.is(changePct(value, value * (1 - 1e-9)), -0)).toBe(false);
      }),
    );
  });
});

describe('the campaign as it is seen', () => {
  it('compares the last seven full days with the seven before', () => {
    const { current, previous } = periodsOf(daysOf(20));
    expect([current[0]?.dt, current.at(-1)?.dt]).toEqual(['2026-09-14', '2026-09-20']);
    expect([previous[0]?.dt, previous.at(-1)?.dt]).toEqual(['2026-09-07', '2026-09-13']);
    const seen = seeCampaign(
      about,
      daysOf(20, (index) => ({ spend: index < 13 ? 100 : 150 })),
      true,
    );
    expect(seen).toMatchObject({ cpa: 30, previous_cpa: 20, cpa_change_pct: 50, cpa_raised_days: 7 });
    expect(seen.budget_utilization).toBeCloseTo(1.25);
  });

  it('without an earlier week has no change and says that there is no baseline', () => {
    const seen = seeCampaign(about, daysOf(5), true);
    expect(seen).toMatchObject({ previous_cpa: null, cpa_change_pct: null, cpa_raised_days: 0 });
    expect(seen.signals).toEqual(['no_baseline']);
  });

  it('names money that brought nothing, and no money as nothing', () => {
    const stopped = (spend: number) =>
      seeCampaign(
        about,
        daysOf(14, () => ({ conversions: 0, spend })),
        true,
      ).signals;
    expect(stopped(100)).toEqual(['no_conversions']);
    expect(stopped(0)).toEqual([]);
  });

  it('counts the days on end on which the price of a conversion rose', () => {
    const trend = (spends: readonly number[]) =>
      seeCampaign(
        about,
        daysOf(spends.length, (index) => ({ spend: spends[index] ?? 0 })),
        true,
      ).cpa_trend_days;
    expect(trend([10, 9, 10, 11, 12])).toBe(3);
    expect(trend([10, 11, 12, 12])).toBe(0);
    expect(trend([12, 11, 10])).toBe(0);
  });

  it('tells no share of impressions of a platform that has none', () => {
    const seen = seeCampaign(about, daysOf(14), false);
    expect(seen).toMatchObject({ impression_share: null, previous_impression_share: null });
    expect(seen.days.every((day) => day.impression_share === null)).toBe(true);
  });

  it('brings five weeks of days along at most', () => {
    const { days } = seeCampaign(about, daysOf(60), true);
    expect([days.length, days.at(-1)?.dt]).toEqual([35, daysOf(60).at(-1)?.dt]);
  });
});
