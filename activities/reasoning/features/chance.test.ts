import { assert, double, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beyond, daysToTell, longestWait, normalShare, oneInTwenty } from './chance.ts';

const change = double({ min: -90, max: 300, noNaN: true });
const deviation = double({ min: 0.01, max: 1, noNaN: true });

describe('the normal distribution', () => {
  it.each([
    [0, 0.5],
    [1, 0.841345],
    [-1, 0.158655],
    [oneInTwenty, 0.95],
    [3, 0.99865],
  ])('has its known values: under %d lies %d', (z, share) => expect(normalShare(z)).toBeCloseTo(share, 4));

  it('is symmetric and rises', () => {
    assert(
      property(double({ min: -6, max: 6, noNaN: true }), double({ min: 0, max: 3, noNaN: true }), (z, more) => {
        expect(normalShare(z) + normalShare(-z)).toBeCloseTo(1, 6);
        expect(normalShare(z + more)).toBeGreaterThanOrEqual(normalShare(z) - 1e-6);
      }),
    );
  });
});

describe('how far a change lies beyond a limit', () => {
  it.each([
    [10, 10, null, 0],
    [10.01, 10, null, 1],
    [-10, -10, null, 0],
    [-10.01, -10, null, 1],
    [12, -10, null, 0],
    [null, 10, 0.1, null],
    [-100, -10, 0.1, 1],
    [30, 10, 0, 1],
  ])('%j against %d with deviation %j is %j', (value, limit, chance, share) => {
    expect(beyond(value, limit, chance)).toBe(share);
  });

  it('is one half at the limit, and more the farther and the surer', () => {
    expect(beyond(10, 10, 0.2)).toBeCloseTo(0.5, 6);
    assert(
      property(change, double({ min: 0, max: 50, noNaN: true }), deviation, (value, more, chance) => {
        const [near, far] = [beyond(value, 10, chance) ?? 0, beyond(value + more, 10, chance) ?? 0];
        expect(far).toBeGreaterThanOrEqual(near - 1e-6);
        expect(near).toBeGreaterThanOrEqual(0);
        expect(far).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('the days until a change is told from chance', () => {
  it('are fewer with more events and with larger changes, one at least and four weeks at most', () => {
    assert(
      property(
        change,
        double({ min: 0.1, max: 500, noNaN: true }),
        integer({ min: 0, max: 14 }),
        (value, events, so_far) => {
          const days = daysToTell(value, events, so_far);
          expect(days).toBeGreaterThanOrEqual(1);
          expect(days).toBeLessThanOrEqual(longestWait);
          expect(daysToTell(value, events * 2, so_far)).toBeLessThanOrEqual(days);
          if (value > 0) expect(daysToTell(value * 2, events, so_far)).toBeLessThanOrEqual(days);
        },
      ),
    );
  });

  it.each([
    [0, 40],
    [20, 0],
  ])('are four weeks for a change of %d %% at %d events', (value, events) => {
    expect(daysToTell(value, events, 7)).toBe(longestWait);
  });
});
