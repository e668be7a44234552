import { assert, integer, property } from 'fast-check';
import { expect, it } from 'vitest';
import { costBounds, countBounds } from './count-bounds.ts';

/** P(count ≤ k) of a Poisson mean, summed term by term. */
function atMost(count: number, mean: number): number {
  let [term, sum] = [Math.exp(-mean), 0];
  for (let k = 0; k <= count; k += 1) {
    sum += term;
    term *= mean / (k + 1);
  }
  return sum;
}

it('counts under the upper bound, and above the lower, happen about one time in twenty', () => {
  assert(
    property(integer({ min: 1, max: 400 }), (count) => {
      const { low, high } = countBounds(count);
      expect(atMost(count, high)).toBeCloseTo(0.05, 2);
      expect(1 - atMost(count - 1, low)).toBeCloseTo(0.05, 1);
    }),
  );
  expect(countBounds(0).low).toBe(0);
  expect(countBounds(0).high).toBeCloseTo(2.996, 1);
});

it('no conversion at all has no highest cost', () => {
  expect(costBounds({ spend: 300, conversions: 0 }).high).toBe(Number.POSITIVE_INFINITY);
  expect(costBounds({ spend: 0, conversions: 5 })).toEqual({ low: 0, high: 0 });
});
