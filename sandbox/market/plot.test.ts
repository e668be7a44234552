import { describe, expect, it } from 'vitest';
import { testCampaign } from '../testing/test-campaign.ts';
import { usualBreadth, wideBreadth } from './breadth.ts';
import { createChance } from './emission.ts';
import { type Plot, plainStrand, plotOf, presenceOf } from './plot.ts';
import { createRandom } from './random.ts';
import { conditionsAt, type Scenario, temperamentOf } from './scenario.ts';
import { segmentsAt, segmentsConversion } from './segments.ts';

const plot = (...strands: readonly [Scenario, number][]): Plot => ({
  strands: strands.map(([cause, size]) => ({ ...plainStrand(cause), size })),
  ...{
    fill: null,
    cost_ratio: null,
    usual_frequency: null,
    creative_age_days: null,
    overbid_price: 0.8,
    chance: 'poisson',
  },
});
const at = (of: Plot, days = 0, breadth = usualBreadth) => conditionsAt(of, days, breadth);

describe('a plot', () => {
  it('is what the scenario names, unless the campaign has one of its own', () => {
    expect(plotOf(testCampaign({ scenario: 'tracking_break' })).strands).toEqual([
      { cause: 'tracking_break', size: 1, since_days: -3, until_days: null, pace: 1 },
    ]);
    const own = plot(['auction_pressure', 2]);
    expect(plotOf(testCampaign({ plot: own }))).toEqual(own);
  });

  it('does more where a cause is stronger, and adds up where there are two', () => {
    expect(at(plot(['auction_pressure', 1])).pressure).toBeCloseTo(1.24);
    expect(at(plot(['auction_pressure', 2])).pressure).toBeCloseTo(1.48);
    const both = at(plot(['auction_pressure', 1], ['audience_saturation', 1]));
    expect(both).toMatchObject({ pressure: expect.closeTo(1.24 * 1.15), pool: expect.closeTo(0.6) });
    expect(temperamentOf(plot(['auction_pressure', 1], ['creative_fatigue', 1])).usual_frequency).toBe(3.6);
  });

  it('comes and goes: a sale of a competitor takes buyers only while it lasts', () => {
    const sale = plot(['competitor_promotion', 1]);
    const short = { ...sale, strands: sale.strands.map((strand) => ({ ...strand, until_days: 2 })) };
    expect(at(short).conversion).toBeCloseTo(0.78, 2);
    expect(at(short).pressure).toBeCloseTo(1.06, 2);
    expect(at(short, 4)).toMatchObject({ conversion: expect.closeTo(1), pressure: expect.closeTo(1) });
    expect(presenceOf({ ...plainStrand('external_event'), since_days: -5 }, -9)).toBeLessThan(0.01);
  });

  it('an event outside takes buyers and demand, and a wider audience relieves a saturated one', () => {
    expect(at(plot(['external_event', 1]))).toMatchObject({
      ...{ conversion: expect.closeTo(0.76), demand: expect.closeTo(0.94), pressure: 1 },
    });
    const wide = { ...usualBreadth, ...wideBreadth };
    expect(at(plot(['audience_saturation', 1]), 0, wide).pressure).toBeLessThan(1.04);
  });
});

describe('segments', () => {
  const segment = (of: Plot, id: string, breadth = usualBreadth) =>
    segmentsAt(of, 0, breadth).find((each) => each.segment_id === id);

  it('share out the whole spend and are alike where nothing is the matter', () => {
    const segments = segmentsAt(plot(['no_change', 1]), 0, usualBreadth);
    expect(segments.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
    expect(new Set(segments.map((each) => each.fit))).toEqual(new Set([1]));
    expect(segmentsConversion(plot(['auction_pressure', 1]), 0, usualBreadth)).toBe(1);
  });

  it('of an uneven campaign are a strong one that is capped and a weak one; moved money brings less and less', () => {
    const uneven = plot(['uneven_segments', 1]);
    expect(segment(uneven, 'seg_1')).toMatchObject({ capped: true, fit: expect.closeTo(1.45) });
    expect(segment(uneven, 'seg_2')).toMatchObject({ capped: false, fit: expect.closeTo(0.4) });
    const moved = (share: number) =>
      segmentsConversion(uneven, 0, { ...usualBreadth, moved: { seg_1: share, seg_2: -share } });
    const [none, some, more] = [moved(0), moved(0.1), moved(0.2)];
    expect(some).toBeGreaterThan(none);
    expect(more - some).toBeLessThan(some - none);
  });

  it('of ill targeting reach people who do not buy, until those are left out', () => {
    const wrong = plot(['poor_targeting', 1]);
    expect(segment(wrong, 'seg_4')).toMatchObject({ share: expect.closeTo(0.354, 2), fit: 0.28 });
    expect(segmentsConversion(wrong, 0, usualBreadth)).toBeLessThan(0.8);
    expect(segmentsConversion(wrong, 0, { ...usualBreadth, refined: true })).toBeGreaterThan(0.95);
    expect(at(wrong, 0, { ...usualBreadth, refined: true }).demand).toBeLessThan(0.75);
  });
});

it('counts by chance have the mean and the variance of a Poisson process, few and many', () => {
  for (const expected of [0.4, 3, 90]) {
    const count = createChance(createRandom('seed', `owner-${expected}`));
    const drawn = Array.from({ length: 4_000 }, () => count('x', expected));
    const mean = drawn.reduce((sum, each) => sum + each, 0) / drawn.length;
    const variance = drawn.reduce((sum, each) => sum + (each - mean) ** 2, 0) / drawn.length;
    expect(Math.abs(mean / expected - 1)).toBeLessThan(0.08);
    expect(Math.abs(variance / expected - 1)).toBeLessThan(0.15);
  }
});
