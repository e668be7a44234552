import { describe, expect, it } from 'vitest';
import { currencySchema, minorUnitsSchema } from './money.ts';

describe('a currency', () => {
  it.each(['USD', 'EUR', 'JPY', 'KWD'])('%s is one', (code) => {
    expect(currencySchema.safeParse(code).success).toBe(true);
  });
  it.each(['usd', 'EURO', 'US', '', 'QQQ', 'ZZZ', '$'])('%j is none', (code) => {
    expect(currencySchema.safeParse(code).success).toBe(false);
  });
});

describe('an amount', () => {
  it('is a whole number of minor units', () => {
    expect([0, -5, 12_345].map((each) => minorUnitsSchema.safeParse(each).success)).toEqual([true, true, true]);
    expect([0.5, Number.NaN, '5', 2 ** 60].map((each) => minorUnitsSchema.safeParse(each).success)).toEqual([
      ...[false, false, false, false],
    ]);
  });
});
