import { assert, constantFrom, double, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { campaignContextSchema } from '../../../contracts/reasoning/campaign-context.ts';
import { pastEffectSchema } from '../../../contracts/reasoning/campaign-past.ts';
import type { TypedAction } from '../../../contracts/recommendation.ts';
import { gatherFacts } from '../features/gather-facts.ts';
import { effectOf, effectPriors, foretell } from './effects.ts';
import { riskOf } from './risk.ts';
import { bidLimitPct, bidNeedPct, budgetLimitPct, budgetRoomPct, reliabilityOf } from './step.ts';
import { typedActionOf } from './typed-action-of.ts';

const factsOf = (metrics: object, constraints: object = {}) =>
  gatherFacts(
    campaignContextSchema.parse({
      ...{ campaign_id: 'c', campaign_metrics: { campaign_id: 'c', ...metrics }, constraints },
    }),
  );
const positive = (min: number, max: number) => double({ min, max, noNaN: true });

describe('a step', () => {
  it('that an auction asks for is a whole number of percent, 5 at least, and no smaller for a larger rise', () => {
    assert(
      property(positive(-30, 200), positive(0, 50), (rise, more) => {
        const need = (change: number) => bidNeedPct(factsOf({ cpa_change_pct: change }));
        expect(need(rise)).toBeGreaterThanOrEqual(5);
        expect(Number.isInteger(need(rise))).toBe(true);
        expect(need(rise + more)).toBeGreaterThanOrEqual(need(rise));
      }),
    );
  });

  it.each([
    [{ cpa: 45 }, { target_cpa: 60 }, 25],
    [{ cpa: 58 }, { target_cpa: 60 }, 10],
    [{ cpa: 61 }, { target_cpa: 60 }, 10],
    [{ cpa: 45 }, {}, 10],
    [{}, { target_cpa: 60 }, 10],
  ])('of a budget with %j and %j has room for %d %%', (metrics, constraints, room) =>
    expect(budgetRoomPct(factsOf(metrics, constraints))).toBe(room),
  );

  it.each([
    [{}, 15, 20],
    [{ max_bid_change_pct: 8, max_budget_change_pct: 12 }, 8, 12],
    [{ max_bid_change_pct: 50, max_budget_change_pct: 50 }, 20, 20],
  ])('with %j may be %d %% of a bid and %d %% of a budget', (constraints, bid, budget) => {
    const facts = factsOf({}, constraints);
    expect([bidLimitPct(facts), budgetLimitPct(facts)]).toEqual([bid, budget]);
  });

  it('believes a rise the less, the more of it chance may be', () => {
    assert(
      property(positive(0.001, 2), positive(0.001, 2), (deviation, more) => {
        const [sure, unsure] = [reliabilityOf({ deviation }), reliabilityOf({ deviation: deviation + more })];
        expect(unsure).toBeLessThan(sure);
        expect(unsure).toBeGreaterThan(0);
        expect(sure).toBeLessThan(1);
      }),
    );
  });
});

describe('a foretold effect', () => {
  const workflows = constantFrom(
    ...(['Bid Adjustment', 'Creative Refresh', 'Audience Expansion', 'Budget Reallocation'] as const),
  );

  it('never wins back more than the rise, and is larger for a larger rise', () => {
    assert(
      property(workflows, positive(1, 200), positive(0, 100), (workflow, rise, more) => {
        const [small, large] = [
          foretell(workflow, 'auction_pressure', rise, []),
          foretell(workflow, 'auction_pressure', rise + more, []),
        ];
        const excess = (1 - 1 / (1 + rise / 100)) * 100;
        expect(small.mean_pct).toBeCloseTo(-excess * effectPriors[workflow].share, 9);
        expect(large.mean_pct).toBeLessThanOrEqual(small.mean_pct + 1e-9);
        const { low_pct, high_pct } = effectOf(small, 3);
        expect(low_pct).toBeLessThanOrEqual(high_pct);
      }),
    );
  });

  it('lies between the rule of thumb and what was measured, and is surer for it', () => {
    assert(
      property(workflows, positive(5, 100), positive(-60, 60), (workflow, rise, effect_pct) => {
        const prior = foretell(workflow, 'auction_pressure', rise, []);
        const past = [pastEffectSchema.parse({ workflow, effect_pct })];
        const learned = foretell(workflow, 'auction_pressure', rise, past);
        expect(learned.mean_pct).toBeGreaterThanOrEqual(Math.min(prior.mean_pct, effect_pct) - 1e-9);
        expect(learned.mean_pct).toBeLessThanOrEqual(Math.max(prior.mean_pct, effect_pct) + 1e-9);
        expect(learned.deviation_pct).toBeLessThan(prior.deviation_pct);
        expect([prior.measured, learned.measured]).toEqual([0, 1]);
      }),
    );
  });
});

describe('the risk', () => {
  const facts = (in_learning = false) => factsOf({}, { in_learning });
  it.each([
    ['none', 90, 0.1, 3, true, 'low'],
    ['set_bid', 9.9, 0.8, 0, false, 'low'],
    ['set_bid', 10, 0.8, 0, false, 'medium'],
    ['set_bid', 9, 0.59, 0, false, 'medium'],
    ['set_daily_budget', 26, 0.59, 0, false, 'high'],
    ['change_audiences', 0, 0.8, 0, false, 'medium'],
    ['change_audiences', 0, 0.5, 1, false, 'high'],
    ['rotate_creative', 0, 0.8, 1, true, 'medium'],
  ] as const)(
    'of %s that moves %d %% at confidence %d with %d failures, learning %j, is %s',
    (kind, moved_pct, confidence, failures, learning, risk) => {
      expect(riskOf({ kind, moved_pct, confidence, failures, facts: facts(learning) })).toBe(risk);
    },
  );
});

describe('the action as a person reads it', () => {
  it.each<[TypedAction, object]>([
    [
      { kind: 'set_bid', campaign_id: 'c', bid_amount_minor: 288, current_bid_amount_minor: 250, change_pct: 15 },
      { workflow: 'Bid Adjustment', direction: 'increase', change_pct: 15, current_bid: 2.5, target_bid: 2.88 },
    ],
    [
      { kind: 'set_bid', campaign_id: 'c', bid_amount_minor: 225, current_bid_amount_minor: 250, change_pct: -10 },
      { workflow: 'Bid Adjustment', direction: 'decrease', change_pct: 10, current_bid: 2.5, target_bid: 2.25 },
    ],
    [
      {
        ...{ kind: 'set_daily_budget', campaign_id: 'c', change_pct: 10 },
        ...{ daily_budget_minor: 99_000, current_daily_budget_minor: 90_000 },
      },
      { workflow: 'Budget Reallocation', current_daily_budget: 900, target_daily_budget: 990, moves: [] },
    ],
    [
      {
        kind: 'reallocate_budget',
        campaign_id: 'c',
        moves: [{ from_entity_id: 'a', to_entity_id: 'b', amount_minor: 5_000 }],
      },
      { workflow: 'Budget Reallocation', moves: [{ from: 'a', to: 'b', amount: 50 }] },
    ],
    [
      { kind: 'pause', campaign_id: 'c', resume_when: 'x' },
      { workflow: 'Campaign Pause', resume_when: 'x' },
    ],
    [
      { kind: 'none', recheck_after_hours: 48 },
      { workflow: 'Continue Monitoring', recheck_after_hours: 48 },
    ],
  ])('%j', (action, typed) => expect(typedActionOf(action, { currency: 'USD' })).toMatchObject(typed));

  it('counts in the units of its currency', () => {
    const action = { kind: 'set_bid' as const, campaign_id: 'c', change_pct: 15 };
    const amounts = { bid_amount_minor: 2_880, current_bid_amount_minor: 2_500 };
    const read = (currency: string) => typedActionOf({ ...action, ...amounts }, { currency });
    expect([read('JPY'), read('KWD')]).toMatchObject([{ target_bid: 2_880 }, { target_bid: 2.88 }]);
  });
});
