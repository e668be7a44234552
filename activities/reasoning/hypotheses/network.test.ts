import { describe, expect, it } from 'vitest';
import { likelihoods, signNames, type WeighedCause, weighedCauses } from './likelihoods.ts';
import { posteriorOf, type SignStrengths } from './network.ts';

const everything = new Set<WeighedCause>(weighedCauses);
const total = (strengths: SignStrengths, open = everything) => {
  const posterior = posteriorOf(strengths, open);
  return weighedCauses.reduce((sum, cause) => sum + posterior[cause], posterior.none);
};

describe('the network', () => {
  it('shares out one, whatever is known', () => {
    for (const strengths of [{}, { fewer_clicks: 1 }, { fewer_clicks: 0.3, rising_bids: 1, full_budget: 0 }])
      expect(total(strengths)).toBeCloseTo(1, 9);
  });

  it('gives nothing to a cause that the rules leave out', () => {
    const posterior = posteriorOf({ fewer_clicks: 1, old_creative: 1 }, new Set(['auction_pressure']));
    expect(posterior.creative_fatigue).toBe(0);
  });

  it('knows the prior of each cause where no sign is known', () => {
    const { auction_pressure, seasonality } = posteriorOf({}, everything);
    expect(auction_pressure).toBeGreaterThan(seasonality);
    expect(posteriorOf({}, everything).none).toBeGreaterThan(0.5);
  });

  it('explains away: a sign that one cause has explained speaks for no other', () => {
    const both = posteriorOf({ rising_frequency: 1 }, everything).audience_saturation;
    const explained = posteriorOf(
      { rising_frequency: 1, fewer_clicks: 1, old_creative: 1, high_frequency: 1 },
      everything,
    );
    expect(explained.audience_saturation).toBeLessThan(both);
    expect(explained.creative_fatigue).toBeGreaterThan(0.8);
  });

  it('halves what two causes bring about together', () => {
    const two = posteriorOf(
      {
        fewer_clicks: 1,
        old_creative: 1,
        high_frequency: 1,
        active_competitors: 1,
        rising_bids: 1,
        dearer_impressions: 1,
        share_lost: 1,
      },
      everything,
    );
    expect(Math.max(two.creative_fatigue, two.auction_pressure)).toBeLessThan(0.6);
  });

  it('takes a sign that is half there for something between', () => {
    const at = (strength: number) =>
      posteriorOf({ dearer_impressions: strength, active_competitors: 1 }, everything).auction_pressure;
    expect(at(0)).toBeLessThan(at(0.5));
    expect(at(0.5)).toBeLessThan(at(1));
  });
});

describe('the table of likelihoods', () => {
  it('has a reason for every sign, and a cause for each', () => {
    for (const name of signNames) {
      const { leak, by, reason } = likelihoods[name];
      expect(reason.length, name).toBeGreaterThan(20);
      expect(leak).toBeGreaterThan(0);
      for (const chance of Object.values(by)) {
        expect(chance, name).toBeGreaterThan(leak / 2);
        expect(chance, name).toBeLessThan(1);
      }
    }
  });

  it.each([
    ['creative_fatigue', ['fewer_clicks', 'old_creative', 'high_frequency']],
    ['audience_saturation', ['rising_frequency', 'reach_lost', 'high_share']],
    ['auction_pressure', ['dearer_impressions', 'active_competitors', 'rising_bids', 'share_lost']],
    ['poor_targeting', ['low_relevance', 'weak_segment']],
    ['uneven_segments', ['capped_strong_segment']],
    ['budget_limited', ['full_budget', 'under_target']],
    ['seasonality', ['recurring', 'echo']],
    ['external_event', ['event_now', 'industry_alike']],
    ['competitor_promotion', ['promotion_seen']],
  ] as const)('the signs of %s are the highest of their rows', (cause, names) => {
    for (const name of names) {
      const own = likelihoods[name].by[cause] ?? 0;
      expect(Math.max(...Object.values(likelihoods[name].by)), name).toBe(own);
    }
  });
});
