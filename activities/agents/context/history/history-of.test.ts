import { describe, expect, it } from 'vitest';
import { historicalPatternsSchema } from '../../../../contracts/reasoning/campaign-past.ts';
import { factsOf } from '../../../../tests/context/facts.ts';
import { baselinesOf, weekdayPatterns, yearlyPattern } from './baselines.ts';
import { historyOf } from './history-of.ts';
import { distance, type PastCase, signalsOf } from './past-case.ts';

const at = new Date('2026-11-21T12:00:00Z');
const alone = { year_ago: null, industry_cpa_change_pct: null, at };
const pastCase = (more: Partial<PastCase> = {}): PastCase => ({
  ...{ recommendation_id: 'r1', campaign_id: '100', workflow: 'Bid Adjustment', cause: 'auction_pressure' },
  ...{ lever: 'set_bid', change_pct: 15, decision: 'approved', decided_at: '2026-10-01T00:00:00.000Z', signals: {} },
  outcome: {
    ...{ metric: 'cpa', direction: 'decrease', effect_pct: -12, low_pct: -18, high_pct: -5 },
    measured_at: '2026-10-04T00:00:00.000Z',
  },
  ...more,
});

describe('the usual value', () => {
  it('is that of the four weeks before the looked-at week, so that what is new is not usual', () => {
    const { days } = factsOf((back) => (back <= 7 ? { spend: 900 } : { spend: back % 2 === 0 ? 80 : 100 }));
    const cpa = baselinesOf(days, '2026-11-20').find((each) => each.metric === 'cpa');
    expect(cpa).toMatchObject({ mean: 45, days: 28 });
    expect(cpa?.deviation).toBeCloseTo(5.0918, 3);
    expect(baselinesOf(days.slice(-13), '2026-11-20')).toEqual([]);
  });
});

describe('a pattern', () => {
  it('of a weekday is seen in three quarters of the weeks, or not at all', () => {
    const weekend = factsOf((back) => ((back - 1) % 7 === 0 ? { conversions: 1 } : {}));
    expect(weekdayPatterns(weekend.days, '2026-11-20')).toMatchObject([
      {
        kind: 'weekday',
        period_days: 7,
        seen: 8,
        of: 8,
        applies_now: false,
        description: expect.stringContaining('Fridays'),
      },
    ]);
    expect(weekdayPatterns(factsOf().days, '2026-11-20')).toEqual([]);
    const once = factsOf((back) => (back === 1 ? { conversions: 1 } : {}));
    expect(weekdayPatterns(once.days, '2026-11-20')).toEqual([]);
  });

  it.each([
    [{ spend_minor: 130, conversions: 1 }, 30, true],
    [{ spend_minor: 100, conversions: 1 }, 30, false],
    [{ spend_minor: 80, conversions: 1 }, 30, false],
  ])('of a year ago (%j against 100) with a change of %d %% now applies: %j', (week, change, applies) => {
    const before = { spend_minor: 100, conversions: 1 };
    expect(yearlyPattern({ week, before }, change)).toMatchObject([{ kind: 'yearly', of: 1, applies_now: applies }]);
  });

  it('of a year ago is none without that year, or without a change', () => {
    const sums = { spend_minor: 100, conversions: 1 };
    expect([yearlyPattern(null, 30), yearlyPattern({ week: sums, before: sums }, 3)]).toEqual([[], []]);
    expect(yearlyPattern({ week: sums, before: { spend_minor: 1, conversions: 0 } }, 30)).toEqual([]);
  });
});

describe('what is known from before', () => {
  it('has measured effects only of what was done, the campaign’s own first', () => {
    const cases = [
      pastCase({ recommendation_id: 'other', campaign_id: '200' }),
      pastCase(),
      pastCase({ recommendation_id: 'no', decision: 'rejected' }),
      pastCase({ recommendation_id: 'open', outcome: null }),
    ];
    const found = historyOf(factsOf(), cases, alone);
    expect(historicalPatternsSchema.parse(found)).toEqual(found);
    expect(found.past_effects).toMatchObject([
      { same_campaign: true, lever: 'set_bid', change_pct: 15, effect_pct: -12, low_pct: -18, high_pct: -5 },
      { same_campaign: false },
    ]);
    expect(found.past_recommendations.map((each) => each.recommendation_id)).toEqual(['r1', 'no', 'open', 'other']);
    expect(found.past_recommendations[0]).toMatchObject({ improvement_pct: 12, decision: 'approved' });
  });

  it('tells how near the nearest case is, and nothing where there is none', () => {
    const risen = factsOf((back) => (back <= 7 ? { spend: 117 } : {}));
    const same = { cpa_change_pct: 30, ctr_change_pct: 0, cpc_change_pct: 30, spend_change_pct: 30 };
    const near = historyOf(risen, [pastCase({ signals: same })], alone);
    expect(near.nearest_case_distance).toBe(0);
    expect(historyOf(risen, [pastCase({ signals: { cpa_change_pct: 30 } })], alone).nearest_case_distance).toBeNull();
    expect(historyOf(risen, [], alone).nearest_case_distance).toBeNull();
  });
});

describe('the distance of two cases', () => {
  it('is measured in steps of each change, and no single one of them can drown the others', () => {
    const here = { cpa_change_pct: 0, ctr_change_pct: 0, cpm_change_pct: 0 };
    expect(distance(here, here)).toBe(0);
    expect(distance(here, { ...here, cpa_change_pct: 20 })).toBeCloseTo(Math.sqrt(1 / 3), 9);
    expect(distance(here, { ...here, cpa_change_pct: 1e9 })).toBeCloseTo(Math.sqrt(16 / 3), 9);
    expect(distance(here, { cpa_change_pct: 1, ctr_change_pct: 1 })).toBeNull();
  });

  it('takes from a stored context what is a finite number, whatever else it holds', () => {
    expect(signalsOf({ cpa_change_pct: 3, ctr_change_pct: 'x', cpm_change_pct: null, foreign: 1 })).toEqual({
      cpa_change_pct: 3,
    });
    expect([signalsOf(null), signalsOf('text'), signalsOf([1])]).toEqual([{}, {}, {}]);
  });
});
