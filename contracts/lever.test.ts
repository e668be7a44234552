import { describe, expect, it } from 'vitest';
import { areInConflict, entitiesOf, leverOf } from './lever.ts';
import type { TypedAction } from './recommendation.ts';

const bid: TypedAction = {
  ...{ kind: 'set_bid', campaign_id: '1', bid_amount_minor: 2, current_bid_amount_minor: 1, change_pct: 100 },
};
const budget: TypedAction = {
  ...{
    kind: 'set_daily_budget',
    campaign_id: '1',
    daily_budget_minor: 2,
    current_daily_budget_minor: 1,
    change_pct: 1,
  },
};
const pause: TypedAction = { kind: 'pause', campaign_id: '1', resume_when: 'later' };
const none: TypedAction = { kind: 'none', recheck_after_hours: 24 };
const creative: TypedAction = {
  ...{ kind: 'rotate_creative', campaign_id: '1', ad_id: '2', current_creative_id: '3', creative_id: '4' },
};
const moving: TypedAction = {
  ...{ kind: 'reallocate_budget', campaign_id: '2' },
  moves: [{ from_entity_id: '1', to_entity_id: '7', amount_minor: 5 }],
};
const on = (campaign_id: string, action: TypedAction) => ({ campaign_id, action });

describe('what an action pulls at', () => {
  it('is one lever, or none for looking on', () => {
    const all = [bid, budget, moving, creative, pause, { kind: 'resume', campaign_id: '1' } as const, none];
    expect(all.map(leverOf)).toEqual(['bid', 'budget', 'budget', 'creative', 'status', 'status', null]);
    expect([...entitiesOf(moving, '2')]).toEqual(['2', '1', '7']);
  });
});

describe('two recommendations', () => {
  it.each([
    ['that set the same bid', on('1', bid), on('1', bid), true],
    ['that pull different levers', on('1', bid), on('1', creative), false],
    ['of which one stops the campaign', on('1', bid), on('1', pause), true],
    ['on different campaigns', on('1', bid), on('2', bid), false],
    ['of which one moves the budget that the other sets', on('1', budget), on('2', moving), true],
    ['of which one only looks on', on('1', none), on('1', pause), false],
  ])('%s', (_, one, other, expected) => {
    expect([areInConflict(one, other), areInConflict(other, one)]).toEqual([expected, expected]);
  });
});
