import { array, assert, constantFrom, integer, property, uniqueArray } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EntityState, nothingHeld } from '../../../contracts/ad-platform.ts';
import { changeSetOf, inverseOf } from '../../../contracts/change-arithmetic.ts';
import { scaleToHighest } from '../share-out.ts';
import { changeOf } from './change-set.ts';
import { fieldValue } from './field-value.ts';
import { cumulativeChangePct } from './guardrail-facts.ts';
import { planDigest } from './plan-digest.ts';

const entity: EntityState = {
  ...nothingHeld,
  ...{ platform: 'meta_ads', account_id: 'act_1', entity_type: 'ad_set', entity_id: '1', parent_id: null, name: 'One' },
  ...{ status: 'active', daily_budget_minor: 100, bid_amount_minor: 5, creative_id: 'c1' },
  ...{ currency: 'USD', read_at: '2026-11-21T12:00:00Z' },
};
const money = integer({ min: 1, max: 10_000_000 });
const budget = (before: number | null, after: number) =>
  changeOf({ campaign_id: '1', entity: { ...entity, daily_budget_minor: before }, field: 'daily_budget_minor', after });

describe('a change', () => {
  it('and its inverse lead back, move the same money, and taken back twice are the change itself', () => {
    assert(
      property(money, money, (before, after) => {
        const change = budget(before, after);
        const back = inverseOf(change);
        expect([back.before, back.after, back.money_moved_minor]).toEqual([after, before, change.money_moved_minor]);
        expect(inverseOf(back)).toEqual(change);
        expect(Math.sign(back.change_pct ?? 0) + Math.sign(change.change_pct ?? 0)).toBe(0);
      }),
    );
  });

  it('from nothing moves all of it and has no percentage', () => {
    expect(budget(null, 500)).toMatchObject({ before: null, change_pct: null, money_moved_minor: 500 });
    expect(budget(0, 500)).toMatchObject({ change_pct: null, money_moved_minor: 500 });
  });

  it.each([
    ['daily_budget_minor', 100],
    ['bid_amount_minor', 5],
    ['status', 'active'],
    ['creative_id', 'c1'],
  ] as const)('of %s starts from the live value', (field, live) => {
    expect(fieldValue(entity, field)).toBe(live);
  });
});

describe('a set of changes', () => {
  const pairs = array(array(money, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 12 });

  it('adds up to the money of its changes and shows its widest step; none that changes nothing is counted', () => {
    assert(
      property(pairs, (given) => {
        const changes = given.map(([before = 1, after = 1]) => budget(before, after));
        const set = changeSetOf([...changes, budget(7, 7)], 'USD');
        const real = changes.filter((change) => change.before !== change.after);
        expect(set.change_count).toBe(real.length);
        expect(set.total_change_minor).toBe(real.reduce((sum, change) => sum + change.money_moved_minor, 0));
        for (const change of real) expect(Math.abs(change.change_pct ?? 0)).toBeLessThanOrEqual(set.max_change_pct);
      }),
    );
  });

  it('has another digest as soon as one unit of money differs', () => {
    assert(
      property(uniqueArray(money, { minLength: 2, maxLength: 8 }), (amounts) => {
        const digests = amounts.map((after) =>
          planDigest({ action_id: 'A.b', params: {}, change_set: changeSetOf([budget(7, after)], 'USD') }),
        );
        expect(new Set(digests).size).toBe(amounts.length);
        expect(digests.every((digest) => /^[0-9a-f]{64}$/.test(digest))).toBe(true);
      }),
    );
  });
});

describe('the cumulative change', () => {
  it('never falls when another change is made, up or down, and does not ask in which order', () => {
    const factor = constantFrom(0.5, 0.9, 1, 1.04, 1.2, 2);
    assert(
      property(array(factor, { maxLength: 12 }), factor, (factors, planned) => {
        const recent = factors.map((each, index) => ({ change_set_id: `${index}`, change: budget(1000, 1000 * each) }));
        const next = [budget(1000, 1000 * planned)];
        const whole = cumulativeChangePct('daily_budget_minor', next, recent);
        expect(whole).toBeGreaterThanOrEqual(cumulativeChangePct('daily_budget_minor', next, recent.slice(1)));
        expect(whole).toBeGreaterThanOrEqual(cumulativeChangePct('daily_budget_minor', [], recent));
        expect(cumulativeChangePct('daily_budget_minor', next, recent.toReversed())).toBeCloseTo(whole, 5);
      }),
    );
  });
});

describe('scaling bids', () => {
  it('makes the highest the wish, keeps their order, and lets none fall to nothing', () => {
    assert(
      property(money, array(money, { minLength: 1, maxLength: 20 }), (wish, bids) => {
        const scaled = scaleToHighest(wish, bids);
        expect(Math.max(...scaled)).toBe(wish);
        expect(scaled.every((bid) => Number.isInteger(bid) && bid >= 1)).toBe(true);
        bids.forEach((bid, index) => {
          expect(Math.abs((scaled[index] ?? 0) - (bid * wish) / Math.max(...bids))).toBeLessThanOrEqual(1);
          for (const [other, value] of bids.entries())
            if (bid <= value) expect(scaled[index] ?? 0).toBeLessThanOrEqual(scaled[other] ?? 0);
        });
      }),
      { numRuns: 50 },
    );
  });
});
