import { describe, expect, it } from 'vitest';
import { anyCostRose, chancePct, cpaRose, pricesRose, raisedPriceDays } from './cost-change.ts';
import type { DayFigures } from './days.ts';
import { diagnose } from './diagnose.ts';
import type { HealthFacts } from './health-facts.ts';
import { auctionSigns } from './signs.ts';

const unknown: HealthFacts = {
  ...{ at: '2026-03-01T09:00:00.000Z', currency: 'USD', has_baseline: true, cpa: null, previous_cpa: null },
  ...{ target_cpa: null, cpa_change_pct: null, cpa_chance_pct: null, cpc_change_pct: null, cpm_change_pct: null },
  ...{ ctr_change_pct: null, spend_change_pct: null, reach_change_pct: null, frequency: null },
  ...{ frequency_change_pct: null, impression_share: null, impression_share_change_pct: null },
  ...{ creative_age_days: null, budget_utilization: null, trend_days: null, price_anomaly: null },
  ...{ conversion_break: null, conversion_lag: null, recurrence: null, competition: null, interventions: [] },
  ...{ in_learning: null, missing_sources: [] },
};
const facts = (fields: Partial<HealthFacts>): HealthFacts => ({ ...unknown, ...fields });
const steadyPrices = { cpm_change_pct: 0.4, cpc_change_pct: -1, ctr_change_pct: 0.5, frequency_change_pct: 1 };

describe('what chance does to CPA', () => {
  it('is the more the fewer conversions there are', () => {
    expect(chancePct(35, 35)).toBeCloseTo((Math.exp(1.645 * Math.sqrt(2 / 35)) - 1) * 100, 1);
    expect(chancePct(3500, 3500)).toBeLessThan(5);
    expect(chancePct(70, 40)).toBe(chancePct(40, 70));
    expect([chancePct(0, 9), chancePct(9, 0)]).toEqual([null, null]);
  });

  it.each([
    [{ cpa_change_pct: 10, cpa_chance_pct: 2 }, false],
    [{ cpa_change_pct: 10.1, cpa_chance_pct: 2 }, true],
    [{ cpa_change_pct: 30, cpa_chance_pct: 48 }, false],
    [{ cpa_change_pct: 30, cpa_chance_pct: null }, true],
    [{ cpa_change_pct: null, cpa_chance_pct: 48 }, null],
  ])('decides with the limit of 10 %% whether %j is a rise: %j', (fields, expected) => {
    expect(cpaRose(facts(fields))).toBe(expected);
  });

  it('does not touch prices, behind which thousands of impressions stand', () => {
    expect(pricesRose(unknown)).toBeNull();
    expect(pricesRose(facts({ cpm_change_pct: 10, cpc_change_pct: null }))).toBe(false);
    expect(pricesRose(facts({ cpm_change_pct: 2, cpc_change_pct: 10.1 }))).toBe(true);
    expect(anyCostRose(facts({ cpa_change_pct: 20, cpa_chance_pct: 40, cpm_change_pct: 14 }))).toBe(true);
    expect(anyCostRose(facts({ cpa_change_pct: 20, cpa_chance_pct: 40, cpm_change_pct: 4 }))).toBe(false);
    expect(anyCostRose(unknown)).toBeNull();
  });

  it('is told as what it is: no change, in words and less surely', () => {
    const found = diagnose(facts({ ...steadyPrices, cpa_change_pct: 25, cpa_chance_pct: 48, trend_days: 4 }));
    expect(found).toMatchObject({ cause: 'no_change', confidence: 0.6, explanation: expect.stringContaining('48 %') });
    const full = { budget_utilization: 1, cpa: 30, target_cpa: 42, cpa_change_pct: 12, cpa_chance_pct: 45 };
    expect(diagnose(facts({ ...steadyPrices, ...full, trend_days: 3 })).cause).toBe('budget_limited');
  });
});

describe('a rise of CPA at steady prices', () => {
  it('is no sign of the auction, because nobody there has made anything dearer', () => {
    const rise = facts({ ...steadyPrices, cpa_change_pct: 60, cpa_chance_pct: 20, trend_days: 5 });
    expect(auctionSigns(rise)[0]).toMatchObject({ name: 'dearer_steady_creative', present: false });
    expect(diagnose(rise).cause).toBe('insufficient_data');
    expect(auctionSigns({ ...rise, cpm_change_pct: 24, cpc_change_pct: 22 })[0]?.present).toBe(true);
  });
});

describe('days of a raised price', () => {
  /** Two weeks of the same price, the last days of which cost `factor` times as much. */
  const priced = (raised: number, factor: number) =>
    [...Array(14).keys()].map(
      (index): DayFigures => ({
        ...{ dt: `2026-03-${String(index + 1).padStart(2, '0')}`, impressions: 9_000 + 500 * (index % 3) },
        ...{ spend: (9 + 0.5 * (index % 3)) * (index >= 14 - raised ? factor : 1) },
        ...{ clicks: 180 + 10 * (index % 3), conversions: 7 },
      }),
    );

  it('are counted against the week before, whatever CPA does', () => {
    expect(raisedPriceDays(priced(5, 1.16))).toBe(5);
    expect(raisedPriceDays(priced(7, 1.16))).toBe(7);
    expect(raisedPriceDays(priced(7, 1.05))).toBe(0);
    expect(raisedPriceDays([])).toBe(0);
  });
});
