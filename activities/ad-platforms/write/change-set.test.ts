import { describe, expect, it } from 'vitest';
import { type EntityState, nothingHeld } from '../../../contracts/ad-platform.ts';
import { changeSetOf, inverseOf } from '../../../contracts/change-arithmetic.ts';
import { changeOf } from './change-set.ts';
import { cumulativeChangePct } from './guardrail-facts.ts';
import { planDigest } from './plan-digest.ts';

const entity: EntityState = {
  ...nothingHeld,
  platform: 'meta_ads',
  account_id: 'act_1',
  entity_type: 'campaign',
  entity_id: '1',
  parent_id: null,
  name: 'A campaign',
  status: 'active',
  daily_budget_minor: 40_000,
  currency: 'USD',
  read_at: '2026-11-21T12:00:00Z',
};
const budget = (after: number, before = 40_000) =>
  changeOf({ campaign_id: '1', entity: { ...entity, daily_budget_minor: before }, field: 'daily_budget_minor', after });
const pause = changeOf({
  campaign_id: '1',
  entity,
  field: 'status',
  after: 'paused',
  daily_money_behind_minor: 40_000,
});

describe('a change', () => {
  it('says from what to what, by how many percent, and how much daily money moves', () => {
    expect(budget(46_000)).toMatchObject({ before: 40_000, after: 46_000, change_pct: 15, money_moved_minor: 6_000 });
    expect(budget(30_000)).toMatchObject({ change_pct: -25, money_moved_minor: 10_000 });
  });
  it('of a status moves the whole budget behind it and has no percentage', () => {
    expect(pause).toMatchObject({ before: 'active', after: 'paused', change_pct: null, money_moved_minor: 40_000 });
  });
  it('from zero has no percentage', () => {
    expect(budget(100, 0).change_pct).toBeNull();
  });
  it('and its inverse end where they began', () => {
    expect(inverseOf(inverseOf(budget(46_000)))).toEqual(budget(46_000));
    expect(inverseOf(pause)).toMatchObject({ before: 'paused', after: 'active', money_moved_minor: 40_000 });
  });
});

describe('a set of changes', () => {
  it('adds up money and takes the largest percentage, whatever its sign', () => {
    expect(changeSetOf([budget(46_000), budget(30_000)], 'USD')).toMatchObject({
      total_change_minor: 16_000,
      max_change_pct: 25,
      change_count: 2,
    });
  });
  it('leaves out what is already true, unless everything is', () => {
    expect(changeSetOf([budget(40_000), budget(46_000)], 'USD').changes).toHaveLength(1);
    expect(changeSetOf([budget(40_000)], 'USD')).toMatchObject({ change_count: 0, total_change_minor: 0 });
  });
});

describe('the digest', () => {
  const change_set = changeSetOf([budget(46_000)], 'USD');
  const plan = { action_id: 'A.b', params: { one: 1, two: 2 }, change_set };
  it('is the same for equal plans, whatever the order of their keys', () => {
    expect(planDigest({ ...plan, params: { two: 2, one: 1 } })).toBe(planDigest(plan));
    expect(planDigest(JSON.parse(JSON.stringify(plan)))).toBe(planDigest(plan));
  });
  it('differs for another action, other params or another change', () => {
    const digests = [
      plan,
      { ...plan, action_id: 'A.c' },
      { ...plan, params: { one: 1 } },
      { ...plan, change_set: changeSetOf([budget(46_001)], 'USD') },
    ].map(planDigest);
    expect(new Set(digests).size).toBe(4);
  });
});

describe('cumulative change', () => {
  const earlier = (after: number, before: number, set: string) => ({
    change_set_id: set,
    change: budget(after, before),
  });
  it('twenty times +4 % is +119 %', () => {
    const recent = Array.from({ length: 19 }, (_, index) => earlier(104, 100, String(index)));
    expect(cumulativeChangePct('daily_budget_minor', [budget(104, 100)], recent)).toBeCloseTo(119.1, 1);
  });
  it('up and down again is no way around a limit', () => {
    expect(cumulativeChangePct('daily_budget_minor', [budget(80, 100)], [earlier(120, 100, 'a')])).toBeCloseTo(44);
  });
  it('one change split over several ad sets is still one change', () => {
    expect(cumulativeChangePct('daily_budget_minor', [budget(110, 100), budget(220, 200)], [])).toBeCloseTo(10);
  });
  it('other fields do not count', () => {
    expect(cumulativeChangePct('bid_amount_minor', [budget(110, 100)], [])).toBe(0);
  });
});
