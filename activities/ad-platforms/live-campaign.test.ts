import { describe, expect, it } from 'vitest';
import { type EntityState, nothingHeld } from '../../contracts/ad-platform.ts';
import { bidAmountMinor, budgetHolders, countingAdSets, dailyBudgetMinor, isInLearning } from './live-campaign.ts';

function entity(facts: Partial<EntityState>): EntityState {
  return {
    ...nothingHeld,
    platform: 'meta_ads',
    account_id: 'act_1',
    entity_type: 'ad_set',
    entity_id: '1',
    parent_id: null,
    name: 'An entity',
    status: 'active',
    currency: 'USD',
    read_at: '2026-11-21T12:00:00Z',
    ...facts,
  };
}
const campaign = (facts: Partial<EntityState> = {}) =>
  entity({ entity_type: 'campaign', name: 'A campaign', ...facts });

describe('where the daily budget is held', () => {
  it('on the campaign, when it has one; ad sets then add nothing', () => {
    const live = { campaign: campaign({ daily_budget_minor: 5_000 }), ad_sets: [entity({})], ads: [] };
    expect(budgetHolders(live)).toEqual([live.campaign]);
    expect(dailyBudgetMinor(live)).toBe(5_000);
  });
  it('on the active ad sets together, when it has none', () => {
    const ad_sets = [
      entity({ daily_budget_minor: 1_000 }),
      entity({ daily_budget_minor: 2_000 }),
      entity({ daily_budget_minor: 9_000, status: 'paused' }),
      entity({ daily_budget_minor: null }),
    ];
    expect(dailyBudgetMinor({ campaign: campaign(), ad_sets, ads: [] })).toBe(3_000);
  });
  it('nowhere, with a lifetime budget', () => {
    const live = { campaign: campaign(), ad_sets: [entity({})], ads: [] };
    expect(budgetHolders(live)).toEqual([]);
    expect(dailyBudgetMinor(live)).toBeNull();
  });
});

describe('which ad sets count', () => {
  it('the active ones, or all when the whole campaign is paused below', () => {
    const active = entity({ entity_id: '1' });
    const paused = entity({ entity_id: '2', status: 'paused' });
    expect(countingAdSets({ campaign: campaign(), ad_sets: [active, paused], ads: [] })).toEqual([active]);
    expect(countingAdSets({ campaign: campaign(), ad_sets: [paused], ads: [] })).toEqual([paused]);
  });
});

describe('the bid of a campaign', () => {
  it('is the highest of its ad sets', () => {
    const ad_sets = [entity({ bid_amount_minor: 200 }), entity({ bid_amount_minor: 250 }), entity({})];
    expect(bidAmountMinor({ campaign: campaign(), ad_sets, ads: [] })).toBe(250);
  });
  it('is none where the platform bids by itself', () => {
    expect(bidAmountMinor({ campaign: campaign(), ad_sets: [entity({})], ads: [] })).toBeNull();
  });
});

describe('the learning phase', () => {
  const learning = (...states: (boolean | null)[]) =>
    isInLearning({ campaign: campaign(), ad_sets: states.map((in_learning) => entity({ in_learning })), ads: [] });
  it('one ad set in learning is enough', () => {
    expect(learning(false, true, null)).toBe(true);
  });
  it('is over when all that say so have left it', () => {
    expect(learning(false, null)).toBe(false);
  });
  it('is not known when none says so, and a guardrail that needs it then blocks', () => {
    expect(learning(null, null)).toBeNull();
    expect(learning()).toBeNull();
  });
});
