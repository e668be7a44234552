import { describe, expect, it } from 'vitest';
import { replyOf } from '../door/reply.ts';
import { decimalOf, readMoney, wireMoney } from './money.ts';

function refusedField(work: () => unknown) {
  try {
    work();
  } catch (error) {
    return replyOf(error)?.body;
  }
  return null;
}
const at = (fieldPath: string) => ({ errorDetails: { inputErrors: [{ input: { inputPath: { fieldPath } } }] } });

describe('money', () => {
  it.each([
    [1234, 'USD', '12.34'],
    [1200, 'USD', '12.00'],
    [1234, 'JPY', '1234'],
    [1234, 'KWD', '1.234'],
  ])('%i minor units of %s are %s, and back', (minor, currency, amount) => {
    expect(decimalOf(minor, currency)).toBe(amount);
    expect(wireMoney(minor, currency)).toEqual({ amount, currencyCode: currency });
    expect(readMoney({ amount, currencyCode: currency }, currency, 'dailyBudget')).toBe(minor);
  });

  it('may be written with fewer decimals than the currency has', () => {
    expect(readMoney({ amount: '460', currencyCode: 'USD' }, 'USD', 'x')).toBe(46_000);
    expect(readMoney({ amount: '460.5', currencyCode: 'USD' }, 'USD', 'x')).toBe(46_050);
  });

  it.each([
    ['a number', { amount: 460, currencyCode: 'USD' }, 'dailyBudget/amount'],
    ['another currency', { amount: '460.00', currencyCode: 'EUR' }, 'dailyBudget/currencyCode'],
    ['no currency', { amount: '460.00' }, 'dailyBudget/currencyCode'],
    ['too many decimals', { amount: '460.005', currencyCode: 'USD' }, 'dailyBudget/amount'],
    ['a negative amount', { amount: '-4', currencyCode: 'USD' }, 'dailyBudget/amount'],
    ['nothing', { amount: '0.00', currencyCode: 'USD' }, 'dailyBudget/amount'],
    ['an exponent', { amount: '1e3', currencyCode: 'USD' }, 'dailyBudget/amount'],
    ['a further field', { amount: '1', currencyCode: 'USD', unit: 'cent' }, 'dailyBudget/unit'],
    ['a plain number', 46_000, 'dailyBudget'],
    ['a plain text', '460.00', 'dailyBudget'],
    ['null', null, 'dailyBudget'],
  ])('is refused when it is %s', (_, value, field) => {
    expect(refusedField(() => readMoney(value, 'USD', 'dailyBudget'))).toMatchObject(at(field));
  });
});
