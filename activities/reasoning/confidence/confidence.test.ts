import { assert, constantFrom, property, record, subarray } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { campaignContextSchema } from '../../../contracts/reasoning/campaign-context.ts';
import { sourceWords } from '../../../contracts/source-words.ts';
import { reason } from '../index.ts';

const sources = ['competitor_signals', 'audience_analytics', 'creative_metrics'] as const;
type Source = (typeof sources)[number];
/** The causes that the network names; a gate before it needs no other source. */
const weighed = ['creative_fatigue', 'audience_saturation', 'auction_pressure', 'poor_targeting', 'external_event'];

// Each figure is not known, calm or far beyond its limit, so that many worlds tell one story clearly.
const worlds = record({
  ...{ ctr: constantFrom(null, 0, -25), cpm: constantFrom(null, 0, 20), reach: constantFrom(null, 0, -20) },
  ...{ activity: constantFrom(null, 0, 40), bids: constantFrom(null, 0, 25), frequency: constantFrom(2, 6.1) },
  ...{ relevance: constantFrom(null, 0.7, 0.2), event: constantFrom(true, false) },
});
type World = {
  readonly [Name in 'ctr' | 'cpm' | 'reach' | 'activity' | 'bids' | 'relevance']: number | null;
} & { readonly frequency: number; readonly event: boolean };

const event = { name: 'sale', kind: 'sale' as const, starts_on: '2026-02-20', ends_on: '2026-03-02' };
/** A campaign whose CPA rose by 30 %, as it looks without these sources. */
function look(world: World, missing: readonly Source[] = [], constraints: object = {}) {
  const { ctr, cpm, reach, activity, bids, frequency, relevance } = world;
  const context = campaignContextSchema.parse({
    ...{ campaign_id: 'c', at: '2026-03-01T09:00:00.000Z' },
    campaign_metrics: {
      ...{ campaign_id: 'c', cpa: 58.5, previous_cpa: 45, cpa_change_pct: 30, cpa_trend_days: 4, spend_change_pct: 0 },
      ...{ ctr_change_pct: ctr, cpm_change_pct: cpm },
    },
    creative_metrics: [{ creative_id: 'a', creative_age_days: 45, average_frequency: frequency }],
    competitor_signals: { activity_change_pct: activity, avg_bid_increase_pct: bids, promotions_count: 0 },
    audience_analytics: { frequency, reach_change_pct: reach, relevance_score: relevance },
    historical_patterns: {},
    calendar_events: world.event ? [{ ...event, expected_cpa_change_pct: 20, source: 'calendar' }] : [],
    constraints: { status: 'active', current_bid: 2.5, daily_budget: 900, ...constraints },
  });
  const without = { ...context, missing_sources: [...missing] };
  return reason({
    ...without,
    competitor_signals: missing.includes('competitor_signals') ? null : context.competitor_signals,
    audience_analytics: missing.includes('audience_analytics') ? null : context.audience_analytics,
    creative_metrics: missing.includes('creative_metrics') ? [] : context.creative_metrics,
  }).recommendation;
}
const worn: World = {
  ...{ ctr: -25, cpm: 0, reach: 0, activity: 0, bids: 0, frequency: 6.1, relevance: 0.7, event: false },
};
const pressed: World = { ...worn, ctr: 0, cpm: 20, activity: 40, bids: 25, frequency: 2 };

describe('confidence without a source that alone could rule out another cause', () => {
  const weighedCause = (made: ReturnType<typeof look>) => weighed.includes(made.root_cause);

  it('is never more than with it for the same cause, whatever it says: for or against', () => {
    assert(
      property(worlds, subarray([...sources], { minLength: 1 }), (world, missing) => {
        const [whole, blind] = [look(world), look(world, missing)];
        expect(blind.missing_sources).toEqual(expect.arrayContaining(missing));
        if (blind.root_cause !== whole.root_cause || !weighedCause(blind)) return;
        expect(blind.confidence).toBeLessThanOrEqual(whole.confidence);
        expect(blind.raw_confidence ?? 0).toBeLessThanOrEqual(whole.raw_confidence ?? 0);
      }),
      { numRuns: 300 },
    );
  });

  it('never grows either when one more is lost', () => {
    assert(
      property(
        worlds,
        subarray([...sources], { minLength: 1, maxLength: 2 }),
        constantFrom(...sources),
        (world, some, one) => {
          const [fewer, more] = [look(world, some), look(world, [...new Set([...some, one])])];
          if (fewer.root_cause === more.root_cause && weighedCause(more))
            expect(more.confidence).toBeLessThanOrEqual(fewer.confidence);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('never makes what would be watched a change that counts as sure', () => {
    assert(
      property(worlds, subarray([...sources], { minLength: 1 }), (world, missing) => {
        const [whole, blind] = [look(world), look(world, missing)];
        if (whole.recommended_workflow !== 'Continue Monitoring') return;
        if (blind.recommended_workflow !== 'Continue Monitoring') expect(blind.confidence).toBeLessThan(0.6);
      }),
      { numRuns: 300 },
    );
  });

  it('is half, as for a cause that is only just named, when the lost source spoke for the other cause', () => {
    const torn: World = { ...worn, cpm: 20, activity: 40, bids: 25 };
    expect(look(torn).confidence).toBeLessThan(0.6);
    expect(look(torn, ['competitor_signals']).confidence).toBe(0.5);
  });

  it.each<[string, World, Source]>([
    ['a worn creative without a word on competitors', worn, 'competitor_signals'],
    ['a worn creative without a word on its audience', worn, 'audience_analytics'],
    ['pressure without a word on the creatives', pressed, 'creative_metrics'],
  ])('is less for %s', (_, world, source) => {
    const [whole, blind] = [look(world), look(world, [source])];
    expect(blind.confidence).toBeLessThanOrEqual(Math.min(0.5, whole.confidence));
    expect(blind.confidence_reasoning).toContain(`Missing: ${sourceWords(source)}`);
  });
});

describe('confidence', () => {
  it.each<[string, object]>([
    [
      'somebody changed the bid in these days',
      {
        recent_changes: [{ at: '2026-02-26T09:00:00.000Z', field: 'bid_amount_minor', ours: false }],
      },
    ],
    ['the platform still learns', { in_learning: true }],
  ])('is less by a tenth where %s', (_, constraints) => {
    const [calm, doubted] = [look(worn), look(worn, [], constraints)];
    expect((calm.raw_confidence ?? 0) - (doubted.raw_confidence ?? 0)).toBeCloseTo(0.1, 2);
  });

  it('takes a stand-in for competitors as no evidence of theirs', () => {
    const context = campaignContextSchema.parse({
      ...{ campaign_id: 'c', at: '2026-03-01T09:00:00.000Z' },
      campaign_metrics: { campaign_id: 'c', cpa: 58.5, cpa_change_pct: 30, cpa_trend_days: 4, ctr_change_pct: 0 },
      creative_metrics: [{ creative_id: 'a', creative_age_days: 20, ctr_trend: 'stable', average_frequency: 2 }],
      competitor_signals: { activity_change_pct: 40, avg_bid_increase_pct: 25, is_stub: true },
      ...{ audience_analytics: { frequency: 2, impression_share_change_pct: -15 }, historical_patterns: {} },
    });
    const { root_cause, confidence, confidence_reasoning } = reason(context).recommendation;
    expect([root_cause, confidence <= 0.6]).toEqual(['auction_pressure', true]);
    expect(confidence_reasoning).toContain('Made-up figures stand in for competitor signals.');
  });
});
