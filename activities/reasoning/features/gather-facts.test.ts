import { describe, expect, it } from 'vitest';
import { campaignContextSchema } from '../../../contracts/reasoning/campaign-context.ts';
import { beyond, daysToTell } from './chance.ts';
import { cleanDays, momentOf } from './days.ts';
import { gatherFacts } from './gather-facts.ts';
import { findOnset } from './onset.ts';
import { findEcho, findRecurrence } from './recurrence.ts';

type Day = { dt: string; spend: number; impressions: number; clicks: number; conversions: number; reach: number };
/** So many full days up to 28 February; `change` gets the days since each began, 1 for the newest. */
function days(count: number, change: (ago: number) => Partial<Day> = () => ({})): Day[] {
  return [...Array(count).keys()].reverse().map((index) => ({
    dt: new Date(Date.UTC(2026, 1, 28 - index)).toISOString().slice(0, 10),
    ...{ spend: 400, impressions: 20_000, clicks: 400, conversions: 40, reach: 9000 },
    ...change(index + 1),
  }));
}
const factsOf = (metrics: object, more: object = {}) =>
  gatherFacts(
    campaignContextSchema.parse({ campaign_id: 'c', campaign_metrics: { campaign_id: 'c', ...metrics }, ...more }),
  );
const parsed = (some: readonly Day[]) => factsOf({ days: some }).clean.days;

describe('the facts of a context', () => {
  it('are what it says outright first, and what its days say where it says nothing', () => {
    const some = days(28, (ago) => (ago <= 7 ? { spend: 480 } : {}));
    expect(factsOf({ days: some }).metrics.cpa).toMatchObject({
      value: 12,
      before: 10,
      change_pct: expect.closeTo(20, 6),
    });
    expect(factsOf({ days: some, cpa_change_pct: 7 }).metrics.cpa.change_pct).toBe(7);
  });

  it('follow from each other: CPC from CPM and CTR, the conversion rate from CPC and CPA', () => {
    const { metrics } = factsOf({ cpm_change_pct: 20, ctr_change_pct: -20, cpa_change_pct: 50 });
    expect(metrics.cpc.change_pct).toBeCloseTo(50, 6);
    expect(metrics.conversion_rate.change_pct).toBeCloseTo(0, 6);
  });

  it('know no change where there was no baseline, instead of a calm zero', () => {
    expect(factsOf({ cpa_change_pct: 0, signals: ['no_baseline'] }).metrics.cpa.change_pct).toBeNull();
    expect(factsOf({ cpa: 58.5, previous_cpa: 45 }).metrics.cpa.change_pct).toBeCloseTo(30, 9);
  });

  it('take the moment from the context: the newest that it names', () => {
    const context = campaignContextSchema.parse({
      campaign_id: 'c',
      campaign_metrics: { campaign_id: 'c', days: days(3) },
    });
    expect(momentOf(context)).toBe('2026-02-28T23:59:59.000Z');
    expect(momentOf({ ...context, at: '2026-03-05T00:00:00.000Z' })).toBe('2026-03-05T00:00:00.000Z');
    expect(momentOf(campaignContextSchema.parse({ campaign_id: 'c' }))).toBeNull();
  });

  it('count the days of a rise by whichever cost rose on most of them', () => {
    const dearer = days(28, (ago) => (ago <= 5 ? { spend: 460, conversions: 46 } : {}));
    expect(factsOf({ days: dearer, cpa_trend_days: 1 }).trend_days).toBe(5);
  });

  it('name what is missing and what a stand-in answered', () => {
    const { missing_sources, stubbed_sources } = factsOf(
      {},
      {
        competitor_signals: { is_stub: true },
        sources: [{ source: 'site_health', status: 'timed_out', fetched_at: null }],
      },
    );
    expect(missing_sources).toEqual(['audience_analytics', 'creative_metrics', 'historical_patterns', 'site_health']);
    expect(stubbed_sources).toEqual(['competitor_signals']);
  });
});

describe('days', () => {
  it('are sorted, counted once, and told apart when they contradict each other', () => {
    const some = parsed(days(5));
    const given =
      campaignContextSchema.parse({ campaign_id: 'c', campaign_metrics: { campaign_id: 'c', days: days(5) } })
        .campaign_metrics?.days ?? [];
    const found = cleanDays([...given.toReversed(), ...given.slice(0, 1)], '2026-03-01T00:00:00.000Z');
    expect([found.days.map((day) => day.dt), found.repeated]).toEqual([some.map((day) => day.dt), 1]);
    const [first] = given;
    expect(cleanDays(first === undefined ? [] : [...given, { ...first, clicks: 1 }], null).contradicted).toEqual([
      first?.dt,
    ]);
  });
});

describe('the onset of a change', () => {
  it('is the day on which a price left its level, with all of the change', () => {
    const found = findOnset(parsed(days(35, (ago) => (ago <= 5 ? { spend: 500 + ago } : { spend: 400 + (ago % 3) }))));
    expect(found?.since).toBe('2026-02-24');
    expect(found?.metrics.cpm.change_pct ?? 0).toBeGreaterThan(24);
  });

  it('is not seen in steady days, nor in too few', () => {
    expect(findOnset(parsed(days(35, (ago) => ({ spend: 400 + (ago % 5) }))))).toBeNull();
    expect(findOnset(parsed(days(12, (ago) => (ago <= 5 ? { spend: 600 } : {}))))).toBeNull();
  });
});

describe('what came before', () => {
  const slack = (ago: number) => ((ago - 1) % 28 < 7 ? { conversions: 28 } : {});
  it('is a recurrence after two rounds, an echo after one', () => {
    expect(findRecurrence(parsed(days(90, slack)))).toMatchObject({ period_days: 28, seen: 2, of: 2 });
    expect(findRecurrence(parsed(days(35, slack)))).toBeNull();
    expect(findEcho(parsed(days(35, slack))) ?? 0).toBeCloseTo(-30, 6);
  });

  it('is none where only the present week is low, or where 35 days are not known', () => {
    expect(findEcho(parsed(days(35, (ago) => (ago <= 7 ? { conversions: 28 } : {}))))).toBe(0);
    expect(findEcho(parsed(days(30, slack)))).toBeNull();
  });
});

describe('chance', () => {
  it('asks for more days the fewer events there are and the smaller the change', () => {
    expect(daysToTell(20, 4, 7)).toBeGreaterThan(daysToTell(20, 8, 7));
    expect(daysToTell(20, 20, 7)).toBeLessThan(daysToTell(10, 20, 7));
    expect(daysToTell(300, 100, 7)).toBe(1);
    expect([daysToTell(20, 0, 7), daysToTell(1, 1, 7)]).toEqual([28, 28]);
  });

  it('makes a limit strict where no counts are known, and soft where they are', () => {
    expect([beyond(10, 10, null), beyond(10.01, 10, null), beyond(-10, -10, null), beyond(-10.01, -10, null)]).toEqual([
      0, 1, 0, 1,
    ]);
    expect(beyond(10, 10, 0.05)).toBeCloseTo(0.5, 6);
    expect(beyond(30, 10, 0.05)).toBeGreaterThan(0.99);
    expect(beyond(null, 10, 0.05)).toBeNull();
  });
});
