import { array, assert, constantFrom, integer, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Change } from '../../../contracts/change-set.ts';
import { converted, ledgerAmounts, overspendFactor } from './ledger-amounts.ts';

const change = (more: Partial<Change>): Change => ({
  ...{ platform: 'meta_ads', account_id: 'act_1', campaign_id: '1', entity_type: 'campaign', entity_id: '1' },
  ...{ entity_name: 'One', field: 'daily_budget_minor', before: 40_000, after: 46_000, change_pct: 15 },
  money_moved_minor: 6_000,
  ...more,
});

describe('what a change counts for', () => {
  it.each([
    ['a raise of a daily budget, as much as one day may cost', {}, 6_000, 10_500],
    ['a lowering moves and frees nothing', { after: 30_000, money_moved_minor: 10_000 }, 10_000, 0],
    ['a first budget counts from nothing', { before: null, money_moved_minor: 46_000 }, 46_000, 80_500],
    ['a lifetime budget counts whole', { field: 'lifetime_budget_minor' as const }, 6_000, 6_000],
    [
      'a resume exposes all that stands behind it',
      { field: 'status' as const, after: 'active', before: 'paused' },
      6_000,
      10_500,
    ],
    ['a pause moves and exposes nothing', { field: 'status' as const, before: 'active', after: 'paused' }, 6_000, 0],
    [
      'running for longer exposes all that stands behind it',
      { field: 'ends_at' as const, before: '2026-12-01T00:00:00Z', after: '2026-12-02T00:00:00Z' },
      6_000,
      10_500,
    ],
    [
      'so does running without end',
      { field: 'ends_at' as const, before: '2026-12-01T00:00:00Z', after: '' },
      6_000,
      10_500,
    ],
    ['an end exposes nothing', { field: 'ends_at' as const, before: '', after: '2026-12-01T00:00:00Z' }, 6_000, 0],
    [
      'nor does a later start',
      { field: 'starts_at' as const, before: '2026-12-01T00:00:00Z', after: '2026-12-02T00:00:00.000Z' },
      6_000,
      0,
    ],
    ['an earlier one does', { field: 'starts_at' as const, before: '2026-12-01T00:00:00Z', after: '' }, 6_000, 10_500],
    ['a bid moves no budget', { field: 'bid_amount_minor' as const, money_moved_minor: 0 }, 0, 0],
    ['a plan that says too little is not believed', { money_moved_minor: 1 }, 6_000, 10_500],
    ['half a cent is a cent', { after: 40_001, money_moved_minor: 1 }, 1, 2],
  ] as const)('%s', (_name, more, moved_minor, exposure_minor) => {
    expect(ledgerAmounts(change(more), 1.75)).toEqual({ moved_minor, exposure_minor });
  });

  it('is counted by what the platform says of its days, and by twice where it says nothing', () => {
    expect(overspendFactor('meta_ads')).toBe(1.75);
    expect(overspendFactor('some_ads')).toBe(2);
  });
});

describe('the ledger adds up', () => {
  const money = integer({ min: 1, max: 50_000_000 });
  const step = record({ before: money, after: money, factor: constantFrom(1, 1.75, 2) });

  it('so that no way of splitting or going back and forth counts for less than the way itself', () => {
    assert(
      property(array(money, { minLength: 2, maxLength: 12 }), constantFrom(1, 1.2, 1.75, 2), (values, factor) => {
        const steps = values.slice(1).map((after, index) => {
          const before = values[index] ?? after;
          return ledgerAmounts(change({ before, after, money_moved_minor: 0 }), factor);
        });
        const [first = 0, last = 0] = [values[0], values.at(-1)];
        const whole = ledgerAmounts(change({ before: first, after: last, money_moved_minor: 0 }), factor);
        const sum = (pick: 'moved_minor' | 'exposure_minor') => steps.reduce((total, each) => total + each[pick], 0);
        expect(sum('moved_minor')).toBeGreaterThanOrEqual(whole.moved_minor);
        expect(sum('exposure_minor')).toBeGreaterThanOrEqual(whole.exposure_minor);
        // What is exposed is never less than the highest point that was reached above the beginning.
        expect(sum('exposure_minor')).toBeGreaterThanOrEqual((Math.max(...values) - first) * factor);
      }),
    );
  });

  it('in whole minor units that are never negative, and exposes nothing where nothing is raised', () => {
    assert(
      property(step, ({ before, after, factor }) => {
        const { moved_minor, exposure_minor } = ledgerAmounts(change({ before, after, money_moved_minor: 0 }), factor);
        for (const amount of [moved_minor, exposure_minor]) {
          expect(Number.isSafeInteger(amount)).toBe(true);
          expect(amount).toBeGreaterThanOrEqual(0);
        }
        expect(exposure_minor > 0).toBe(after > before);
      }),
    );
  });
});

describe('another currency', () => {
  it.each([
    ['JPY', 'USD', 1_000, 0.007, 700],
    ['USD', 'JPY', 700, 150, 1_050],
    ['KWD', 'USD', 1_000, 3.25, 325],
    ['EUR', 'USD', 1, 1.0001, 2],
    ['EUR', 'USD', 30, 1.1, 33],
    ['USD', 'USD', 12_345, 99, 12_345],
  ])('%s in %s: %d at %d is %d', (from, to, minor, rate, result) => {
    expect(converted(minor, from, to, rate)).toBe(result);
  });

  it('is never counted for less than it is worth, nor for more than the next whole unit', () => {
    const rate = integer({ min: 1, max: 100_000 }).map((each) => each / 1_000);
    assert(
      property(integer({ min: 0, max: 1_000_000 }), rate, (minor, worth) => {
        const result = converted(minor, 'EUR', 'USD', worth);
        expect(result).toBeGreaterThanOrEqual(minor * worth - 1e-4);
        expect(result).toBeLessThan(minor * worth + 1);
      }),
    );
  });
});
