import { assert, constantFrom, double, integer, option, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RootCause, recommendationSchema, rootCauseSchema } from '../../../../contracts/recommendation.ts';
import type { Analysis, AnomalyReport } from '../../../reasoning/index.ts';
import type { MetricsSummary, PeriodFigures } from '../collect/collected-metrics.ts';
import { changesOf } from '../collect/period.ts';
import { type Judge, judged } from './judgement.ts';
import { judgeRotation } from './rotation.ts';
import { judgeWaste } from './stop-waste.ts';
import { judgeBid } from './target-bid.ts';

const week = (spend: number, conversions: number, frequency: number | null = null): PeriodFigures => ({
  ...{ start: '2026-02-22', end: '2026-02-28', days: 7, spend, impressions: 70_000, clicks: 1400, conversions },
  ...{ cpa: conversions === 0 ? null : spend / conversions, ctr: 0.02, cpc: 0.5, cpm: 10, conversion_rate: 0.01 },
  ...{ frequency, reach: null, impression_share: null },
  ...{ impression_share_lost_budget: null, impression_share_lost_rank: null },
});
const noChanges = changesOf(null, null);
const metrics: MetricsSummary = {
  ...{ campaign_id: '100', campaign_name: 'Sale', currency: 'USD', at: '2026-03-01T09:00:00.000Z', target_cpa: 40 },
  ...{
    audience_size: null,
    daily_budget: 400,
    protected: false,
    cpa_rising_days: 3,
    cpa_falling_days: 0,
    cpa_raised_days: 3,
  },
  ...{ current: week(2000, 50), previous: week(2000, 50), change_pct: noChanges, budget_utilization: 0.8 },
  ...{ recent_days: [], recurrence: null, missing: [] },
  creatives: [
    { creative_id: 'c1', name: 'One', state: 'active', age_days: 40 },
    { creative_id: 'c2', name: 'Two', state: 'active', age_days: 12 },
  ],
};
const state = {
  ...{ status: 'active', currency: 'USD', daily_budget_minor: 40_000, bid_amount_minor: 250, in_learning: false },
  running_creatives: [
    { ad_id: 'a1', ad_name: 'Ad 1', creative_id: 'c1' },
    { ad_id: 'a2', ad_name: 'Ad 2', creative_id: 'c2' },
  ],
  ...{ spare_creatives: [{ creative_id: 'c3', name: 'Three' }], read_at: '2026-03-01T09:00:00.000Z' },
};
const calm: AnomalyReport = {
  ...{ campaign_id: '100', at: metrics.at, raised: false, headline: 'Calm.', threshold: 5, findings: [], skipped: [] },
};
const diagnosed = (cause: RootCause, confidence = 0.8): Analysis => ({
  ...{ cause, confidence, confidence_reasoning: 'signs', explanation: 'Because.', signal_analysis: 'CPA +25 %' },
  ...{ evidence: [], rejected: [], hypotheses: [], missing_sources: [] },
  ...{ raw_confidence: confidence, abstention: null },
});
type Live = Omit<typeof state, 'bid_amount_minor'> & { bid_amount_minor: number | null };
type World = { metrics?: Partial<MetricsSummary>; state?: Partial<Live> | null; confidence?: number };
const ask = (judge: Judge, cause: RootCause, world: World = {}) =>
  recommendationSchema.parse(
    judged(judge, calm, {
      metrics: { ...metrics, ...world.metrics },
      diagnosis: diagnosed(cause, world.confidence),
      state: world.state === null ? null : { ...state, ...world.state },
    }),
  );

describe('whoever looks for waste', () => {
  it('pauses when conversions stopped, and says what a day costs', () => {
    const made = ask(judgeWaste, 'tracking_break');
    expect(made).toMatchObject({ action: { kind: 'pause' }, recommended_workflow: 'Campaign Pause', confidence: 0.8 });
    expect(made.expected_impact).toBe('About 285.71 USD a day are no longer spent.');
  });

  it.each([
    // Zero conversions are no proof before 3 × 1.5 targets are spent; 4.5 × 40 = 180, a little less by the approximation.
    [week(170, 0), 'none'],
    [week(185, 0), 'pause'],
    [week(2000, 30), 'none'], // 67 each, but chance allows 49
    [week(4000, 50), 'pause'], // 80 each, 63 at least
    [{ ...week(4000, 50), days: 6 }, 'none'],
  ] as const)('pauses for a price only where chance does not explain it (%#)', (current, kind) => {
    expect(ask(judgeWaste, 'no_change', { metrics: { current } }).action.kind).toBe(kind);
  });

  it('says the price in the reasoning and as its first evidence', () => {
    const made = ask(judgeWaste, 'no_change', { metrics: { current: week(4000, 50) } });
    expect(made.reasoning).toContain(
      '4000 USD bought 50 conversions in 7 days: one costs 63.20 USD or more, and the target is 40 USD',
    );
    expect(made.evidence[0]).toMatchObject({ metric: 'cpa', value: 80, baseline: 40, supports: true });
    expect(ask(judgeWaste, 'no_change', { metrics: { current: week(400, 1) } }).reasoning).toContain('1 conversion in');
  });

  it('leaves alone what is late, what is a season, what is protected, and what does not run', () => {
    const dear = { current: week(4000, 50) };
    expect(ask(judgeWaste, 'conversion_lag', { metrics: dear }).reasoning).toContain('still arriving');
    expect(ask(judgeWaste, 'seasonality', { metrics: dear }).reasoning).toContain('falls by itself');
    expect(ask(judgeWaste, 'insufficient_data').reasoning).toContain('too little data');
    expect(ask(judgeWaste, 'insufficient_data', { metrics: dear }).action.kind).toBe('pause');
    expect(ask(judgeWaste, 'tracking_break', { metrics: { protected: true } }).reasoning).toContain('protected');
    expect(ask(judgeWaste, 'tracking_break', { state: { status: 'paused' } }).reasoning).toContain('does not run');
    expect(ask(judgeWaste, 'no_change', { metrics: { ...dear, target_cpa: null } }).action.kind).toBe('none');
    const unknown = ask(judgeWaste, 'tracking_break', { metrics: { current: null } });
    expect(unknown.expected_impact).toBe('About 400 USD a day are no longer spent.');
  });
});

describe('whoever looks at the bid', () => {
  it('raises it by half of the rise where the auction got dearer', () => {
    const change_pct = { ...noChanges, cpa: 18 };
    expect(ask(judgeBid, 'auction_pressure', { metrics: { change_pct } }).action).toMatchObject({
      ...{ kind: 'set_bid', bid_amount_minor: 273, change_pct: 9 },
    });
  });

  it.each([
    [week(4000, 50), -15, 213, 'above the target'], // 80 against 40: a half away would be 25
    [week(2600, 50), -12, 220, 'above the target'],
    [week(1400, 50), 15, 288, 'below the target'],
  ] as const)('goes half of the way to the target, 5 to 15 percent (%#)', (current, change_pct, bid, words) => {
    const made = ask(judgeBid, 'no_change', { metrics: { current } });
    expect(made.action).toMatchObject({ kind: 'set_bid', change_pct, bid_amount_minor: bid });
    expect(made.reasoning).toContain(words);
    expect(made.specific_action).toContain(`${Math.abs(change_pct)} %`);
  });

  const others: readonly (readonly [RootCause, World, string])[] = [
    ['creative_fatigue', {}, 'tired of the creative'],
    ['audience_saturation', {}, 'seen enough'],
    ['budget_limited', {}, 'budget is what limits'],
    ['tracking_break', {}, 'not counted'],
    ['conversion_lag', {}, 'still arriving'],
    ['seasonality', {}, 'would come too late'],
    ['no_change', {}, 'lies between the two'],
    ['no_change', { metrics: { target_cpa: null } }, 'No target'],
    ['no_change', { metrics: { current: week(2000, 0) } }, 'A week with conversions'],
    ['no_change', { metrics: { current: week(1400, 50), budget_utilization: 0.99 } }, 'budget that should grow'],
    ['no_change', { state: { bid_amount_minor: null } }, 'sets the bids itself'],
    ['no_change', { state: { status: 'paused' } }, 'does not run'],
    ['no_change', { metrics: { current: week(1400, 50) }, state: { bid_amount_minor: 2 } }, 'rounds to nothing'],
    ['auction_pressure', { state: null }, 'live state could not be read'],
    ['auction_pressure', { confidence: 0.4 }, 'The confidence is 40 %; nothing is changed under 50 %.'],
  ];
  it.each(others)('keeps its hands off %s %j', (cause, world, why) => {
    const made = ask(judgeBid, cause, world);
    expect(made.action.kind).toBe('none');
    expect(made.reasoning).toContain(why);
  });
});

describe('whoever looks at the creatives', () => {
  const world = (ctr: number | null, frequency: number | null, age: number | null): World => ({
    metrics: {
      ...{ change_pct: { ...noChanges, ctr }, current: week(2000, 50, frequency) },
      creatives: [{ creative_id: 'c1', name: 'One', state: 'active', age_days: age }],
    },
    state: { running_creatives: [{ ad_id: 'a1', ad_name: 'Ad 1', creative_id: 'c1' }] },
  });

  it.each([
    [31, -11, 4, 0.7, 'rotate_creative'],
    [31, 0, 5.1, 0.6, 'rotate_creative'],
    [10, -11, 6, 0.7, 'rotate_creative'],
    [31, -11, 6, 1, 'rotate_creative'],
    [30, -10, 5, 0.8, 'none'], // exactly at each limit is no sign
    [31, null, null, 0.8, 'none'],
    [null, -11, 4, 0.8, 'none'],
  ] as const)('adds age %s, click-through rate %s and frequency %s up (%s, %s)', (age, ctr, frequency, sure, kind) => {
    expect(ask(judgeRotation, 'no_change', world(ctr, frequency, age))).toMatchObject({
      ...{ action: { kind }, confidence: sure },
      root_cause: kind === 'none' ? 'no_change' : 'creative_fatigue',
    });
  });

  it('brings the first spare creative in for the oldest one, and shows every sign for and against', () => {
    const made = ask(judgeRotation, 'no_change', {
      metrics: { change_pct: { ...noChanges, ctr: -23.74 }, current: week(2000, 50, 3) },
    });
    expect(made.action).toMatchObject({ ad_id: 'a1', current_creative_id: 'c1', creative_id: 'c3' });
    expect(made.reasoning).toContain('40 days old. The click-through rate fell by 23.7 %.');
    expect(made.evidence.map((each) => each.supports)).toEqual([true, true, false]);
  });

  it('leaves a creative its first week, and waits for a spare one', () => {
    expect(ask(judgeRotation, 'no_change', world(-20, 6, 6)).reasoning).toContain(
      'shown for 6 days; it stays for at least 7',
    );
    const bare = { ...world(-20, 6, 40), state: { spare_creatives: [] } };
    expect(ask(judgeRotation, 'no_change', bare).reasoning).toContain('no spare creative');
    const paused = { ...world(-20, 6, 40), state: { status: 'paused' } };
    expect(ask(judgeRotation, 'no_change', paused).reasoning).toContain('does not run');
  });
});

it('whatever the world, each gives a valid recommendation of its own kind, no step above 15 percent, and no broken word', () => {
  const worlds = record({
    cause: constantFrom(...rootCauseSchema.options),
    confidence: double({ min: 0.05, max: 0.95, noNaN: true }),
    spend: integer({ min: 0, max: 500_000 }),
    conversions: integer({ min: 0, max: 5000 }),
    target: option(integer({ min: 1, max: 500 })),
    bid: option(integer({ min: 0, max: 100_000 })),
    ctr: option(double({ min: -90, max: 90, noNaN: true })),
    frequency: option(double({ min: 1, max: 9, noNaN: true })),
    currency: constantFrom('USD', 'JPY', 'KWD'),
  });
  const kinds = [
    [judgeWaste, 'pause'],
    [judgeBid, 'set_bid'],
    [judgeRotation, 'rotate_creative'],
  ] as const;
  assert(
    property(worlds, ({ cause, confidence, spend, conversions, target, bid, ctr, frequency, currency }) => {
      const current = week(spend, conversions, frequency);
      const seen = { current, target_cpa: target, currency, change_pct: { ...noChanges, ctr } };
      for (const [judge, kind] of kinds) {
        const made = ask(judge, cause, { metrics: seen, state: { currency, bid_amount_minor: bid }, confidence });
        expect([kind, 'none']).toContain(made.action.kind);
        if (made.action.kind === 'set_bid') {
          expect(Math.abs(made.action.change_pct)).toBeLessThanOrEqual(15);
          expect(made.action.bid_amount_minor).not.toBe(made.action.current_bid_amount_minor);
        }
        if (made.action.kind !== 'none') expect(made.confidence).toBeGreaterThanOrEqual(0.5);
        expect(JSON.stringify(made)).not.toMatch(/NaN|Infinity|undefined/);
      }
    }),
    { numRuns: 300 },
  );
});
