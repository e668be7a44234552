import { assert, double, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { velocityOf } from './velocity.ts';

/** The last days up to yesterday, oldest first, each with this CPA; ten conversions a day cost ten times that. */
const days = (cpas: readonly number[], conversions = 200) =>
  cpas.map((cpa, index) => ({
    dt: new Date(Date.UTC(2026, 1, 28 - (cpas.length - 1 - index))).toISOString().slice(0, 10),
    ...{ spend: cpa * conversions, impressions: 90_000, clicks: 2_000, conversions },
    ...{ revenue: null, reach: null, impression_share: null },
  }));

describe('the pace of CPA within a week', () => {
  it.each([
    ['goes on growing', [40, 40, 40, 40, 50, 55, 60], 'accelerating'],
    ['fades', [60, 60, 60, 60, 50, 45, 40], 'settling'],
    ['stays', [50, 50, 50, 50, 50, 50, 50], 'steady'],
    ['moves by ten percent exactly', [50, 50, 50, 50, 55, 55, 55], 'steady'],
    ['rose at once and stays there', [30, 58, 58, 58, 58, 58, 58, 58], 'steady'],
  ] as const)('that %s', (_, cpas, velocity) => expect(velocityOf(days(cpas))).toBe(velocity));

  it('is chance where few conversions show it', () => {
    const grown = [40, 40, 40, 40, 50, 50, 50];
    expect([velocityOf(days(grown, 400)), velocityOf(days(grown, 3))]).toEqual(['accelerating', 'steady']);
  });

  it('is not known for a part of a week, or where nothing was bought', () => {
    expect(velocityOf([])).toBeNull();
    expect(velocityOf(days([40, 40, 40, 50, 55, 60]))).toBeNull();
    expect(velocityOf(days([40, 40, 40, 40, 50, 55, 60], 0))).toBeNull();
  });

  it('is the opposite for the opposite, and the same in every currency', () => {
    assert(
      property(double({ min: 0.4, max: 2.5, noNaN: true }), integer({ min: 1, max: 200 }), (factor, price) => {
        const [base, later] = [price, price * factor];
        const week = (first: number, then: number) => velocityOf(days([first, first, first, first, then, then, then]));
        const opposite = { accelerating: 'settling', settling: 'accelerating', steady: 'steady' } as const;
        const [one, other] = [week(base, later), week(later, base)];
        expect(other).toBe(one === null ? null : opposite[one]);
        expect(week(base * 100, later * 100)).toBe(one);
      }),
    );
  });
});
