import fastCheck from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auction, winRate } from './auction.ts';
import { frequencyOf, frequencyWear, ratioFor, reachOf } from './audience.ts';
import { createCalendar, HOUR } from './calendar.ts';
import { lagOf, quickLag, slowLag } from './conversion-lag.ts';
import { createEmission } from './emission.ts';
import { usualFatigue, wearOf } from './fatigue.ts';
import { createRandom } from './random.ts';
import { hourShare, seasonOf } from './seasonality.ts';

const positive = fastCheck.double({ min: 0.1, max: 10, noNaN: true });

describe('the laws of the market', () => {
  it('a higher bid never wins less, and more pressure never wins more', () => {
    fastCheck.assert(
      fastCheck.property(positive, positive, positive, (bid, more, pressure) => {
        expect(winRate(bid + more)).toBeGreaterThanOrEqual(winRate(bid));
        expect(auction(bid, 1, pressure + more).win_rate).toBeLessThanOrEqual(auction(bid, 1, pressure).win_rate);
      }),
    );
  });

  it('in the usual state everything is as usual', () => {
    expect(auction(1, 1, 1)).toMatchObject({ price: 1, quality: 1 });
  });

  it('reach never exceeds impressions or the pool, and frequency follows from both', () => {
    fastCheck.assert(
      fastCheck.property(
        fastCheck.integer({ min: 1, max: 1e7 }),
        fastCheck.integer({ min: 10, max: 1e7 }),
        (shown, pool) => {
          const reach = reachOf(shown, pool);
          expect(reach).toBeGreaterThanOrEqual(1);
          expect(reach).toBeLessThanOrEqual(Math.min(shown, pool));
        },
      ),
    );
    expect(frequencyOf(ratioFor(3.6))).toBeCloseTo(3.6, 6);
    expect(frequencyWear(4)).toBe(1);
    expect(frequencyWear(6)).toBeLessThan(1);
    expect(reachOf(0, 100)).toBe(0);
  });

  it('wear only grows with age', () => {
    expect(wearOf(10, usualFatigue)).toBeLessThan(0.01);
    expect(wearOf(60, usualFatigue)).toBeCloseTo(0.5);
    expect(wearOf(90, usualFatigue)).toBeGreaterThan(0.99);
  });

  it('a conversion is never reported before its click, and late goods are later', () => {
    fastCheck.assert(
      fastCheck.property(fastCheck.double({ min: 0, max: 0.999999, noNaN: true }), (draw) => {
        expect(lagOf(draw, quickLag)).toBeGreaterThanOrEqual(0);
        expect(lagOf(draw, slowLag)).toBeGreaterThanOrEqual(lagOf(draw, quickLag));
        expect(lagOf(draw, slowLag)).toBeLessThanOrEqual(7 * 24 * HOUR);
      }),
    );
  });

  it('the hours of a day make one day, and the strong season returns after four weeks', () => {
    const shares = Array.from({ length: 24 }, (_, hour) => hourShare(hour));
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1);
    expect(seasonOf(2, -3, 0.24)).toEqual(seasonOf(2, -31, 0.24));
    expect(seasonOf(2, -3, 0.24).slack).toBe(true);
    expect(seasonOf(2, -10, 0.24).slack).toBe(false);
    expect(seasonOf(2, -3, null).conversion).toBe(1);
  });

  it('whole amounts sum up to the expected ones', () => {
    const emit = createEmission(createRandom('seed', 'owner'));
    const total = Array.from({ length: 1000 }, () => emit('x', 0.237)).reduce((sum, whole) => sum + whole, 0);
    expect(Math.abs(total - 237)).toBeLessThanOrEqual(1);
  });

  it('random numbers depend on their key alone and are spread evenly', () => {
    const random = createRandom('seed', 'owner');
    expect(random.uniform('a', 7)).toBe(createRandom('seed', 'owner').uniform('a', 7));
    expect(random.uniform('a', 7)).not.toBe(random.uniform('b', 7));
    const draws = Array.from({ length: 4000 }, (_, index) => random.normal('n', index));
    const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
    const variance = draws.reduce((sum, draw) => sum + (draw - mean) ** 2, 0) / draws.length;
    expect(Math.abs(mean)).toBeLessThan(0.06);
    expect(Math.abs(variance - 1)).toBeLessThan(0.1);
  });

  it('days belong to the account’s own zone, days on which clocks change too', () => {
    const tokyo = createCalendar('Asia/Tokyo');
    expect(tokyo(Date.parse('2026-11-20T15:00:00Z'))).toMatchObject({ date: '2026-11-21', hour: 0, weekday: 6 });
    const newYork = createCalendar('America/New_York');
    const hours = Array.from({ length: 26 }, (_, index) => newYork(Date.parse('2026-11-01T04:00:00Z') + index * HOUR));
    expect(hours.filter((hour) => hour.date === '2026-11-01')).toHaveLength(25);
  });
});
