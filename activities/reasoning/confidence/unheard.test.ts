import { describe, expect, it } from 'vitest';
import type { RootCause } from '../../../contracts/recommendation.ts';
import { changesAreUnknown, isHearsay, isUnrefuted } from './unheard.ts';

const competition = (activity_change_pct: number | null, is_stub = false) => ({
  competition: {
    ...{ activity_change_pct, is_stub },
    ...{ new_competitors_count: null, bid_change_pct: 25, promotions_count: null },
  },
});

describe('a cause that nobody could rule out', () => {
  it.each<[string, RootCause, boolean]>([
    ['competitor_signals', 'creative_fatigue', true],
    ['competitor_signals', 'auction_pressure', true],
    ['creative_metrics', 'auction_pressure', true],
    ['creative_metrics', 'creative_fatigue', false],
    ['audience_analytics', 'audience_saturation', true],
    ['historical_patterns', 'seasonality', false],
    ['historical_patterns', 'budget_limited', true],
    ['calendar_events', 'external_event', false],
    ['calendar_events', 'no_change', true],
    ['campaign_metrics', 'poor_targeting', true],
    ['experiments', 'creative_fatigue', false],
    ['site_health', 'creative_fatigue', false],
    ['platform_state', 'creative_fatigue', false],
  ])('without %s, %s is left open: %j', (source, cause, open) => {
    expect(isUnrefuted({ missing_sources: [source] }, cause)).toBe(open);
    expect(isUnrefuted({ missing_sources: ['experiments', source] }, cause)).toBe(open);
  });

  it('is none while everything answered', () => {
    expect(isUnrefuted({ missing_sources: [] }, 'creative_fatigue')).toBe(false);
  });
});

describe('what people and the platform did', () => {
  it.each([
    [['platform_state'], true],
    [['platform_changes'], true],
    [['experiments', 'competitor_signals'], false],
    [[], false],
  ])('without %j is unknown: %j', (missing_sources, unknown) => {
    expect(changesAreUnknown({ missing_sources })).toBe(unknown);
  });
});

describe('pressure of competitors', () => {
  it.each<[string, Parameters<typeof isHearsay>[0], RootCause, boolean]>([
    ['without a word on them', { competition: null }, 'auction_pressure', true],
    ['without a word on their activity', competition(null), 'auction_pressure', true],
    ['with it', competition(40), 'auction_pressure', false],
    ['as a stand-in says', competition(40, true), 'auction_pressure', true],
    ['as a stand-in says of a sale', competition(40, true), 'competitor_promotion', true],
    ['where it is not the cause', competition(null), 'creative_fatigue', false],
    ['of a stand-in where it is not the cause', competition(40, true), 'creative_fatigue', false],
  ])('%s is hearsay: %s', (_, facts, cause, hearsay) => expect(isHearsay(facts, cause)).toBe(hearsay));
});
