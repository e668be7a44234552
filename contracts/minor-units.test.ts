import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedBy, minorPerMajor, roundHalfAway, toMajor, toMinor } from './minor-units.ts';

describe('money in minor units', () => {
  it('each currency has its own number of decimals', () => {
    expect([minorPerMajor('USD'), minorPerMajor('JPY'), minorPerMajor('KWD')]).toEqual([100, 1, 1000]);
    expect([toMinor(12.34, 'USD'), toMinor(1234, 'JPY'), toMinor(1.234, 'KWD')]).toEqual([1234, 1234, 1234]);
  });

  it('a half is rounded away from zero, as people expect of money', () => {
    expect([roundHalfAway(2.5), roundHalfAway(-2.5), roundHalfAway(2.4), toMinor(1.005, 'USD')]).toEqual([
      3, -3, 2, 101,
    ]);
  });

  it('a bid of 2.50 raised by 15 % is 2.88, and lowered by 15 % is 2.13', () => {
    expect([changedBy(250, 15), changedBy(250, -15), changedBy(250, 0)]).toEqual([288, 213, 250]);
  });

  it('minor to major and back loses nothing', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e9, max: 1e9 }),
        fc.constantFrom('USD', 'JPY', 'KWD', 'EUR'),
        (minor, currency) => {
          expect(toMinor(toMajor(minor, currency), currency)).toBe(minor);
        },
      ),
    );
  });
});
