import { assert, constantFrom, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minorFromMoney, minorFromReport, moneyFromMinor, moneyWire } from './wire-money.ts';

const read = (amount: unknown, currencyCode: string, currency = currencyCode) =>
  minorFromMoney(moneyWire.parse({ amount, currencyCode }), currency);

describe('money on LinkedIn’s wire', () => {
  it.each([
    [123_456, 'USD', '1234.56'],
    [5, 'EUR', '0.05'],
    [100, 'EUR', '1.00'],
    [60_000, 'JPY', '60000'],
    [1_234, 'KWD', '1.234'],
  ])('%d minor units of %s are %s', (minor, currencyCode, amount) => {
    expect(moneyFromMinor(minor, currencyCode)).toEqual({ amount, currencyCode });
    expect(read(amount, currencyCode)).toBe(minor);
  });
  it('of any currency comes back as it went', () => {
    assert(
      property(integer({ min: 1, max: 1e12 }), constantFrom('USD', 'JPY', 'KWD', 'HUF', 'ZZZ'), (minor, currency) => {
        const { amount, currencyCode } = moneyFromMinor(minor, currency);
        expect(amount).toMatch(/^\d+(\.\d+)?$/);
        expect(read(amount, currencyCode)).toBe(minor);
      }),
    );
  });
  it.each(['400', '400.0', 400, ' 400.00 '])('%j are four hundred', (amount) => {
    expect(read(amount, 'EUR')).toBe(40_000);
  });
  it('nothing, or a zero, is no amount', () => {
    expect([minorFromMoney(null, 'EUR'), minorFromMoney(undefined, 'EUR'), read('0.00', 'EUR')]).toEqual([
      ...[null, null, null],
    ]);
  });
  it('an amount in another currency is not taken for one of the account', () => {
    expect(() => read('400', 'USD', 'EUR')).toThrow(expect.objectContaining({ code: 'PLATFORM_ANSWER_INVALID' }));
  });
  it.each(['', 'many', '1,234.50', Number.NaN, null])('%j is no amount at all', (amount) => {
    expect(moneyWire.safeParse({ amount, currencyCode: 'EUR' }).success).toBe(false);
  });
  it.each([
    [412.366666, 'EUR', 41_237],
    [1.005, 'USD', 101],
    [812.4, 'JPY', 812],
  ])('spend has more digits than the currency: %d %s are %d', (amount, currency, minor) => {
    expect(minorFromReport(amount, currency)).toBe(minor);
  });
});
