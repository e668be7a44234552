import { assert, boolean, constantFrom, double, option, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnose, workflowOf } from './diagnose.ts';
import type { HealthFacts } from './health-facts.ts';
import { type CauseScore, confidenceOf, scoreCauses } from './score-causes.ts';
import { anyOf, auctionSigns, fatigueSigns, type Sign, saturationSigns } from './signs.ts';
import { changeWords, confidenceWords, worstCostChange } from './verdict.ts';

const nothing: HealthFacts = {
  ...{ at: '2026-03-01T09:00:00.000Z', currency: 'USD', has_baseline: true, cpa: null, previous_cpa: null },
  ...{
    target_cpa: null,
    cpa_change_pct: null,
    cpa_chance_pct: null,
    cpc_change_pct: null,
    cpm_change_pct: null,
    ctr_change_pct: null,
  },
  ...{ spend_change_pct: null, reach_change_pct: null, frequency: null, frequency_change_pct: null },
  ...{ impression_share: null, impression_share_change_pct: null, creative_age_days: null, budget_utilization: null },
  ...{ trend_days: null, price_anomaly: null, conversion_break: null, conversion_lag: null, recurrence: null },
  ...{ competition: null, interventions: [], in_learning: null, missing_sources: [] },
};
const pct = option(double({ min: -90, max: 200, noNaN: true }));
const anyFacts = record({
  ...{ cpa_change_pct: pct, cpc_change_pct: pct, cpm_change_pct: pct, ctr_change_pct: pct, spend_change_pct: pct },
  ...{ reach_change_pct: pct, frequency_change_pct: pct, impression_share_change_pct: pct },
  cpa: option(double({ min: 0.01, max: 500, noNaN: true })),
  target_cpa: option(double({ min: 0.01, max: 500, noNaN: true })),
  frequency: option(double({ min: 0, max: 20, noNaN: true })),
  impression_share: option(double({ min: 0, max: 1, noNaN: true })),
  creative_age_days: option(double({ min: 0, max: 90, noNaN: true })),
  budget_utilization: option(double({ min: 0, max: 2, noNaN: true })),
  trend_days: option(constantFrom(0, 1, 2, 3, 4, 7)),
  has_baseline: boolean(),
  in_learning: option(boolean()),
}).map((fields): HealthFacts => ({ ...nothing, ...fields }));
const present = (signs: readonly Sign[], name: string) => signs.find((sign) => sign.name === name)?.present;

describe('signs', () => {
  it('of one cause weigh 1 together and belong to it', () => {
    for (const signs of [fatigueSigns(nothing), saturationSigns(nothing), auctionSigns(nothing)]) {
      expect(signs.reduce((sum, sign) => sum + sign.weight, 0)).toBeCloseTo(1, 12);
      expect(new Set(signs.map((sign) => sign.cause)).size).toBe(1);
    }
  });

  it('about which nothing is known are not known, never absent', () => {
    expect(fatigueSigns(nothing).map((sign) => sign.present)).toEqual([null, null, null]);
    expect(saturationSigns(nothing).map((sign) => sign.present)).toEqual([null, null, null, null]);
    expect(auctionSigns(nothing).map((sign) => sign.present)).toEqual([null, null, null, null]);
  });

  it.each([
    [{ impression_share: 0.9 }, 'high_share', false],
    [{ impression_share: 0.901 }, 'high_share', true],
    [{ reach_change_pct: -10, spend_change_pct: 0 }, 'falling_reach', false],
    [{ reach_change_pct: -10.1, spend_change_pct: 10 }, 'falling_reach', true],
    [{ reach_change_pct: -30, spend_change_pct: -10.1 }, 'falling_reach', false],
    [{ frequency_change_pct: 10 }, 'rising_frequency', false],
    [{ frequency_change_pct: 10.1 }, 'rising_frequency', true],
    [{ cpm_change_pct: 10.1, ctr_change_pct: -10 }, 'dearer_steady_ctr', true],
    [{ cpm_change_pct: 40, ctr_change_pct: -10.1 }, 'dearer_steady_ctr', false],
  ])('of saturation with %j: %s is %j', (facts, name, expected) => {
    expect(present(saturationSigns({ ...nothing, ...facts }), name)).toBe(expected);
  });

  const rivals = (activity_change_pct: number, avg_bid_change_pct: number) => ({
    competition: { activity_change_pct, new_competitors_count: 0, avg_bid_change_pct },
  });
  it.each([
    [{ cpa_change_pct: 10 }, 'dearer_steady_creative', false],
    [{ cpc_change_pct: 10.1 }, 'dearer_steady_creative', true],
    [{ cpa_change_pct: 30, frequency: 5 }, 'dearer_steady_creative', true],
    [{ cpa_change_pct: 30, frequency: 5.1 }, 'dearer_steady_creative', false],
    [{ cpa_change_pct: 30, ctr_change_pct: -10.1 }, 'dearer_steady_creative', false],
    [rivals(20, 0), 'active_competitors', false],
    [rivals(20.1, 0), 'active_competitors', true],
    [rivals(0, 5), 'auction_shift', false],
    [rivals(0, 5.1), 'auction_shift', true],
    [{ ...rivals(0, 5.1), frequency: 9 }, 'auction_shift', true],
    [{ cpm_change_pct: 30, frequency: 9 }, 'auction_shift', false],
    [{ impression_share_change_pct: -5 }, 'falling_share', false],
    [{ impression_share_change_pct: -5.1 }, 'falling_share', true],
  ])('of the auction with %j: %s is %j', (facts, name, expected) => {
    expect(present(auctionSigns({ ...nothing, ...facts }), name)).toBe(expected);
  });

  it('put together are there when one is, and not known only when none is', () => {
    expect([anyOf(null, true), anyOf(false, null), anyOf(null, null), anyOf(false, false), anyOf()]).toEqual([
      ...[true, false, null, false, null],
    ]);
  });
});

describe('the score table', () => {
  it('is sorted, within 0 to 1, and names each of the three rivals once', () => {
    assert(
      property(anyFacts, (facts) => {
        const scores = scoreCauses(facts);
        const values = scores.map((each) => each.score);
        expect(values).toEqual([...values].sort((left, right) => right - left));
        expect(scores.every(({ score, coverage }) => score >= 0 && score <= 1 && coverage >= 0 && coverage <= 1)).toBe(
          true,
        );
        expect(scores.map((each) => each.cause).sort()).toEqual([
          ...['auction_pressure', 'audience_saturation', 'creative_fatigue'],
        ]);
      }),
    );
  });

  it('lets no two signs alone make a saturated audience, however few are known', () => {
    const two = { ...nothing, impression_share: 0.95, frequency_change_pct: 20 };
    const score = (facts: HealthFacts) =>
      scoreCauses(facts).find((each) => each.cause === 'audience_saturation')?.score;
    expect(score(two)).toBe(0.4);
    expect(score({ ...two, reach_change_pct: -20, spend_change_pct: 0 })).toBe(1);
  });
});

describe('the confidence', () => {
  const cause = (score: number, coverage = 1): CauseScore => ({
    cause: 'auction_pressure',
    score,
    coverage,
    signs: [],
  });
  const changed = (field: string): HealthFacts => ({
    ...nothing,
    interventions: [{ at: nothing.at, field, ours: false }],
  });

  it.each([
    ['its score', cause(0.8), undefined, nothing, 0.8],
    ['never above 0.95', cause(1), undefined, nothing, 0.95],
    ['half of it with nothing else known', cause(0.8, 0), undefined, nothing, 0.4],
    ['untouched by a rival under a half', cause(0.8), cause(0.499), nothing, 0.8],
    ['less by 40 % of a plausible rival', cause(0.8), cause(0.5), nothing, 0.64],
    ['less by a tenth after a change of the bid', cause(0.8), undefined, changed('bid_amount_minor'), 0.7],
    ['untouched by a new creative', cause(0.8), undefined, changed('creative_id'), 0.8],
    ['never under 0.05', cause(0), undefined, { ...changed('status'), in_learning: true }, 0.05],
  ])('is %s', (_, best, rival, facts, expected) => {
    expect(confidenceOf(best, rival, facts)).toBeCloseTo(expected, 9);
  });

  it('is never larger for a plausible rival, nor for less coverage', () => {
    const share = double({ min: 0, max: 1, noNaN: true });
    assert(
      property(share, share, share, (score, coverage, rival) => {
        const found = confidenceOf(cause(score, coverage), cause(rival), nothing);
        expect(found).toBeLessThanOrEqual(confidenceOf(cause(score, coverage), undefined, nothing));
        expect(found).toBeLessThanOrEqual(confidenceOf(cause(score), cause(rival), nothing));
      }),
    );
  });

  it('is put in words with what is not known and who else might be it', () => {
    const [unknown] = fatigueSigns(nothing);
    const best = { ...cause(0.7), signs: unknown ? [unknown] : [] };
    expect(confidenceWords(0.59, best, cause(0.5))).toBe(
      '70 % of the known signs are there; not known: old_creative; auction_pressure is plausible too; low confidence, human judgement needed.',
    );
    expect(confidenceWords(0.6, cause(1), cause(0.49))).toBe('100 % of the known signs are there.');
  });
});

describe('a diagnosis', () => {
  it('of any facts names one cause, rejects the others with a reason, and is the same every time', () => {
    assert(
      property(anyFacts, (facts) => {
        const found = diagnose(facts);
        expect(diagnose(facts)).toEqual(found);
        expect(found.confidence).toBeGreaterThan(0);
        expect(found.confidence).toBeLessThanOrEqual(0.95);
        expect(found.rejected.map((each) => each.cause)).not.toContain(found.cause);
        expect(found.rejected.every((each) => each.workflow === workflowOf[each.cause])).toBe(true);
        expect(JSON.stringify(found)).not.toMatch(/NaN|undefined|Infinity/);
      }),
    );
  });

  it('without two weeks of data never asks for a change', () => {
    assert(
      property(anyFacts, (facts) => {
        const blind = { ...facts, has_baseline: false };
        expect(workflowOf[diagnose(blind).cause]).toBe('Continue Monitoring');
      }),
    );
  });

  it('states a change of exactly 10 % as not significant', () => {
    expect(changeWords('CPA', 10)).toBe('CPA +10 % (not significant)');
    expect(changeWords('CTR', -10.1)).toBe('CTR -10.1 %');
    expect(changeWords('CPM', null)).toBe('CPM: no baseline');
    expect(worstCostChange({ ...nothing, cpa_change_pct: -30, cpm_change_pct: -5 })).toBe(-5);
    expect(worstCostChange(nothing)).toBeNull();
  });
});
