import { describe, expect, it } from 'vitest';
import { testCampaign } from '../testing/test-campaign.ts';
import type { CampaignSpec } from '../world/campaign-spec.ts';
import { createTimeline, type TimelineChange } from '../world/timeline.ts';
import { wideBreadth } from './breadth.ts';
import { createCalendar, DAY } from './calendar.ts';
import { type Decision, earningsOf, foresee } from './foresee.ts';
import { type Plot, plainStrand } from './plot.ts';
import type { Scenario } from './scenario.ts';
import { createCampaignMarket } from './simulate.ts';

const bornAt = Date.parse('2026-11-21T00:00:00Z');
const plot = (cause: Scenario, more: Partial<ReturnType<typeof plainStrand>> = {}): Plot => ({
  ...{ strands: [{ ...plainStrand(cause), ...more }], fill: null, cost_ratio: null, usual_frequency: null },
  ...{ creative_age_days: null, overbid_price: 0.8, chance: 'even' },
});
const campaignOf = (cause: Scenario, more: Partial<ReturnType<typeof plainStrand>> = {}) =>
  testCampaign({ plot: plot(cause, more) });
const world = { seed: 'foresight', weekday: 6 };
const totals = (days: readonly { spend_minor: number; conversions: number }[]) => ({
  spend: days.reduce((sum, day) => sum + day.spend_minor, 0),
  conversions: days.reduce((sum, day) => sum + day.conversions, 0),
});

/** What the market really does in two weeks, with its noise. */
function happened(campaign: CampaignSpec, ...changes: readonly Partial<TimelineChange>[]) {
  const timeline = createTimeline();
  const common = { at: bornAt, entity_id: '9001', before: null, by: 'api', actor_name: 'x', field: 'x' } as const;
  for (const change of changes) timeline.add({ ...common, after: null, ...change });
  const calendar = createCalendar('UTC');
  const market = createCampaignMarket({ campaign, timeline, calendar, seed: world.seed, bornAt, historyDays: 14 });
  const cells = market.cellsUntil(bornAt + 14 * DAY - 1).filter((cell) => cell.start >= bornAt);
  return {
    spend: cells.reduce((sum, cell) => sum + cell.spend_minor, 0),
    conversions: cells.reduce((sum, cell) => sum + cell.conversions.length, 0),
  };
}

describe('what is foreseen', () => {
  const bid = { entity_id: '9002', field: 'bid_amount', before: 250 };
  const rotation = { entity_id: '9003', field: 'creative', before: '9005', after: '9007' };
  it.each<[string, CampaignSpec, Decision, readonly Partial<TimelineChange>[]]>([
    ['nothing is done', campaignOf('no_change'), {}, []],
    ['a bid is raised under pressure', campaignOf('auction_pressure'), { bid_factor: 1.2 }, [{ ...bid, after: 300 }]],
    ['a tired creative is replaced', campaignOf('creative_fatigue'), { fresh_ad: 0 }, [rotation]],
    ['a saturated audience stays', campaignOf('audience_saturation'), {}, []],
    ['competitors have a sale for some days', campaignOf('competitor_promotion', { until_days: 4 }), {}, []],
    ['people who do not fit are reached', campaignOf('poor_targeting'), {}, []],
    [
      'a limited budget is raised',
      campaignOf('budget_limited'),
      { budget_factor: 1.2 },
      [{ field: 'daily_budget', before: 40_000, after: 48_000 }],
    ],
  ])('is what then happens, but for chance: %s', (_, campaign, decision, changes) => {
    const foreseen = totals(foresee(campaign, world, 14, decision));
    const real = happened(campaign, ...changes);
    expect(Math.abs(foreseen.spend / real.spend - 1)).toBeLessThan(0.04);
    expect(Math.abs(foreseen.conversions / real.conversions - 1)).toBeLessThan(0.09);
  });
});

describe('what a decision earns', () => {
  const gain = (campaign: CampaignSpec, decision: Decision) =>
    earningsOf(campaign, foresee(campaign, world, 14, decision)) - earningsOf(campaign, foresee(campaign, world, 14));

  it.each<[Scenario, Decision]>([
    ['auction_pressure', { bid_factor: 1.15 }],
    ['creative_fatigue', { fresh_ad: 0 }],
    ['audience_saturation', { breadth: wideBreadth }],
    ['poor_targeting', { breadth: { refined: true, offers: 14 / 15, conversion: 1.02 } }],
    ['uneven_segments', { breadth: { moved: { seg_1: 0.2, seg_2: -0.2 } } }],
    ['budget_limited', { budget_factor: 1.2 }],
  ])('against %s is more than nothing, and more than any other remedy earns', (cause, remedy) => {
    const campaign = campaignOf(cause);
    const others: readonly Decision[] = [
      ...[{ bid_factor: 1.15 }, { fresh_ad: 0 }, { breadth: wideBreadth }, { budget_factor: 1.2 }],
      ...[{ breadth: { moved: { seg_1: 0.2, seg_2: -0.2 } } }, { paused_days: 14 }, { bid_factor: 0.85 }],
    ];
    const won = gain(campaign, remedy);
    expect(won).toBeGreaterThan(0);
    for (const other of others)
      if (JSON.stringify(other) !== JSON.stringify(remedy)) expect(gain(campaign, other)).toBeLessThan(won);
  });

  it.each<Scenario>(['no_change', 'conversion_lag', 'seasonality'])('under %s is nothing at best', (cause) => {
    for (const decision of [{ bid_factor: 1.1 }, { bid_factor: 0.9 }, { budget_factor: 0.85 }, { paused_days: 14 }])
      expect(gain(campaignOf(cause), decision)).toBeLessThanOrEqual(0);
  });

  it('by a pause is the spend that a broken page would have wasted, and no more than until it is mended', () => {
    const broken = campaignOf('tracking_break', { until_days: 3 });
    expect(gain(broken, { paused_days: 3 })).toBeGreaterThan(0);
    expect(gain(broken, { paused_days: 14 })).toBeLessThan(0);
  });
});
