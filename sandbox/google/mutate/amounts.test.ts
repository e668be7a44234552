import fastCheck from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromMicros, microsPerMinor, toMicros } from '../money.ts';
import { bidAmount, budgetAmount } from './amounts.ts';
import { opErrorOf } from './op-error.ts';

const currencies = ['USD', 'EUR', 'JPY', 'KRW', 'KWD'];
const currency = fastCheck.constantFrom(...currencies);
const refused = (work: () => number) => {
  try {
    return work();
  } catch (error) {
    const found = opErrorOf(error);
    if (found === null) throw error;
    return found;
  }
};
const value = (work: () => number) => {
  const found = refused(work);
  return typeof found === 'number' ? found : `${found.family}.${found.value}`;
};

describe('money of the wire', () => {
  it('is written and read back without loss, in every currency', () => {
    fastCheck.assert(
      fastCheck.property(currency, fastCheck.integer({ min: 0, max: 1_000_000_000 }), (code, minor) => {
        expect(fromMicros(BigInt(toMicros(minor, code) ?? ''), code)).toBe(minor);
      }),
    );
  });

  it('is one million to the major unit, whatever the currency: never cents, never major units', () => {
    expect(toMicros(100, 'USD')).toBe('1000000');
    expect(toMicros(1, 'JPY')).toBe('1000000');
    expect(toMicros(1000, 'KWD')).toBe('1000000');
  });

  it('between two smallest units is no amount', () => {
    fastCheck.assert(
      fastCheck.property(currency, fastCheck.nat(1_000_000), fastCheck.nat(), (code, minor, more) => {
        const unit = microsPerMinor(code);
        const rest = 1 + (more % (unit - 1));
        expect(fromMicros(BigInt(minor * unit + rest), code)).toBeNull();
      }),
    );
  });
});

describe('a budget', () => {
  const budget = (micros: unknown, code = 'USD') => value(() => budgetAmount(micros, code, 'amount_micros'));

  it.each([
    ['1000000', 'USD', 100],
    ['46000000', 'EUR', 4_600],
    ['460000000', 'JPY', 460],
    ['10000000000000', 'USD', 1_000_000_000],
  ])('of %s micros in %s is %i minor units', (micros, code, minor) => {
    expect(budget(micros, code)).toBe(minor);
  });

  it.each([
    ['-1000000', 'USD', 'NEGATIVE_MONEY_AMOUNT'],
    ['46005000', 'USD', 'NON_MULTIPLE_OF_MINIMUM_CURRENCY_UNIT'],
    ['46500000', 'JPY', 'NON_MULTIPLE_OF_MINIMUM_CURRENCY_UNIT'],
    ['10000000010000', 'USD', 'MONEY_AMOUNT_TOO_LARGE'],
    ['990000', 'USD', 'BUDGET_BELOW_PER_DAY_MINIMUM'],
    ['99000000', 'JPY', 'BUDGET_BELOW_PER_DAY_MINIMUM'],
    ['0', 'USD', 'BUDGET_BELOW_PER_DAY_MINIMUM'],
    // Forty-six dollars in cents, and in dollars: both are far less than a cent in micros.
    ['4600', 'USD', 'NON_MULTIPLE_OF_MINIMUM_CURRENCY_UNIT'],
    ['46', 'USD', 'NON_MULTIPLE_OF_MINIMUM_CURRENCY_UNIT'],
  ])('of %s micros in %s is refused with %s', (micros, code, name) => {
    expect(budget(micros, code)).toBe(`campaignBudgetError.${name}`);
  });

  it('that is too small tells the least that will do, in micros', () => {
    expect(refused(() => budgetAmount('500000', 'USD', 'amount_micros'))).toMatchObject({
      field: 'amount_micros',
      trigger: '500000',
      details: { budgetPerDayMinimumErrorDetails: { currencyCode: 'USD', minimumBudgetAmountMicros: '1000000' } },
    });
    fastCheck.assert(
      fastCheck.property(currency, (code) => {
        const found = refused(() => budgetAmount('0', code, 'x'));
        const least = /"minimumBudgetAmountMicros":"(\d+)"/.exec(JSON.stringify(found))?.[1];
        expect(typeof budget(least, code)).toBe('number');
      }),
    );
  });

  it.each([undefined, null, 46_000_000, {}])('that is %j is missing', (micros) => {
    expect(budget(micros)).toBe('fieldError.REQUIRED');
  });
});

describe('a bid', () => {
  const bid = (micros: unknown, code = 'USD') => value(() => bidAmount(micros, code, 'cpc_bid_micros'));

  it('is any whole number of smallest units from one on', () => {
    fastCheck.assert(
      fastCheck.property(currency, fastCheck.integer({ min: 1, max: 1_000_000 }), (code, minor) => {
        expect(bid(toMicros(minor, code), code)).toBe(minor);
      }),
    );
  });

  it.each([
    ['2005000', 'USD', 'currencyError.VALUE_NOT_MULTIPLE_OF_BILLABLE_UNIT'],
    ['250', 'USD', 'currencyError.VALUE_NOT_MULTIPLE_OF_BILLABLE_UNIT'],
    ['0', 'USD', 'rangeError.TOO_LOW'],
    ['-10000', 'USD', 'rangeError.TOO_LOW'],
    ['10000000010000', 'USD', 'rangeError.TOO_HIGH'],
    [undefined, 'USD', 'fieldError.REQUIRED'],
  ])('of %s micros in %s is refused with %s', (micros, code, name) => {
    expect(bid(micros, code)).toBe(name);
  });
});
