import { describe, expect, it } from 'vitest';
import { demoTenants } from '../../contracts/demo-world.ts';
import { campaignSpecSchema } from '../world/campaign-spec.ts';
import { createTimeline } from '../world/timeline.ts';
import { createCalendar, dateOf, dayOf, HOUR } from './calendar.ts';
import type { Cell } from './cell.ts';
import { totalsOf } from './report.ts';
import type { Scenario } from './scenario.ts';
import { createCampaignMarket } from './simulate.ts';

/** Fridays and mid-week births, early and late hours: the signs may not hang on the moment at which one starts. */
const births = ['2026-11-21T12:00:00Z', '2026-03-04T02:30:00Z', '2027-07-16T22:10:00Z'].map((text) => Date.parse(text));
const seeds = ['mbi', 'another'];

function played(scenario: Scenario, bornAt: number, seed: string) {
  for (const tenant of demoTenants) {
    const found = tenant.campaigns.find((campaign) => campaign.scenario === scenario);
    if (found === undefined) continue;
    const campaign = campaignSpecSchema.parse(found);
    const calendar = createCalendar(tenant.account.timezone);
    const market = createCampaignMarket({ campaign, timeline: createTimeline(), calendar, seed, bornAt });
    const today = calendar(bornAt).day;
    const cellsOf = (from: number, to: number, now: number) =>
      market.cellsUntil(now).filter((cell) => cell.date >= dateOf(today + from) && cell.date <= dateOf(today + to));
    return {
      campaign,
      today,
      cellsOf,
      daily: (from: number, to: number, now = bornAt) => week(cellsOf(from, to, now), now),
    };
  }
  throw new Error(`no demo campaign plays ${scenario}`);
}

function week(cells: readonly Cell[], now: number) {
  const days = [...Map.groupBy(cells, (cell) => cell.date).values()].map((day) => totalsOf(day, now, true));
  const sum = (pick: (day: (typeof days)[number]) => number) => days.reduce((total, day) => total + pick(day), 0);
  const [impressions, clicks, spend, conversions] = [
    sum((day) => day.impressions),
    sum((day) => day.clicks),
    sum((day) => day.spend_minor),
    sum((day) => day.conversions),
  ];
  return {
    impressions,
    clicks,
    spend,
    conversions,
    ctr: clicks / impressions,
    cpm: spend / impressions,
    cpc: spend / clicks,
    cpa: spend / conversions,
    conversion_rate: conversions / clicks,
    frequency: sum((day) => day.frequency) / days.length,
    reach: sum((day) => day.reach) / days.length,
  };
}

/** Change of the last seven whole days against the seven before, in percent, for every metric. */
function changes(scenario: Scenario, bornAt: number, seed: string) {
  const { daily } = played(scenario, bornAt, seed);
  const [after, before] = [daily(-7, -1), daily(-14, -8)];
  const change = (metric: keyof typeof after) => (after[metric] / before[metric] - 1) * 100;
  return { after, before, change };
}

describe.each(births)('born at %d', (bornAt) => {
  describe.each(seeds)('with seed %s', (seed) => {
    it('auction pressure makes impressions and clicks dearer while the click rate stays', () => {
      const { change } = changes('auction_pressure', bornAt, seed);
      expect(change('cpm')).toBeGreaterThan(22);
      expect(change('cpc')).toBeGreaterThan(20);
      expect(Math.abs(change('ctr'))).toBeLessThan(5);
      expect(change('impressions')).toBeLessThan(-10);
      expect(change('cpa')).toBeGreaterThan(20);
    });

    it('a tired creative loses a quarter of its clicks and is shown to the same people again and again', () => {
      const { after, change } = changes('creative_fatigue', bornAt, seed);
      expect(change('ctr')).toBeLessThan(-19);
      expect(after.frequency).toBeGreaterThan(5);
      expect(change('frequency')).toBeGreaterThan(20);
      expect(Math.abs(change('cpm'))).toBeLessThan(10);
      expect(change('cpa')).toBeGreaterThan(20);
    });

    it('a saturated audience gives less reach for the same money at a steady click rate', () => {
      const { change } = changes('audience_saturation', bornAt, seed);
      expect(change('reach')).toBeLessThan(-15);
      expect(change('frequency')).toBeGreaterThan(15);
      expect(change('cpm')).toBeGreaterThan(10);
      expect(Math.abs(change('ctr'))).toBeLessThan(5);
      expect(Math.abs(change('spend'))).toBeLessThan(8);
    });

    it('a limited budget is used up by midday at a good price per conversion', () => {
      const { campaign, cellsOf, daily } = played('budget_limited', bornAt, seed);
      const spentBy = (hour: number, from: number, to: number) =>
        cellsOf(from, to, bornAt).reduce((sum, cell) => sum + (cell.hour < hour ? cell.spend_minor : 0), 0) /
        (campaign.daily_budget_minor * (to - from + 1));
      expect(spentBy(14, -6, -1)).toBeGreaterThan(0.97);
      expect(spentBy(14, -20, -9)).toBeLessThan(0.6);
      expect(daily(-7, -1).cpa).toBeLessThan(campaign.target_cpa_minor * 0.85);
    });

    it('a tracking break leaves clicks alone and takes the conversions of three days', () => {
      const { daily } = played('tracking_break', bornAt, seed);
      const [broken, before] = [daily(-3, -1), daily(-14, -4)];
      expect(broken.conversions).toBeLessThanOrEqual(2);
      expect(before.conversions / 11).toBeGreaterThan(4);
      expect(broken.clicks / 3 / (before.clicks / 11)).toBeGreaterThan(0.9);
    });

    it('a season that returns every four weeks looks like a change only against last week', () => {
      const { daily } = played('seasonality', bornAt, seed);
      const [now, lastWeek, sameSeason] = [daily(-7, -1), daily(-14, -8), daily(-35, -29)];
      expect(now.conversion_rate / lastWeek.conversion_rate).toBeLessThan(0.86);
      expect(Math.abs(now.conversion_rate / sameSeason.conversion_rate - 1)).toBeLessThan(0.12);
      expect(Math.abs(now.ctr / lastWeek.ctr - 1)).toBeLessThan(0.05);
    });

    it('late conversions are missing only in the last days, and fill in as time passes', () => {
      const { daily } = played('conversion_lag', bornAt, seed);
      const seenToday = daily(-3, -1);
      const seenLater = daily(-3, -1, bornAt + 7 * 24 * HOUR);
      expect(seenLater.conversions).toBeGreaterThan(seenToday.conversions * 1.25);
      expect(seenLater.clicks).toBe(seenToday.clicks);
      expect(daily(-14, -8, bornAt + 7 * 24 * HOUR).conversions).toBe(daily(-14, -8).conversions);
    });

    it('without a cause nothing but noise moves', () => {
      const { change } = changes('no_change', bornAt, seed);
      for (const metric of ['ctr', 'cpm', 'cpc', 'frequency', 'spend'] as const) {
        expect(Math.abs(change(metric)), metric).toBeLessThan(6);
      }
      expect(Math.abs(change('cpa'))).toBeLessThan(15);
    });
  });
});

it('counts days of a calendar that it can turn back into dates', () => {
  expect(dateOf(dayOf('2028-02-29'))).toBe('2028-02-29');
});
