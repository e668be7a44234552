import { describe, expect, it } from 'vitest';
import { toMinor } from '../../../../contracts/money.ts';
import { creativeMetricsSchema } from '../../../../contracts/reasoning/campaign-metrics.ts';
import { audienceAnalyticsSchema } from '../../../../contracts/reasoning/market-signals.ts';
import { factsOf } from '../../../../tests/context/facts.ts';
import { audienceOf, saturationOf } from '../audience/audience-of.ts';
import { heldDay, type Part } from '../facts/delivery.ts';
import { comparedPeriods } from '../facts/figures.ts';
import { creativesOf } from './creatives-of.ts';

const moment = new Date('2026-11-21T12:00:00Z');
const periods = comparedPeriods(moment, 'UTC');
const at = { campaign_id: '100', moment };

/** A part with `count` days that end on the day before the moment. */
function part(count: number, change: (back: number) => Partial<Part['days'][number]>, more: Partial<Part> = {}): Part {
  const days = [...Array(count).keys()].map((index) => {
    const back = count - index;
    const date = new Date(Date.parse('2026-11-21T00:00:00Z') - back * 86_400_000).toISOString().slice(0, 10);
    const delivered = { impressions: 1000, clicks: 20, spend_minor: 5000, conversions: 1, revenue_minor: 0 };
    return heldDay({ entity_id: 'a1', date, hour: null, ...delivered, reach: 500, frequency: 2, ...change(back) });
  });
  const what = { entity_id: 'a1', name: 'Ad', status: 'active' as const, creative_id: 'c1', daily_budget_minor: null };
  return { ...what, days, reach: { current: null, previous: null }, ...more };
}
const stored = (more: object = {}) => ({
  creative_id: 'c1',
  name: 'One',
  state: 'active' as const,
  age_days: null,
  ...more,
});

describe('what people did with a creative', () => {
  const watched = { engagements: 60, video_views: 600, video_completions: 150 };
  const seen = (change: (back: number) => Partial<Part['days'][number]>, more: Partial<Part> = {}) =>
    creativesOf([stored()], { ads: [part(20, change, more)], ad_sets: [] }, periods, at)[0];

  it('is a share of impressions, and of a video that was begun the share that was watched to the end', () => {
    expect(seen(() => watched)).toMatchObject({ engagement_rate: 0.06, video_completion_rate: 0.25 });
  });

  it.each([
    ['no figure at all', {}, null, null],
    ['no video', { engagements: 60 }, 0.06, null],
    ['a video that nobody began', { ...watched, video_views: 0, video_completions: 0 }, 0.06, null],
    ['a video that nobody finished', { ...watched, video_completions: 0 }, 0.06, 0],
    ['more ends than plays, which is no share', { ...watched, video_completions: 601 }, 0.06, null],
    ['more done than seen, which is no share', { engagements: 1001 }, null, null],
  ])('is not made up where there is %s', (_, day, engagement_rate, video_completion_rate) => {
    expect(seen(() => day)).toMatchObject({ engagement_rate, video_completion_rate });
  });

  it('counts the days of the last week only, and of them those that tell', () => {
    const found = seen((back) => (back === 3 ? watched : back > 7 ? { ...watched, engagements: 999 } : {}));
    expect(found?.engagement_rate).toBeCloseTo(60 / 7000, 5);
  });

  const week = (reach: number, frequency: number) => ({ reach, frequency });
  it('met so many people as the platform says of the whole week, and so often', () => {
    const reach = { current: week(2100, 3.3), previous: week(2800, 2.5) };
    expect(seen(() => ({}), { reach })).toMatchObject({
      ...{ unique_reach: 2100, average_frequency: 3.3, frequency_trend: 'increasing' },
    });
  });

  it.each([
    [{ current: week(2100, 5.5), previous: null }, 2],
    [{ current: null, previous: week(2800, 5.5) }, 2],
    [{ current: null, previous: null }, 2],
  ])('is the mean of the days where a week is not told: %j', (reach, average_frequency) => {
    expect(seen(() => ({}), { reach })).toMatchObject({ average_frequency, frequency_trend: 'stable' });
  });

  it('that is new has the platform’s frequency and no trend', () => {
    const fresh = part(6, () => ({}), { reach: { current: week(2100, 5.5), previous: null } });
    const [found] = creativesOf([stored()], { ads: [fresh], ad_sets: [] }, periods, at);
    expect(found).toMatchObject({ average_frequency: 5.5, frequency_trend: null });
  });
});

describe('a creative', () => {
  it('has its figures of the compared weeks, and says which way they go', () => {
    const worn = part(20, (back) => (back <= 7 ? { clicks: 15, frequency: 3, reach: 333 } : {}));
    const [found] = creativesOf([stored()], { ads: [worn], ad_sets: [] }, periods, at);
    expect(creativeMetricsSchema.parse(found)).toEqual(found);
    expect(found).toMatchObject({
      ...{
        ctr: 0.015,
        ctr_change_pct: -25,
        ctr_trend: 'declining',
        average_frequency: 3,
        frequency_trend: 'increasing',
      },
      ...{ running: true, ad_id: 'a1', total_impressions: 7000, unique_reach: 333, creative_age_days: 20 },
      ...{ is_fatigued: false, fatigue_score: 0.4 },
    });
  });

  it('is worn out when two of the three conditions hold, and its own entry says so', () => {
    const worn = part(20, (back) => (back <= 7 ? { clicks: 15 } : {}));
    const [found] = creativesOf([stored({ age_days: 31 })], { ads: [worn], ad_sets: [] }, periods, at);
    expect(found).toMatchObject({ is_fatigued: true, fatigue_score: 0.7 });
  });

  it.each([
    [10, 'stable'],
    [10.1, 'improving'],
    [-10, 'stable'],
    [-10.1, 'declining'],
  ])('whose rate changed by %d %% is %s', (pct, trend) => {
    const changed = part(20, (back) => ({
      clicks: 1,
      impressions: 1000,
      ...(back <= 7 ? { clicks: 1 + pct / 100 } : {}),
    }));
    expect(creativesOf([], { ads: [changed], ad_sets: [] }, periods, at)[0]?.ctr_trend).toBe(trend);
  });

  it('is as old as we know, or has at least been shown as long as was read', () => {
    const ads = [part(45, () => ({}))];
    expect(creativesOf([stored({ age_days: 3 })], { ads, ad_sets: [] }, periods, at)[0]?.creative_age_days).toBe(3);
    expect(creativesOf([stored()], { ads, ad_sets: [] }, periods, at)[0]?.creative_age_days).toBe(45);
    const silent = [part(45, () => ({ impressions: 0, clicks: 0 }))];
    expect(creativesOf([], { ads: silent, ad_sets: [] }, periods, at)[0]).toMatchObject({
      creative_age_days: null,
      ctr: null,
    });
  });

  it('that no ad shows does not run; without the platform our own note must do', () => {
    const two = [stored(), stored({ creative_id: 'c2', name: 'Two', state: 'spare' })];
    expect(creativesOf(two, { ads: [], ad_sets: [] }, periods, at).map((each) => each.running)).toEqual([false, false]);
    expect(creativesOf(two, null, periods, at).map((each) => each.running)).toEqual([true, false]);
  });
});

describe('the audience', () => {
  it('is saturated to the share that was met at least once', () => {
    expect(saturationOf([5000, 5000], 10_000)).toBe(0.75);
    expect(saturationOf([20_000], 10_000)).toBe(1);
    expect([saturationOf([], 100), saturationOf([null], 100), saturationOf([5], null), saturationOf([5], 0)]).toEqual([
      ...[null, null, null, null],
    ]);
  });

  it('has its ad sets as segments, with what each takes and brings', () => {
    const sets = [
      part(14, () => ({ spend_minor: 6000, conversions: 3 }), { entity_id: 's1', daily_budget_minor: 6000 }),
      part(14, () => ({ spend_minor: 2000, conversions: 1 }), { entity_id: 's2', daily_budget_minor: 6000 }),
    ];
    const found = audienceOf(factsOf(), { ads: [], ad_sets: sets }, moment);
    expect(audienceAnalyticsSchema.parse(found)).toEqual(found);
    expect(found?.segments).toMatchObject([
      { segment_id: 's1', spend: 420, spend_share: 0.75, conversion_share: 0.75, cpa: 20, budget_capped: true },
      { segment_id: 's2', spend: 140, spend_share: 0.25, cpa: 20, budget_capped: false },
    ]);
    expect(toMinor(found?.segments[0]?.spend ?? 0, 'USD')).toBe(42_000);
  });

  it('names what speaks for saturation, and is nothing without days', () => {
    const full = factsOf((back) =>
      back <= 7 ? { reach: 3000, frequency: 3, spend: 130 } : { reach: 4000, frequency: 2 },
    );
    expect(audienceOf(full, null, moment)?.saturation_signals).toEqual([
      ...[expect.stringContaining('of the audience'), expect.stringContaining('frequency up')],
      ...[expect.stringContaining('reach down'), expect.stringContaining('CPM up')],
    ]);
    expect(
      audienceOf(
        factsOf(() => ({}), 0),
        null,
        moment,
      ),
    ).toBeNull();
  });
});
