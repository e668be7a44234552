import { assert, constantFrom, double, integer, option, property, record, shuffledSubarray } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CampaignContext, campaignContextSchema } from '../../contracts/reasoning/campaign-context.ts';
import { recommendationSchema } from '../../contracts/recommendation.ts';
import { reason } from './index.ts';

const pct = (min: number, max: number) =>
  option(
    double({ min, max, noNaN: true }).map((value) => Math.round(value * 10) / 10),
    { nil: null },
  );
const worlds = record({
  cpa: pct(-40, 120),
  ctr: pct(-40, 20),
  cpm: pct(-20, 60),
  reach: pct(-50, 20),
  frequency: double({ min: 1, max: 8, noNaN: true }),
  activity: pct(-20, 80),
  bids: pct(-10, 40),
  share: option(double({ min: 0.1, max: 1, noNaN: true }), { nil: null }),
  share_change: pct(-30, 10),
  age: option(integer({ min: 1, max: 90 }), { nil: null }),
  relevance: option(double({ min: 0, max: 1, noNaN: true }), { nil: null }),
  trend_days: option(integer({ min: 0, max: 9 }), { nil: null }),
  days: constantFrom(0, 1, 9, 35),
  daily: integer({ min: 0, max: 90 }),
  bid: option(integer({ min: 0, max: 900 }), { nil: null }),
  currency: constantFrom('USD', 'JPY', 'KWD'),
});
type World = Parameters<Parameters<typeof worlds.map>[0]>[0];

const day = (index: number, world: World) => ({
  dt: new Date(Date.UTC(2026, 1, 28 - index)).toISOString().slice(0, 10),
  ...{ spend: 10 * world.daily, impressions: 900 * world.daily, clicks: 20 * world.daily },
  conversions: Math.round((world.daily * (3 + (index % 3))) / 4),
  reach: 500 * world.daily,
});

function contextOf(world: World): CampaignContext {
  const declining = world.ctr === null ? null : world.ctr < -10 ? 'declining' : 'stable';
  return campaignContextSchema.parse({
    ...{ campaign_id: 'c', at: '2026-03-01T09:00:00.000Z', currency: world.currency },
    campaign_metrics: {
      ...{ campaign_id: 'c', cpa: 50, cpa_change_pct: world.cpa, ctr_change_pct: world.ctr, cpm_change_pct: world.cpm },
      ...{ cpa_trend_days: world.trend_days, impression_share: world.share, spend: 7000, spend_change_pct: 0 },
      days: [...Array(world.days).keys()].map((index) => day(index, world)),
    },
    creative_metrics: [
      { creative_id: 'b', creative_age_days: world.age, average_frequency: world.frequency, ctr_trend: declining },
      { creative_id: 'a', creative_age_days: 3, average_frequency: world.frequency, ctr_trend: 'stable' },
    ],
    competitor_signals: { activity_change_pct: world.activity, avg_bid_increase_pct: world.bids },
    audience_analytics: {
      ...{ frequency: world.frequency, reach_change_pct: world.reach, impression_share_change_pct: world.share_change },
      relevance_score: world.relevance,
    },
    historical_patterns: {},
    constraints: {
      ...{ status: 'active', current_bid: world.bid, daily_budget: 1000, target_cpa: 60 },
      running_creatives: [
        { ad_id: '2', ad_name: 'two', creative_id: 'b' },
        { ad_id: '1', ad_name: 'one', creative_id: 'a' },
      ],
      spare_creatives: [
        { creative_id: 'z', name: 'new' },
        { creative_id: 'y', name: 'newer' },
      ],
    },
  });
}
const answer = (context: CampaignContext) => reason(context).recommendation;
const probability = (context: CampaignContext, cause: string) =>
  reason(context).hypotheses.find((each) => each.cause === cause)?.probability ?? 0;
const runs = { numRuns: 150 };

describe('reasoning about any context', () => {
  it('gives a valid recommendation with small steps and no broken word', () => {
    assert(
      property(worlds, (world) => {
        const made = recommendationSchema.parse(answer(contextOf(world)));
        expect(JSON.stringify(made)).not.toMatch(/NaN|Infinity|undefined/);
        if ('change_pct' in made.action) expect(Math.abs(made.action.change_pct)).toBeLessThanOrEqual(20);
        if (made.confidence < 0.5) expect(made.recommended_workflow).toBe('Continue Monitoring');
        const total = made.hypotheses.reduce((sum, each) => sum + each.probability, 0);
        expect(total).toBeGreaterThan(0.99);
        expect(total).toBeLessThan(1.01);
        expect(made.alternative_actions.length).toBeGreaterThan(0);
      }),
      runs,
    );
  });

  it('follows from the context alone: the same twice, and whatever the order of its lists', () => {
    assert(
      property(worlds, shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }), (world, order) => {
        const context = contextOf(world);
        const { campaign_metrics: metrics, constraints } = context;
        const turned = <T>(list: readonly T[]) =>
          [...list]
            .map((each, index) => ({ each, key: order[index % order.length] ?? 0, index }))
            .sort((left, right) => left.key - right.key || right.index - left.index)
            .map(({ each }) => each);
        const other = {
          ...context,
          campaign_metrics: metrics == null ? null : { ...metrics, days: turned(metrics.days) },
          creative_metrics: turned(context.creative_metrics),
          constraints:
            constraints == null
              ? null
              : {
                  ...constraints,
                  running_creatives: turned(constraints.running_creatives),
                  spare_creatives: turned(constraints.spare_creatives),
                },
        };
        expect(answer(other)).toEqual(answer(context));
      }),
      runs,
    );
  });

  it('decides the same when all money is a hundred times as much', () => {
    assert(
      property(worlds, (world) => {
        const context = contextOf({ ...world, currency: 'USD', bid: world.bid === null ? null : world.bid * 5 });
        const { campaign_metrics: metrics, constraints } = context;
        const more = (value: number | null | undefined) => (value == null ? null : value * 100);
        const rich = {
          ...context,
          campaign_metrics:
            metrics == null
              ? null
              : {
                  ...metrics,
                  cpa: more(metrics.cpa),
                  spend: more(metrics.spend),
                  days: metrics.days.map((each) => ({ ...each, spend: each.spend * 100 })),
                },
          constraints:
            constraints == null
              ? null
              : {
                  ...constraints,
                  current_bid: more(constraints.current_bid),
                  daily_budget: more(constraints.daily_budget),
                  target_cpa: more(constraints.target_cpa),
                },
        };
        const shape = (made: ReturnType<typeof answer>) => [
          made.recommended_workflow,
          made.root_cause,
          made.confidence,
          made.risk_level,
          'change_pct' in made.action ? made.action.change_pct : null,
        ];
        expect(shape(answer(rich))).toEqual(shape(answer(context)));
      }),
      runs,
    );
  });

  it.each([
    [
      'auction_pressure',
      (context: CampaignContext) => ({
        ...context,
        competitor_signals: { ...(context.competitor_signals ?? absent()), activity_change_pct: 60 },
      }),
    ],
    [
      'auction_pressure',
      (context: CampaignContext) => ({
        ...context,
        competitor_signals: { ...(context.competitor_signals ?? absent()), avg_bid_increase_pct: 60 },
      }),
    ],
    [
      'poor_targeting',
      (context: CampaignContext) => ({
        ...context,
        audience_analytics:
          context.audience_analytics == null ? null : { ...context.audience_analytics, relevance_score: 0.1 },
      }),
    ],
    ['external_event', (context: CampaignContext) => ({ ...context, calendar_events: [holiday] })],
  ] as const)('a sign of %s never makes it less probable', (cause, edit) => {
    assert(
      property(worlds, (world) => {
        const context = contextOf(world);
        expect(probability(edit(context), cause)).toBeGreaterThanOrEqual(probability(context, cause) - 1e-4);
      }),
      runs,
    );
  });

  it('is never surer of one story when a source that tells it is missing', () => {
    assert(
      property(
        worlds,
        constantFrom('competitor_signals', 'audience_analytics', 'historical_patterns'),
        (world, source) => {
          const calm = { relevance: null, frequency: 2, reach: null, age: 9 };
          const context = contextOf({ ...world, ...calm, activity: 45, bids: 20, cpa: 25, ctr: 0, trend_days: 4 });
          const [whole, blind] = [answer(context), answer({ ...context, [source]: null, missing_sources: [source] })];
          if (blind.root_cause === whole.root_cause) expect(blind.confidence).toBeLessThanOrEqual(whole.confidence);
          expect(blind.missing_sources).toContain(source);
        },
      ),
      runs,
    );
  });

  it('takes next to no time', () => {
    const context = contextOf({
      ...{ cpa: 30, ctr: 0, cpm: 20, reach: 0, frequency: 2, activity: 30, bids: 20, share: 0.6 },
      ...{ share_change: -9, age: 20, relevance: 0.7, trend_days: 4, days: 35, daily: 40, bid: 2, currency: 'USD' },
    });
    const first = answer(context);
    expect([...Array(20).keys()].every(() => answer(context).confidence === first.confidence)).toBe(true);
  });
});

const holiday = {
  name: 'holiday',
  kind: 'holiday' as const,
  starts_on: '2026-02-20',
  ends_on: '2026-03-02',
  expected_cpa_change_pct: 20,
  source: 'calendar',
};

function absent() {
  const empty = campaignContextSchema.parse({ campaign_id: 'c', competitor_signals: {} }).competitor_signals;
  if (empty == null) throw new Error('no signals');
  return empty;
}
