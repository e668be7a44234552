import { describe, expect, it } from 'vitest';
import { testCampaign } from '../testing/test-campaign.ts';
import { usualBreadth } from './breadth.ts';
import { HOUR } from './calendar.ts';
import { lagOf, quickLag, slowLag } from './conversion-lag.ts';
import { poolLeft, ratesOf, type Situation, usualOf } from './delivery.ts';
import { plotOf } from './plot.ts';
import { createRandom } from './random.ts';
import { conditionsAt, creativeAtBirth, type Scenario, temperamentOf } from './scenario.ts';

const plain = (scenario: Scenario) => plotOf(testCampaign({ scenario }));
const at = (scenario: Scenario, days: number) => conditionsAt(plain(scenario), days, usualBreadth);
const usual = usualOf(testCampaign(), createRandom('seed', '9001'));
const rates = (parts: Partial<Situation> = {}) =>
  ratesOf(usual, {
    relative_bid: 1,
    pressure: 1,
    wear: 0,
    wear_loss: 0.34,
    frequency: 2,
    creative_quality: 1,
    learning: false,
    ...parts,
  });

describe('delivery', () => {
  it('in usual days spends the share of the budget that demand fills, at the usual price of a conversion', () => {
    const { win_rate, impression_price, click_rate, conversion_rate } = rates();
    const impressions = usual.daily_offers * win_rate;
    expect((impressions * impression_price) / 40_000).toBeCloseTo(temperamentOf(plain('no_change')).fill, 6);
    expect(impression_price / (click_rate * conversion_rate) / 4_500).toBeCloseTo(0.9, 6);
  });

  it('under pressure costs more and converts a little less, at the same click rate', () => {
    const pressed = rates({ pressure: 1.24 });
    expect(pressed.click_rate).toBe(rates().click_rate);
    expect(pressed.impression_price / rates().impression_price).toBeGreaterThan(1.24);
    expect(pressed.conversion_rate).toBeLessThan(rates().conversion_rate);
    expect(pressed.win_rate).toBeLessThan(rates().win_rate);
  });

  it('with a worn creative loses clicks, and auctions with them', () => {
    expect(rates({ wear: 1 }).click_rate / rates().click_rate).toBeCloseTo(0.66, 6);
    expect(rates({ wear: 1 }).win_rate).toBeLessThan(rates().win_rate);
    expect(poolLeft(1, 0.34)).toBeLessThan(0.5);
    expect(poolLeft(0, 0.34)).toBe(1);
  });

  it('at a very high frequency loses clicks too', () => {
    expect(rates({ frequency: 8 }).click_rate).toBeLessThan(rates().click_rate);
  });

  it('while learning converts less', () => {
    expect(rates({ learning: true }).conversion_rate / rates().conversion_rate).toBeCloseTo(0.94, 6);
  });
});

describe('a cause', () => {
  const scenarios: readonly Scenario[] = [
    'auction_pressure',
    'competitor_promotion',
    'poor_targeting',
    'uneven_segments',
    'external_event',
    'creative_fatigue',
    'audience_saturation',
    'budget_limited',
    'tracking_break',
    'seasonality',
    'conversion_lag',
    'no_change',
  ];

  it.each(scenarios)('%s does nothing three weeks before birth', (scenario) => {
    for (const factor of Object.values(at(scenario, -21))) expect(factor).toBeCloseTo(1, 6);
  });

  it('sets in a week before birth and stays', () => {
    expect(at('auction_pressure', -5).pressure).toBeCloseTo(1.24, 2);
    expect(at('auction_pressure', 30).pressure).toBeCloseTo(1.24, 6);
    expect(at('audience_saturation', 0).pool).toBeCloseTo(0.6, 6);
    expect(at('budget_limited', 0).demand).toBeCloseTo(2.3, 6);
    expect([at('tracking_break', -3.01).tracked, at('tracking_break', -3).tracked]).toEqual([1, 0.01]);
  });

  it('fatigue strikes the first ad hardest, and only tired campaigns have old creatives', () => {
    expect(creativeAtBirth(plain('creative_fatigue'), 0).fatigue.loss).toBeGreaterThan(
      creativeAtBirth(plain('creative_fatigue'), 1).fatigue.loss,
    );
    expect(creativeAtBirth(plain('creative_fatigue'), 0).age_days).toBeGreaterThan(30);
    expect(creativeAtBirth(plain('no_change'), 0).age_days).toBeLessThan(30);
  });
});

describe('conversions', () => {
  it.each([
    [0, 0],
    [0.15, 12],
    [0.3, 24],
    [0.66, 72],
    [0.89, 120],
    [0.98, 156],
  ])('of slow goods: the share %d is reported within %d hours', (share, hours) => {
    expect(lagOf(share, slowLag) / HOUR).toBeCloseTo(hours, 3);
  });

  it('of most shops are nearly all reported within three hours', () => {
    expect(lagOf(0.849, quickLag)).toBeLessThan(3 * HOUR);
  });
});
