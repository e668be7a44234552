import { assert, constantFrom, integer, oneof, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Change } from '../../../contracts/change-set.ts';
import { collisionOf, isLowering, isMoreCareful, isRaise } from './more-careful.ts';

const change = (more: Partial<Change> = {}): Change => ({
  ...{ platform: 'meta_ads', account_id: 'act_1', campaign_id: '1', entity_type: 'campaign', entity_id: '1' },
  ...{ entity_name: 'One', field: 'daily_budget_minor', before: 40_000, after: 46_000, change_pct: 15 },
  money_moved_minor: 6_000,
  ...more,
});
const pause = change({ field: 'status', before: 'active', after: 'paused' });
const resume = change({ field: 'status', before: 'paused', after: 'active' });
const any = oneof(
  record({
    field: constantFrom('daily_budget_minor', 'lifetime_budget_minor', 'bid_amount_minor'),
    after: integer({ min: 1, max: 9 }),
  }),
  record({ field: constantFrom('status'), after: constantFrom('active', 'paused') }),
  record({ field: constantFrom('creative_id', 'included_audience_ids'), after: constantFrom('a', 'b') }),
).map((each) => change({ before: 5, ...each }));

describe('the more careful of two changes of a field', () => {
  it.each([
    ['leaves less money', change({ after: 41_000 }), change({ after: 42_000 }), true],
    ['lowers instead of raising', change({ after: 39_000 }), change(), true],
    [
      'bids less',
      change({ field: 'bid_amount_minor', after: 2 }),
      change({ field: 'bid_amount_minor', after: 3 }),
      true,
    ],
    ['pauses instead of resuming', pause, resume, true],
    ['is not the one that resumes', resume, pause, false],
    ['is none of two alike', change(), change(), false],
    [
      'is none of two creatives',
      change({ field: 'creative_id', after: 'a' }),
      change({ field: 'creative_id', after: 'b' }),
      false,
    ],
  ])('%s', (_name, one, other, expected) => {
    expect(isMoreCareful(one, other)).toBe(expected);
  });

  it('is never both of them: two changes cannot displace each other in turn', () => {
    assert(
      property(any, any, (one, other) => {
        const same = { ...other, field: one.field };
        expect(isMoreCareful(one, same) && isMoreCareful(same, one)).toBe(false);
        expect(isRaise(one) && isLowering(one)).toBe(false);
      }),
    );
  });
});

describe('two changes', () => {
  const adSet = { entity_type: 'ad_set', entity_id: '2' } as const;
  it.each([
    ['of one field are in each other’s way', change(), change({ after: 1 }), 'same_field'],
    ['of two fields are not', change(), change({ field: 'bid_amount_minor' }), null],
    ['of two accounts never are', change(), change({ account_id: 'act_2' }), null],
    ['a pause comes before the raise of the same entity', pause, change(), 'pause_before_raise'],
    ['a pause of a campaign comes before raises in it', pause, change(adSet), 'pause_before_raise'],
    ['a raise finds that its campaign is being paused', change(adSet), pause, 'raise_under_pause'],
    ['a pause of an ad set says nothing of its campaign', { ...pause, ...adSet }, change(), null],
    ['a lowering is not kept by a pause', change({ after: 1 }), pause, null],
    ['another campaign goes on', change({ campaign_id: '9', entity_id: '9' }), pause, null],
  ])('%s', (_name, newcomer, holder, expected) => {
    expect(collisionOf(newcomer, holder)).toBe(expected);
  });
});
