import { describe, expect, it } from 'vitest';
import { campaignContextSchema } from '../../../contracts/reasoning/campaign-context.ts';
import { gatherFacts } from '../features/gather-facts.ts';
import { type SignName, signNames } from './likelihoods.ts';
import { signsOf } from './signs.ts';

type Parts = { metrics?: object; more?: object };
const read = ({ metrics, more }: Parts = {}) =>
  signsOf(
    gatherFacts(
      campaignContextSchema.parse({
        ...{ campaign_id: 'c', at: '2026-03-01T09:00:00.000Z' },
        campaign_metrics: { campaign_id: 'c', cpa_trend_days: 4, ...metrics },
        ...more,
      }),
    ),
  );
const metric = (name: string, value: number): Parts => ({ metrics: { [name]: value } });
const outside = (fields: object): Parts => ({ more: { competitor_signals: fields } });
const audience = (fields: object): Parts => ({ more: { audience_analytics: fields } });
const creative = (fields: object): Parts => ({ more: { creative_metrics: [{ creative_id: 'a', ...fields }] } });
const event = (expected_cpa_change_pct: number | null) => ({
  more: {
    calendar_events: [
      {
        ...{ name: 'fair', kind: 'event', starts_on: '2026-02-25', ends_on: '2026-03-02' },
        ...{ expected_cpa_change_pct, source: 'calendar' },
      },
    ],
  },
});

describe('a sign', () => {
  it.each<[SignName, Parts, Parts]>([
    ['dearer_conversions', metric('cpa_change_pct', 10), metric('cpa_change_pct', 10.1)],
    ['dearer_impressions', metric('cpm_change_pct', 10), metric('cpm_change_pct', 10.1)],
    ['fewer_clicks', metric('ctr_change_pct', -10), metric('ctr_change_pct', -10.1)],
    ['active_competitors', outside({ activity_change_pct: 20 }), outside({ activity_change_pct: 20.1 })],
    ['rising_bids', outside({ avg_bid_increase_pct: 5 }), outside({ avg_bid_increase_pct: 5.1 })],
    ['promotion_seen', outside({ promotions_count: 0 }), outside({ promotions_count: 1 })],
    ['old_creative', creative({ creative_age_days: 30 }), creative({ creative_age_days: 31 })],
    ['high_frequency', creative({ average_frequency: 5 }), creative({ average_frequency: 5.01 })],
    ['reach_lost', audience({ reach_change_pct: -10 }), audience({ reach_change_pct: -10.1 })],
    ['high_share', audience({ impression_share: 0.9 }), audience({ impression_share: 0.91 })],
    ['low_relevance', audience({ relevance_score: 0.6 }), audience({ relevance_score: 0.59 })],
    ['event_now', event(-5), event(5)],
  ])('%s is strict: not there at its limit, there beyond it, and not known without its source', (name, at, beyond) => {
    expect(read(at)[name]).toMatchObject({ name, present: false });
    expect(read(beyond)[name]).toMatchObject({ name, present: true, strength: 1 });
    if (name !== 'event_now') expect(read()[name]).toMatchObject({ present: null, strength: null });
  });

  it.each(signNames)('%s is under its own name, with words and the fact that would turn it around', (name) => {
    const sign = read()[name];
    expect(sign.name).toBe(name);
    expect(sign.statement).toMatch(/\.$/);
    expect(sign.statement).not.toMatch(/null|undefined|NaN/);
  });

  it('of lost reach says nothing where less was spent', () => {
    const fell = audience({ reach_change_pct: -30 });
    expect(read({ ...fell, metrics: { spend_change_pct: -30 } }).reach_lost).toMatchObject({ present: false });
    expect(read({ ...fell, metrics: { spend_change_pct: -5 } }).reach_lost).toMatchObject({ present: true });
  });

  it('of an event that nobody has an opinion on counts as one that makes dearer', () => {
    expect(read(event(null)).event_now.present).toBe(true);
  });

  it('of fewer clicks is there when a creative is said to decline, though the campaign as a whole is steady', () => {
    const declining = creative({ ctr_trend: 'declining' });
    expect(read(declining).fewer_clicks).toMatchObject({ present: true, strength: 1 });
    expect(read(creative({ ctr_trend: 'stable' })).fewer_clicks).toMatchObject({ present: false, strength: 0 });
  });
});

describe('segments', () => {
  const parts = (dear: number, budget_capped: boolean | null) =>
    audience({
      segments: [
        { segment_id: 's1', name: 'past visitors', spend: 1_000, conversions: 50, cpa: 20, budget_capped },
        { segment_id: 's2', name: 'others', spend: dear * 40, conversions: 40, cpa: dear, budget_capped: false },
      ],
    });

  it.each([
    [25, true, false, false],
    [31, true, false, true],
    [31, false, false, false],
    [80, false, true, false],
    [80, true, true, true],
  ])(
    'of which one pays %d where another pays 20, capped %j: weak %j, capped strong %j',
    (dear, capped, weak, strong) => {
      const { weak_segment, capped_strong_segment } = read(parts(dear, capped));
      expect([weak_segment.present, capped_strong_segment.present]).toEqual([weak, strong]);
    },
  );

  it('of which nobody knows whether the budget is used up tell nothing of it', () => {
    expect(read(parts(80, null)).capped_strong_segment.present).toBeNull();
  });
});
