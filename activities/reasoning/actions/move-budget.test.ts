import { assert, double, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestMove } from './move-budget.ts';

const positive = (min: number, max: number) => double({ min, max, noNaN: true });
const markets = record({
  strong: record({ daily: positive(1, 1_000), cpa: positive(1, 100) }),
  weak: record({ daily: positive(1, 1_000), cpa: positive(1, 100) }),
});
/** Conversions a day when so much is spent, with the returns that are assumed. */
const bought = ({ daily, cpa }: { daily: number; cpa: number }, spent: number) =>
  (daily / cpa) * (spent / daily) ** 0.8;

describe('the money that goes over', () => {
  it('is never more than 30 % of a day or three quarters of the weak part, and never less than nothing', () => {
    assert(
      property(markets, ({ strong, weak }) => {
        const day = strong.daily + weak.daily;
        const moved = bestMove(strong, weak, day);
        expect(moved).toBeGreaterThanOrEqual(0);
        expect(moved).toBeLessThanOrEqual(Math.min(0.3 * day, 0.75 * weak.daily) + 1e-9);
      }),
    );
  });

  it('buys at least as much as moving nothing, a little less or a little more', () => {
    assert(
      property(markets, ({ strong, weak }) => {
        const day = strong.daily + weak.daily;
        const total = (moved: number) => bought(strong, strong.daily + moved) + bought(weak, weak.daily - moved);
        const most = Math.min(0.3 * day, 0.75 * weak.daily);
        const moved = bestMove(strong, weak, day);
        for (const other of [0, moved * 0.9, Math.min(most, moved * 1.1), most])
          expect(total(moved)).toBeGreaterThanOrEqual(total(other) - 1e-6 * total(other));
      }),
    );
  });

  it('is more the cheaper the strong part is', () => {
    assert(
      property(markets, positive(0.2, 1), ({ strong, weak }, factor) => {
        const day = strong.daily + weak.daily;
        const cheaper = { ...strong, cpa: strong.cpa * factor };
        expect(bestMove(cheaper, weak, day)).toBeGreaterThanOrEqual(bestMove(strong, weak, day) - 1e-6);
      }),
    );
  });

  it.each([
    [20, 20, 0],
    [30, 20, 0],
    [10, 40, 30],
  ])('to a part that pays %d from one that pays %d is %d of 100 a day', (strong, weak, moved) => {
    const parts = [
      { daily: 50, cpa: strong },
      { daily: 50, cpa: weak },
    ] as const;
    expect(bestMove(parts[0], parts[1], 100)).toBeCloseTo(moved, 6);
  });
});
