import { assert, bigInt, constantFrom, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { microsFromMinor, minorFromMajor, minorFromMicros } from './wire-money.ts';

describe('money on Google’s wire', () => {
  it.each([
    ['USD', 40_000, '400000000'],
    ['JPY', 60_000, '60000000000'],
    ['KWD', 1_234, '1234000'],
    ['HUF', 1, '10000'],
  ])('%s: %d minor units are %s micros, both ways', (currency, minor, micros) => {
    expect(microsFromMinor(minor, currency)).toBe(micros);
    expect(minorFromMicros(BigInt(micros), currency)).toBe(minor);
  });
  it('every amount comes back as it went, as a multiple of the smallest unit of its currency', () => {
    const smallest: Readonly<Record<string, bigint>> = { USD: 10_000n, JPY: 1_000_000n, KWD: 1_000n, VND: 1_000_000n };
    assert(
      property(integer({ min: 0 }), constantFrom(...Object.keys(smallest)), (minor, currency) => {
        const micros = BigInt(microsFromMinor(minor, currency));
        expect(minorFromMicros(micros, currency)).toBe(minor);
        expect(micros % (smallest[currency] ?? 1n)).toBe(0n);
      }),
    );
  });
  it.each([
    [14_999n, 1],
    [15_000n, 2],
    [-15_000n, -2],
    [0n, 0],
  ])('%d micros of a dollar round half away from zero to %d cents', (micros, cents) => {
    expect(minorFromMicros(micros, 'USD')).toBe(cents);
  });
  it('is exact where a number would not be', () => {
    assert(
      property(bigInt({ min: 0n, max: 900_000_000_000n }), (units) => {
        expect(minorFromMicros(units * 1_000_000n, 'VND')).toBe(Number(units));
      }),
    );
  });
  it('values of conversions are major units', () => {
    expect([minorFromMajor(12.345, 'USD'), minorFromMajor(99.5, 'JPY')]).toEqual([1_235, 100]);
  });
});
