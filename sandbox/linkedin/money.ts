import { minorPerMajor } from '../../contracts/money.ts';
import { badInput } from './refusals.ts';

/** Money as this platform writes it: a decimal text in major units beside its currency. */
export type WireMoney = { readonly amount: string; readonly currencyCode: string };

const digitsOf = (currency: string) => Math.round(Math.log10(minorPerMajor(currency)));

/** Minor units as a decimal text in major units: `12.34` for dollars, `1234` for yen. */
export function decimalOf(minor: number, currency: string): string {
  return (minor / minorPerMajor(currency)).toFixed(digitsOf(currency));
}

/** Writes money. */
export function wireMoney(minor: number, currencyCode: string): WireMoney {
  return { amount: decimalOf(minor, currencyCode), currencyCode };
}

/**
 * Reads money to minor units. Refuses a number in place of the decimal text, another currency than the account’s, more
 * decimals than the currency has, amounts that are not positive, and fields beside the two.
 */
export function readMoney(value: unknown, currency: string, field: string): number {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw badInput(field, 'must be an object with amount and currencyCode');
  }
  const given: { amount?: unknown; currencyCode?: unknown } = value;
  const foreign = Object.keys(given).find((name) => name !== 'amount' && name !== 'currencyCode');
  if (foreign !== undefined) throw badInput(`${field}/${foreign}`, 'unrecognized field', 'UNRECOGNIZED_FIELD');
  if (given.currencyCode !== currency) {
    throw badInput(`${field}/currencyCode`, `must be the currency of the account: ${currency}`, 'CURRENCY_MISMATCH');
  }
  const digits = digitsOf(currency);
  const pattern = digits === 0 ? /^\d{1,12}$/ : new RegExp(`^\\d{1,12}(\\.\\d{1,${digits}})?$`);
  if (typeof given.amount !== 'string' || !pattern.test(given.amount)) {
    throw badInput(`${field}/amount`, `must be a decimal text with at most ${digits} decimals`);
  }
  const minor = Math.round(Number(given.amount) * minorPerMajor(currency));
  if (minor <= 0) throw badInput(`${field}/amount`, 'must be above zero', 'VALUE_TOO_LOW');
  return minor;
}
