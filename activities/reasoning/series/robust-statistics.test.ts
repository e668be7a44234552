import { array, assert, double, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changePct, mean, median, robustDeviation, significant } from './robust-statistics.ts';

const finite = double({ min: -1e6, max: 1e6, noNaN: true });
const values = array(finite, { minLength: 1, maxLength: 40 });

describe('the median', () => {
  it.each([
    [[3], 3],
    [[9, 1, 5], 5],
    [[10, 9, 2, 1], 5.5],
    [[-1, -10, 5], -1],
  ])('of %j is %d', (given, expected) => {
    expect(median(given)).toBe(expected);
  });

  it('splits the values: no more than half lie on either side', () => {
    assert(
      property(values, (given) => {
        const middle = median(given);
        expect(given.filter((value) => value < middle).length).toBeLessThanOrEqual(given.length / 2);
        expect(given.filter((value) => value > middle).length).toBeLessThanOrEqual(given.length / 2);
      }),
    );
  });

  it('does not touch what it is given, and of nothing is no number', () => {
    const given = Object.freeze([3, 1, 2]);
    expect(median(given)).toBe(2);
    expect([median([]), robustDeviation([]), mean([])]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });
});

describe('the robust deviation', () => {
  it('does not see one wild value among many, as the mean does', () => {
    const calm = [10, 11, 9, 10, 12, 8, 10];
    expect(robustDeviation([...calm, 1e9])).toBeLessThan(3);
    expect(mean([...calm, 1e9])).toBeGreaterThan(1e7);
  });

  it('of evenly spread values is their median distance, scaled as for normal data', () => {
    expect(robustDeviation([1, 2, 3, 4, 5])).toBeCloseTo(1.4826, 9);
  });

  it('stays as it is when all values are moved, and grows as they are stretched', () => {
    const whole = array(integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 40 });
    assert(
      property(whole, integer({ min: -1000, max: 1000 }), integer({ min: 1, max: 9 }), (given, shift, factor) => {
        const spread = robustDeviation(given);
        expect(robustDeviation(given.map((value) => value + shift))).toBeCloseTo(spread, 6);
        expect(robustDeviation(given.map((value) => value * factor))).toBeCloseTo(spread * factor, 6);
      }),
    );
  });
});

describe('a change in percent', () => {
  it('is not known where there was nothing, less than nothing, or no number', () => {
    for (const before of [null, 0, -5, Number.NaN]) expect(changePct(before, 10)).toBeNull();
    for (const after of [null, Number.NaN, Number.POSITIVE_INFINITY]) expect(changePct(10, after)).toBeNull();
    expect(changePct(10, 0)).toBe(-100);
  });

  it('leads from the value before to the value after', () => {
    const positive = double({ min: 0.01, max: 1e6, noNaN: true });
    assert(
      property(positive, positive, (before, after) => {
        const pct = changePct(before, after) ?? Number.NaN;
        expect(Math.abs(before * (1 + pct / 100) - after)).toBeLessThan(1e-6 * Math.max(before, after));
      }),
    );
  });
});

describe('rounding to significant digits', () => {
  it('changes nothing the second time and errs by less than one digit', () => {
    assert(
      property(finite, integer({ min: 2, max: 12 }), (value, digits) => {
        const once = significant(value, digits);
        expect(significant(once, digits)).toBe(once);
        expect(Math.abs(once - value)).toBeLessThanOrEqual(Math.abs(value) * 10 ** (1 - digits));
      }),
    );
  });

  it('lets zero and what is no number pass', () => {
    expect([significant(0), significant(Number.NaN), significant(-Number.POSITIVE_INFINITY)]).toEqual([
      0,
      Number.NaN,
      Number.NEGATIVE_INFINITY,
    ]);
    expect(significant(1_234_567)).toBe(1_234_570);
  });
});
