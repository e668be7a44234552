import { describe, expect, it } from 'vitest';
import type { JsonObject } from './canonical-json.ts';
import { editDistancePct } from './edit-distance.ts';
import type { TypedAction } from './recommendation.ts';

const bid: TypedAction = {
  kind: 'set_bid',
  campaign_id: '1',
  bid_amount_minor: 200,
  current_bid_amount_minor: 150,
  change_pct: 33,
};
const budget: TypedAction = {
  ...{ kind: 'set_daily_budget', campaign_id: '1', daily_budget_minor: 4_000 },
  ...{ current_daily_budget_minor: 0, change_pct: 0 },
};
const rotate: TypedAction = {
  kind: 'rotate_creative',
  campaign_id: '1',
  ad_id: '2',
  current_creative_id: '3',
  creative_id: '4',
};
const audiences: TypedAction = {
  ...{ kind: 'change_audiences', campaign_id: '1', mode: 'expand', audience_expansion: null },
  include_audience_ids: ['a', 'b'],
  exclude_audience_ids: [],
};
const move = (from_entity_id: string, to_entity_id: string, amount_minor: number) => ({
  ...{ from_entity_id, to_entity_id, amount_minor },
});

describe('how far an edit lies from the proposal', () => {
  it.each<[string, TypedAction, JsonObject, number]>([
    ['the proposed bid', bid, { bid_amount_minor: 200 }, 0],
    ['a bid that is a tenth higher', bid, { bid_amount_minor: 220 }, 10],
    ['a bid that is a tenth lower', bid, { bid_amount_minor: 180 }, 10],
    ['nothing named', bid, {}, 0],
    ['a third of the budget', budget, { daily_budget_minor: 1_333 }, 66.68],
    ['another creative', rotate, { creative_id: '5' }, 100],
    ['the proposed creative', rotate, { creative_id: '4' }, 0],
    ['a pause, which has nothing to edit', { kind: 'pause', campaign_id: '1', resume_when: 'later' }, {}, 0],
  ])('%s', (_, action, params, expected) => {
    expect(editDistancePct(action, params)).toBe(expected);
  });

  it('of audiences is the share that is not in both', () => {
    const action = audiences;
    expect(editDistancePct(action, { include_audience_ids: ['a', 'c'] })).toBe(66.67);
    expect(editDistancePct(action, { include_audience_ids: ['b', 'a'] })).toBe(0);
    expect(editDistancePct(action, { exclude_audience_ids: ['z'] })).toBe(100);
  });

  it('of moved money is what moves otherwise', () => {
    const action: TypedAction = { kind: 'reallocate_budget', campaign_id: '1', moves: [move('a', 'b', 1_000)] };
    expect(editDistancePct(action, { moves: [move('a', 'b', 1_000)] })).toBe(0);
    expect(editDistancePct(action, { moves: [move('a', 'b', 500)] })).toBe(50);
    expect(editDistancePct(action, { moves: [move('a', 'c', 1_000)] })).toBe(200);
    expect(editDistancePct(action, { moves: ['nonsense'] })).toBe(100);
  });
});
