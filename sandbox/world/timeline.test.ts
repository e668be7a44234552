import { describe, expect, it } from 'vitest';
import { testCampaign } from '../testing/test-campaign.ts';
import { accountSpecSchema, campaignSpecSchema, newCampaignSchema } from './campaign-spec.ts';
import { entitiesOf, type WireValue } from './entity.ts';
import { lastSignificantEdit } from './learning.ts';
import { createTimeline, type TimelineChange } from './timeline.ts';

const change = (at: number, entity_id: string, field: string, before: WireValue, after: WireValue): TimelineChange => ({
  ...{ at, entity_id, field, before, after },
  by: 'api',
  actor_name: 'test',
});
const account = accountSpecSchema.parse({
  external_id: 'act_900',
  name: 'Test',
  currency: 'EUR',
  timezone: 'UTC',
  sandbox_token: 't',
});

describe('the timeline', () => {
  it('keeps the order, each thing by itself, and finds the last change of a field at an instant', () => {
    const timeline = createTimeline();
    const all = [
      change(1, 'a', 'status', 'ACTIVE', 'PAUSED'),
      change(2, 'b', 'status', 'ACTIVE', 'PAUSED'),
      change(3, 'a', 'daily_budget', 1, 2),
      change(5, 'a', 'status', 'PAUSED', 'ACTIVE'),
    ];
    for (const each of all) timeline.add(each);
    expect(timeline.all()).toEqual(all);
    expect(timeline.of('a').map((each) => each.at)).toEqual([1, 3, 5]);
    expect(timeline.last('a', 'status', 4)?.at).toBe(1);
    expect(timeline.last('a', 'status', 5)?.at).toBe(5);
    expect(timeline.last('a', 'status', 0)).toBeNull();
    expect(timeline.last('c', 'status', 9)).toBeNull();
    timeline.clear();
    expect([timeline.all(), timeline.of('a')]).toEqual([[], []]);
  });
});

describe('an edit after which delivery has to learn anew', () => {
  const edited = (...changes: readonly TimelineChange[]) => {
    const timeline = createTimeline();
    for (const each of changes) timeline.add(each);
    return (at: number) => lastSignificantEdit(timeline, testCampaign(), at);
  };

  it.each([
    ['a budget up by 20 %', change(1, '9001', 'daily_budget', 100, 120), null],
    ['a budget up by 21 %', change(1, '9001', 'daily_budget', 100, 121), 1],
    ['a budget down by 20 %', change(1, '9001', 'daily_budget', 100, 80), null],
    ['a budget down by 21 %', change(1, '9001', 'daily_budget', 100, 79), 1],
    ['a bid that is taken away', change(1, '9002', 'bid_amount', 100, null), null],
    ['a new creative', change(1, '9003', 'creative', '9005', '9007'), 1],
    ['the same creative again', change(1, '9003', 'creative', '9005', '9005'), null],
    ['a pause', change(1, '9001', 'status', 'ACTIVE', 'PAUSED'), null],
    ['a resumption', change(1, '9001', 'status', 'PAUSED', 'ACTIVE'), 1],
    ['a name', change(1, '9001', 'name', 'a', 'b'), null],
    ['another campaign', change(1, '8001', 'daily_budget', 1, 9), null],
  ])('%s', (_, edit, at) => {
    expect(edited(edit)(10)).toBe(at);
  });

  it('the last one counts, and none that is still to come', () => {
    const last = edited(change(1, '9001', 'daily_budget', 1, 2), change(7, '9004', 'creative', '9006', '9008'));
    expect([last(0), last(1), last(6), last(7)]).toEqual([null, 1, 1, 7]);
  });
});

describe('the things of a campaign', () => {
  it('stand parents first, and the budget stands in one place only', () => {
    for (const budget_owner of ['campaign', 'ad_set'] as const) {
      const all = entitiesOf(account, testCampaign({ budget_owner }));
      expect(all.map(({ kind }) => kind)).toEqual([
        'campaign',
        'ad_set',
        'ad',
        'ad',
        'creative',
        'creative',
        'creative',
        'creative',
      ]);
      expect(all.filter((each) => 'daily_budget' in each.initial).map(({ kind }) => kind)).toEqual([budget_owner]);
      for (const [at, each] of all.entries()) {
        const parent = all.findIndex(({ id }) => id === each.parent_id);
        expect(parent).toBeLessThan(at);
      }
    }
  });

  it.each([
    ['no ad', { ads: [] }],
    ['an id with letters', { campaign_id: 'c9001' }],
    ['an id of two digits', { ad_set_id: '12' }],
    ['no money', { daily_budget_minor: 0 }],
    ['a scenario that is none', { scenario: 'luck' }],
    ['two owners of a budget', { budget_owner: 'both' }],
    ['a key that is misspelled', { buget: 1 }],
  ])('a campaign with %s is refused', (_, part) => {
    expect(campaignSpecSchema.safeParse({ ...testCampaign(), ...part }).success).toBe(false);
    expect(
      newCampaignSchema.safeParse({ account_id: 'act_900', campaign: { ...testCampaign(), ...part } }).success,
    ).toBe(false);
  });

  it.each([
    ['of another shape', { external_id: '900' }],
    ['without a currency', { currency: 'eur' }],
    ['that anybody may open', { sandbox_token: '' }],
  ])('an account %s is refused', (_, part) => {
    expect(accountSpecSchema.safeParse(account).success).toBe(true);
    expect(accountSpecSchema.safeParse({ ...account, ...part }).success).toBe(false);
  });
});
