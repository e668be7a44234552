import { assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CampaignContext } from '../../contracts/reasoning/campaign-context.ts';
import { whatIfSchema } from '../../contracts/reasoning/what-if.ts';
import type { TypedAction } from '../../contracts/recommendation.ts';
import { springSale } from '../../tests/reasoning/spring-sale.ts';
import { reason } from './reason.ts';
import { type PlaybookLimits, whatIf } from './what-if.ts';

const context = springSale();
const made = reason(context).recommendation;
const asked = (amount_minor: number, of: CampaignContext = context, limits?: PlaybookLimits) => {
  const answer = whatIf(of, reason(of).recommendation, amount_minor, limits);
  if (answer === null) throw new Error('not known');
  return whatIfSchema.parse(answer);
};
const budget: TypedAction = {
  ...{ kind: 'set_daily_budget', campaign_id: 'spring-sale', change_pct: 10 },
  ...{ daily_budget_minor: 99_000, current_daily_budget_minor: 90_000 },
};
const aboutBudget = (amount_minor: number, of: CampaignContext = context, limits?: PlaybookLimits) =>
  whatIf(of, { action: budget, root_cause: 'budget_limited' }, amount_minor, limits);
const none: PlaybookLimits = { max_bid_change_pct: null, max_budget_change_pct: null, max_total_change: null };
const limited = (changes: object): CampaignContext => ({
  ...context,
  constraints: context.constraints == null ? null : { ...context.constraints, ...changes },
});

describe('what another bid would bring', () => {
  it('says the same of the recommended amount as the recommendation itself', () => {
    const answer = asked(288);
    const chosen = made.step_values?.steps.find((step) => step.chosen);
    expect(chosen?.amount_minor).toBe(288);
    expect(answer.value).toEqual(chosen?.value);
    expect(answer.against_recommended_minor).toBe(0);
    expect(answer.cpa_pct.low).toBeCloseTo(made.expected_effect?.low_pct ?? 0, 0);
    expect(answer.cpa_pct.high).toBeCloseTo(made.expected_effect?.high_pct ?? 0, 0);
  });

  it('is nothing at all for the present amount', () => {
    const zero = { low: 0, expected: 0, high: 0 };
    expect(asked(250)).toMatchObject({
      ...{ change_pct: 0, cpa_pct: zero, conversions_pct: zero, spend_pct: zero, stopped_by: [] },
      value: { low_minor: 0, expected_minor: 0, high_minor: 0 },
    });
  });

  it('has its expected value between its ends, and never more than the recommended amount has within the limits', () => {
    assert(
      property(integer({ min: 1, max: 400 }), (amount) => {
        const answer = asked(amount);
        const { low_minor, expected_minor, high_minor } = answer.value;
        expect(low_minor).toBeLessThanOrEqual(expected_minor);
        expect(expected_minor).toBeLessThanOrEqual(high_minor);
        for (const range of [answer.cpa_pct, answer.conversions_pct, answer.spend_pct]) {
          expect(range.low).toBeLessThanOrEqual(range.expected);
          expect(range.expected).toBeLessThanOrEqual(range.high);
        }
        if (answer.stopped_by.length === 0) expect(answer.against_recommended_minor).toBeLessThanOrEqual(0);
        expect(JSON.stringify(answer)).not.toMatch(/NaN|Infinity|null,/);
      }),
      { numRuns: 60 },
    );
  });

  it('has a slider that goes further than any guardrail, both ways', () => {
    const { slider } = asked(288);
    expect(slider).toEqual({ from_minor: 175, to_minor: 325 });
    expect(asked(slider.from_minor).stopped_by).not.toEqual([]);
    expect(asked(slider.to_minor).stopped_by).not.toEqual([]);
  });

  it.each([
    ['within the limit', 288, {}, []],
    ['a minor unit that rounding adds', 288, { max_bid_change_pct: 15 }, []],
    ['beyond the usual limit', 291, {}, ['within_limits']],
    ['as far down', 205, {}, ['within_limits']],
    ['within the limit of the team', 291, { max_bid_change_pct: 20 }, []],
    ['while the platform learns', 260, { in_learning: true }, ['not_in_learning']],
    ['in a freeze', 260, { frozen_until: '2026-03-05T00:00:00.000Z' }, ['not_frozen']],
    ['with a bid that is another by now', 260, { current_bid: 2.7 }, ['amounts_current']],
    [
      'two days after our own change',
      260,
      { recent_changes: [{ at: '2026-02-27T09:00:00.000Z', entity_id: '', field: 'bid_amount', ours: true }] },
      ['cooled_down'],
    ],
  ])('%s is stopped by what stops it', (_, amount, constraints, guardrails) => {
    const answer = whatIf(limited(constraints), made, amount);
    expect(answer?.stopped_by.map(({ guardrail }) => guardrail)).toEqual(guardrails);
  });

  it.each([
    [{ max_bid_change_pct: 10 }, 280, ['max_bid_change_pct']],
    [{ max_bid_change_pct: 10 }, 275, []],
    [{ max_budget_change_pct: 1, max_total_change: 1 }, 280, []],
  ])('under %j of the playbook %d is stopped by %j', (limits, amount, guardrails) => {
    const answer = asked(amount, context, { ...none, ...limits });
    expect(answer.stopped_by.map(({ guardrail }) => guardrail)).toEqual(guardrails);
  });

  it('depends on the stored context and on nothing else', () => {
    const stored: CampaignContext = JSON.parse(JSON.stringify(context));
    expect(whatIf(stored, made, 300)).toEqual(whatIf(context, made, 300));
  });
});

describe('what another daily budget would bring', () => {
  it('is more conversions for more money, each dearer than the one before', () => {
    const [ten, twenty] = [aboutBudget(99_000), aboutBudget(108_000)];
    expect(ten?.lever).toBe('daily_budget');
    expect(ten?.spend_pct).toEqual({ low: 10, expected: 10, high: 10 });
    expect(ten?.conversions_pct.expected).toBeGreaterThan(5);
    expect(ten?.conversions_pct.expected).toBeLessThan(10);
    expect((twenty?.conversions_pct.expected ?? 0) / (ten?.conversions_pct.expected ?? 1)).toBeLessThan(2);
    expect(twenty?.cpa_pct.expected).toBeGreaterThan(ten?.cpa_pct.expected ?? 0);
  });

  it('with less money loses conversions, the dearest first', () => {
    const less = aboutBudget(72_000);
    expect(less?.spend_pct.expected).toBe(-20);
    expect(less?.conversions_pct.expected).toBeGreaterThan(-20);
    expect(less?.cpa_pct.expected).toBeLessThan(0);
  });

  it.each([
    [{}, none, 108_000, ['within_limits']],
    [{ target_cpa: 75 }, none, 108_000, []],
    [{ max_budget_change_pct: 5 }, none, 99_000, ['within_limits']],
    [{}, { ...none, max_budget_change_pct: 8 }, 99_000, ['max_budget_change_pct']],
    [{}, { ...none, max_total_change: 50 }, 99_000, ['max_total_change']],
    [{}, { ...none, max_total_change: 90 }, 99_000, []],
    [{ daily_budget: 950 }, none, 99_000, ['amounts_current']],
  ])('with %j under %j, %d is stopped by %j', (constraints, limits, amount, guardrails) => {
    const answer = aboutBudget(amount, limited(constraints), limits);
    expect(answer?.stopped_by.map(({ guardrail }) => guardrail)).toEqual(guardrails);
  });
});

describe('what nobody can tell', () => {
  const { campaign_metrics: metrics } = context;
  it.each<[string, CampaignContext]>([
    ['without figures', { ...context, campaign_metrics: null }],
    [
      'without spend and budget',
      {
        ...limited({ daily_budget: null }),
        campaign_metrics: metrics == null ? null : { ...metrics, spend: null },
      },
    ],
    [
      'without a CPA',
      {
        ...context,
        campaign_metrics: metrics == null ? null : { ...metrics, cpa: null, conversions: null },
      },
    ],
    ['without a live bid', limited({ current_bid: null })],
  ])('is not told: %s', (_, of) => expect(whatIf(of, made, 280)).toBeNull());

  it.each<TypedAction>([
    { kind: 'none', recheck_after_hours: 24 },
    { kind: 'pause', campaign_id: 'c', resume_when: 'mended' },
    { kind: 'set_bid', campaign_id: 'c', bid_amount_minor: 10, current_bid_amount_minor: 0, change_pct: 0 },
    { kind: 'reallocate_budget', campaign_id: 'c', moves: [] },
  ])('has no size: $kind', (action) =>
    expect(whatIf(context, { action, root_cause: 'auction_pressure' }, 280)).toBeNull(),
  );
});
