import { describe, expect, it } from 'vitest';
import { campaignSpecSchema } from '../world/campaign-spec.ts';
import { createTimeline, type TimelineChange } from '../world/timeline.ts';
import { createCalendar, DAY, HOUR } from './calendar.ts';
import { totalsOf } from './report.ts';
import type { Scenario } from './scenario.ts';
import { createCampaignMarket } from './simulate.ts';

const bornAt = Date.parse('2026-11-21T12:00:00Z');

function market(scenario: Scenario, changes: readonly Partial<TimelineChange>[] = [], seed = 'seed') {
  const campaign = campaignSpecSchema.parse({
    campaign_id: '9001',
    campaign_name: 'Test',
    daily_budget_minor: 40_000,
    target_cpa_minor: 4_500,
    audience_size: 1_000_000,
    ad_set_id: '9002',
    bid_amount_minor: 250,
    ads: [
      { ad_id: '9003', name: 'first', creative_id: '9005' },
      { ad_id: '9004', name: 'second', creative_id: '9006' },
    ],
    scenario,
  });
  const timeline = createTimeline();
  for (const change of changes) {
    const usual = {
      at: bornAt + 60_000,
      entity_id: '9001',
      field: 'status',
      before: null,
      after: null,
      actor_name: 'x',
    };
    timeline.add({ ...usual, by: 'api', ...change });
  }
  const made = createCampaignMarket({ campaign, timeline, calendar: createCalendar('UTC'), seed, bornAt });
  const after = (days: number) => {
    const now = bornAt + days * DAY;
    return totalsOf(
      made.cellsUntil(now).filter((cell) => cell.start >= bornAt + HOUR),
      now,
      true,
    );
  };
  return { ...made, timeline, after };
}

describe('the market of a campaign', () => {
  it('gives the same numbers for the same seed, and others for another', () => {
    expect(market('no_change').cellsUntil(bornAt)).toEqual(market('no_change').cellsUntil(bornAt));
    expect(market('no_change', [], 'other').cellsUntil(bornAt)).not.toEqual(market('no_change').cellsUntil(bornAt));
  });

  it('gives the same numbers whether asked once or day by day', () => {
    const byDay = market('creative_fatigue');
    for (let day = -100; day <= 5; day += 1) byDay.cellsUntil(bornAt + day * DAY);
    expect(byDay.cellsUntil(bornAt + 5 * DAY)).toEqual(market('creative_fatigue').cellsUntil(bornAt + 5 * DAY));
  });

  it('never changes the past when something is changed now', () => {
    const before = market('no_change').cellsUntil(bornAt);
    const changed = market('no_change', [{ entity_id: '9002', field: 'bid_amount', before: 250, after: 500 }]);
    expect(changed.cellsUntil(bornAt)).toEqual(before);
  });

  it('lets a higher bid win more auctions, and a lower bid fewer', () => {
    const bid = (after: number) =>
      market('auction_pressure', [{ entity_id: '9002', field: 'bid_amount', before: 250, after }]).after(14);
    const usual = market('auction_pressure').after(14);
    expect(bid(290).impressions).toBeGreaterThan(usual.impressions * 1.08);
    expect(bid(200).impressions).toBeLessThan(usual.impressions * 0.8);
  });

  it('makes conversions cheaper when a bid under pressure is raised by fifteen percent', () => {
    const cpa = (totals: { spend_minor: number; conversions: number }) => totals.spend_minor / totals.conversions;
    const raised = market('auction_pressure', [{ entity_id: '9002', field: 'bid_amount', before: 250, after: 288 }]);
    expect(cpa(raised.after(28))).toBeLessThan(cpa(market('auction_pressure').after(28)) * 0.96);
  });

  it('lets a new creative win back the clicks that the tired one has lost', () => {
    const rotated = market('creative_fatigue', [
      { entity_id: '9003', field: 'creative', before: '9005', after: '9007' },
    ]).after(14);
    const tired = market('creative_fatigue').after(14);
    expect(rotated.clicks / rotated.impressions).toBeGreaterThan((tired.clicks / tired.impressions) * 1.2);
    expect(rotated.frequency).toBeLessThan(tired.frequency);
  });

  it('turns a larger budget into more conversions where the budget was the limit', () => {
    const richer = market('budget_limited', [{ field: 'daily_budget', before: 40_000, after: 60_000 }]).after(14);
    expect(richer.conversions).toBeGreaterThan(market('budget_limited').after(14).conversions * 1.3);
  });

  it('spends nothing while paused and goes on when resumed', () => {
    const paused = market('no_change', [{ after: 'PAUSED' }]);
    expect(paused.after(3)).toMatchObject({ impressions: 0, spend_minor: 0, reach: 0, frequency: 0 });
    const resumed = market('no_change', [{ after: 'PAUSED' }, { at: bornAt + DAY, before: 'PAUSED', after: 'ACTIVE' }]);
    expect(resumed.after(3).impressions).toBeGreaterThan(1000);
  });

  it('never spends more than the daily budget', () => {
    const cells = market('budget_limited').cellsUntil(bornAt);
    for (const [date, day] of Map.groupBy(cells, (cell) => cell.date)) {
      expect(
        day.reduce((sum, cell) => sum + cell.spend_minor, 0),
        date,
      ).toBeLessThanOrEqual(40_000);
    }
  });

  it('learns anew after a large change only, until fifty conversions or seven days', () => {
    const change = (after: number) => market('no_change', [{ field: 'daily_budget', before: 40_000, after }]);
    expect(change(47_000).learningAt(bornAt + HOUR).learning).toBe(false);
    expect(change(52_000).learningAt(bornAt + HOUR).learning).toBe(true);
    expect(change(52_000).learningAt(bornAt + 8 * DAY).learning).toBe(false);
  });
});
