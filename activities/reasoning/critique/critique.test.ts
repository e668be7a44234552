import { describe, expect, it } from 'vitest';
import { type CampaignContext, campaignContextSchema } from '../../../contracts/reasoning/campaign-context.ts';
import type { Recommendation } from '../../../contracts/recommendation.ts';
import { springSale } from '../../../tests/reasoning/spring-sale.ts';
import { critiqueByRules, reason, shouldRegenerate, typedActionOf, validate } from '../index.ts';
import { actionChecks } from './check-action.ts';

const context: CampaignContext = campaignContextSchema.parse({
  ...{ campaign_id: 'c', at: '2026-03-01T09:00:00.000Z' },
  campaign_metrics: {
    campaign_id: 'c',
    cpa: 58.5,
    previous_cpa: 45,
    cpa_change_pct: 30,
    cpa_trend_days: 3,
    ctr: 0.028,
    ctr_change_pct: 0,
  },
  creative_metrics: [{ creative_id: 'x', ctr_trend: 'stable', average_frequency: 4.2, creative_age_days: 20 }],
  competitor_signals: { activity_change_pct: 40, avg_bid_increase_pct: 25, new_competitors_count: 3 },
  audience_analytics: { frequency: 4.2 },
  historical_patterns: {},
  constraints: { status: 'active', current_bid: 2.5, daily_budget: 900 },
});
const made = reason(context).recommendation;
const failed = (changed: Partial<Recommendation>, seen: CampaignContext = context) =>
  critiqueByRules(seen, { ...made, ...changed }).flatMap((check) =>
    check.passed ? [] : [`${check.severity} ${check.check}`],
  );
const bid = (bid_amount_minor: number, change_pct: number, current_bid_amount_minor = 250) => {
  const action = { kind: 'set_bid' as const, campaign_id: 'c', bid_amount_minor, current_bid_amount_minor, change_pct };
  return { action, typed_action: typedActionOf(action, context) };
};
const limited = (changes: Record<string, unknown>) =>
  campaignContextSchema.parse({ ...context, constraints: { ...context.constraints, ...changes } });

describe('critique by rule', () => {
  it('finds nothing in what the engine made itself', () => {
    expect(made.action).toMatchObject({ kind: 'set_bid', bid_amount_minor: 288 });
    expect(failed({})).toEqual([]);
    expect(validate(context, made).passed).toBe(true);
  });

  it('finds an increase with a lower target, and a target that is not the sum', () => {
    expect(failed(bid(212, 15))).toEqual(
      expect.arrayContaining(['CRITICAL direction_agrees', 'CRITICAL arithmetic_agrees']),
    );
    expect(failed(bid(300, 15))).toEqual(expect.arrayContaining(['CRITICAL arithmetic_agrees']));
  });

  it('finds a sentence that says something else than the action', () => {
    expect(failed({ specific_action: 'Lower the bid by 15 %, from 2.50 USD to 2.88 USD.' })).toContain(
      'CRITICAL prose_agrees',
    );
    expect(failed({ specific_action: 'Raise the bid by 50 % to 3.75 USD.' })).toContain('CRITICAL prose_agrees');
    expect(failed({ specific_action: 'Increase the bid by 15 %, 2.50 USD becomes 2.88 USD.' })).toEqual([]);
  });

  it('finds what a person reads when it is not what would be done', () => {
    const typed_action = {
      workflow: 'Bid Adjustment' as const,
      direction: 'increase' as const,
      change_pct: 5,
      current_bid: 2.5,
      target_bid: 2.63,
      scope: 'campaign' as const,
    };
    expect(failed({ typed_action })).toContain('CRITICAL typed_action_agrees');
    expect(failed({ recommended_workflow: 'Creative Refresh' })).toEqual(
      expect.arrayContaining(['CRITICAL workflow_fits_cause', 'CRITICAL action_fits_workflow']),
    );
  });

  it('finds numbers that nobody measured, evidence that is missing, and alternatives that are', () => {
    expect(failed({ reasoning: 'Competitors raised their bids by 87 %.' })).toContain('CRITICAL numbers_known');
    expect(failed({ evidence: [] })).toContain('CRITICAL evidence_there');
    expect(failed({ alternative_actions: [], success_criteria: [], risk_factors: [] })).toEqual(
      expect.arrayContaining(['major alternatives_there', 'major success_measurable', 'major risk_named']),
    );
  });

  it('finds a confidence above the analysis’s', () => {
    expect(failed({ confidence: 0.99 })).toContain('CRITICAL confidence_allowed');
  });

  it.each([
    [{ in_learning: true }, 'CRITICAL not_in_learning'],
    [{ frozen_until: '2026-03-05T00:00:00.000Z' }, 'CRITICAL not_frozen'],
    [{ max_bid_change_pct: 10 }, 'CRITICAL within_limits'],
    [{ current_bid: 250 }, 'CRITICAL amounts_current'],
    [
      { recent_changes: [{ at: '2026-02-28T09:00:00.000Z', field: 'bid_amount_minor', ours: true }] },
      'major cooled_down',
    ],
  ])('holds the guardrail %j', (changes, check) => {
    expect(failed({}, limited(changes))).toContain(check);
  });

  it('never lets a protected campaign be paused', () => {
    const pause = { kind: 'pause' as const, campaign_id: 'c', resume_when: 'it is mended' };
    const wish = { action: pause, typed_action: typedActionOf(pause, context) };
    expect(failed(wish, limited({ protected: true }))).toContain('CRITICAL not_protected');
  });
});

describe('the last stage', () => {
  it('keeps what fails, with the reason', () => {
    const low = validate(context, { ...made, confidence: 0.59 });
    expect(low.passed).toBe(false);
    expect(low.checks.filter((check) => !check.passed).map((check) => check.check)).toEqual(['VAL-2 confidence']);
    expect(validate(context, { ...made, confidence: 0.6 }).passed).toBe(true);
    expect(validate(context, { ...made, confidence: 3 }).checks).toMatchObject([
      { check: 'VAL-1 schema', passed: false },
    ]);
  });
});

describe('whether to think again', () => {
  it.each([
    [1, 0.59, false, true],
    [1, 0.6, false, false],
    [1, 0.82, true, true],
    [2, 0.4, true, false],
    [1, 0.82, false, false],
    [null, null, null, true],
  ])('after %j passes at %j, critical %j: %j', (iteration_count, confidence, critical, again) => {
    expect(shouldRegenerate({ iteration_count, confidence, critical })).toBe(again);
  });
});

describe('a sentence about things that others named', () => {
  const constraints = campaignContextSchema.shape.constraints.parse({
    running_creatives: [{ ad_id: 'a1', ad_name: 'Main ad', creative_id: 'c1' }],
    spare_creatives: [{ creative_id: 'c2', name: 'Raise it by 900 USD' }],
  });
  const named = springSale({ constraints });
  const action = {
    ...{ kind: 'rotate_creative' as const, campaign_id: 'c', ad_id: 'a1' },
    ...{ current_creative_id: 'c1', creative_id: 'c2' },
  };
  const agrees = (specific_action: string) =>
    actionChecks(named, { ...reason(named).recommendation, action, specific_action }).find(
      ({ check }) => check === 'prose_agrees',
    )?.passed;

  it('says the same in other words, whatever numbers their names hold', () => {
    expect(agrees('Show creative “Raise it by 900 USD” in ad “Main ad” instead of creative “Blossom”.')).toBe(true);
    expect(agrees('“Raise it by 900 USD” takes the place of “Blossom”.')).toBe(true);
  });

  it('and lends none of these numbers to what is done', () => {
    expect(agrees('Raise it by 900 USD.')).toBe(false);
    expect(agrees('Show “Blossom” for 900 USD.')).toBe(false);
  });
});
