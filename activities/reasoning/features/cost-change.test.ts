import { describe, expect, it } from 'vitest';
import {
  anyCostRose,
  chancePct,
  changeIsEstablished,
  clicksFell,
  cpaRose,
  pricesRose,
  raisedPriceDays,
} from './cost-change.ts';
import type { DayFigures } from './days.ts';
import type { Measure, MeasuredMetric } from './measure.ts';
import { countDeviation, measuredMetrics } from './measure.ts';
import type { Onset } from './onset.ts';

const unknown: Measure = { value: null, before: null, change_pct: null, deviation: null };
type Changes = Partial<Record<MeasuredMetric, readonly [number | null, number | null]>>;

function measures(changes: Changes): Readonly<Record<MeasuredMetric, Measure>> {
  const of = (metric: MeasuredMetric): Measure => {
    const [change_pct, deviation] = changes[metric] ?? [null, null];
    return { ...unknown, change_pct, deviation };
  };
  return {
    ...{ cpa: of('cpa'), cpc: of('cpc'), cpm: of('cpm'), ctr: of('ctr'), conversion_rate: of('conversion_rate') },
    ...{ spend: of('spend'), impressions: of('impressions'), clicks: of('clicks'), conversions: of('conversions') },
    ...{ reach: of('reach'), frequency: of('frequency'), impression_share: of('impression_share') },
  };
}
const facts = (changes: Changes, onset: Onset | null = null, trend_days: number | null = 7) => ({
  ...{ metrics: measures(changes), onset, trend_days },
});
/** The deviation whose one-in-twenty rise is this many percent. */
const chance = (pct: number) => Math.log1p(pct / 100) / 1.645;

describe('what chance does to CPA', () => {
  it('is the more the fewer conversions there are', () => {
    const of = (count: number) => chancePct(facts({ cpa: [0, countDeviation(count, count)] })) ?? Number.NaN;
    expect(of(35)).toBeCloseTo((Math.exp(1.645 * Math.sqrt(2 / 35)) - 1) * 100, 1);
    expect(of(3500)).toBeLessThan(5);
    expect([countDeviation(0, 9), countDeviation(9, 0)]).toEqual([null, null]);
    expect(chancePct(facts({ cpa: [20, null] }))).toBeNull();
  });

  it.each([
    [10, 2, false],
    [10.1, 2, true],
    [30, 48, false],
    [30, null, true],
    [null, 48, null],
  ] as const)(
    'decides with the limit of 10 %% whether %j at a chance of %j %% is a rise: %j',
    (rise, pct, expected) => {
      expect(cpaRose(facts({ cpa: [rise, pct === null ? null : chance(pct)] }))).toBe(expected);
    },
  );

  it('does not touch prices, behind which thousands of impressions stand', () => {
    expect(pricesRose(facts({}))).toBeNull();
    expect(pricesRose(facts({ cpm: [10, null] }))).toBe(false);
    expect(pricesRose(facts({ cpm: [2, null], cpc: [10.1, null] }))).toBe(true);
    expect(anyCostRose(facts({ cpa: [20, chance(40)], cpm: [14, null] }))).toBe(true);
    expect(anyCostRose(facts({ cpa: [20, chance(40)], cpm: [4, null] }))).toBe(false);
    expect(anyCostRose(facts({}))).toBeNull();
  });

  it('asks more of a change whose first day was chosen among ten', () => {
    const since = (pct: number, deviation: number): Onset => ({
      since: '2026-02-20',
      days: 4,
      metrics: measures({ cpa: [pct, deviation] }),
    });
    expect(cpaRose(facts({ cpa: [6, 0.1] }, since(30, 0.1)))).toBe(true);
    expect(cpaRose(facts({ cpa: [6, 0.1] }, since(30, 0.12)))).toBe(false);
  });
});

describe('an established change', () => {
  it('has been there for three days, or has a first day', () => {
    const rise: Changes = { cpm: [20, null] };
    expect(changeIsEstablished(facts(rise, null, 2))).toBe(false);
    expect(changeIsEstablished(facts(rise, null, 3))).toBe(true);
    expect(changeIsEstablished(facts(rise, null, null))).toBe(true);
    expect(changeIsEstablished(facts(rise, { since: '2026-02-20', days: 4, metrics: measures(rise) }, 1))).toBe(true);
  });

  it('may be a loss of clicks at the same price', () => {
    expect(clicksFell(facts({ ctr: [-10, null] }))).toBe(false);
    expect(changeIsEstablished(facts({ ctr: [-10.1, null] }))).toBe(true);
  });

  it('names every metric once', () => {
    expect(new Set(measuredMetrics).size).toBe(measuredMetrics.length);
  });
});

describe('the days on which a price was raised', () => {
  const day = (index: number, spend: number): DayFigures => ({
    ...{ dt: new Date(Date.UTC(2026, 1, 1 + index)).toISOString().slice(0, 10), spend },
    ...{ impressions: 10_000, clicks: 200, conversions: 10 },
  });
  it('are counted strictly above 10 % of the week before', () => {
    const days = [...Array(14).keys()].map((index) => day(index, index < 7 ? 100 : index < 10 ? 111 : 109));
    expect(raisedPriceDays(days)).toBe(3);
  });
});
