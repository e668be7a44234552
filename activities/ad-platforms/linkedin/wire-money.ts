import { z } from 'zod';
import { CodedError } from '../../../contracts/errors/index.ts';
import { minorPerMajor, toMinor } from '../../../contracts/minor-units.ts';

/** A decimal amount in major units: LinkedIn writes a text, and a number is taken too. */
export const amountWire = z
  .union([z.number(), z.string().trim().min(1)])
  .transform((value) => Number(value))
  .pipe(z.number());

/** An amount of money as LinkedIn writes it: `{"amount":"12.34","currencyCode":"USD"}`. */
export const moneyWire = z.object({ amount: amountWire, currencyCode: z.string() });
/** An amount of money on the wire. */
export type MoneyWire = z.infer<typeof moneyWire>;

/**
 * A budget or bid from the wire in our minor units; null when there is none, or it is 0, which is how automatic bidding says so.
 * Throws PLATFORM_ANSWER_INVALID when it is in another currency than the account: it would be counted as something else.
 */
export function minorFromMoney(wire: MoneyWire | null | undefined, currency: string): number | null {
  if (wire === null || wire === undefined || wire.amount === 0) return null;
  if (wire.currencyCode === currency) return toMinor(wire.amount, currency);
  const message = `LinkedIn names an amount in ${wire.currencyCode.slice(0, 8)}, but the account is in ${currency}.`;
  throw new CodedError('PLATFORM_ANSWER_INVALID', message, { currency });
}

/** Money in reports: a decimal in the account’s currency, with more digits than the currency has. */
export function minorFromReport(amount: number, currency: string): number {
  return toMinor(amount, currency);
}

/** An amount in our minor units as LinkedIn wants it: a decimal text with exactly the digits of the currency, never a float. */
export function moneyFromMinor(minor: number, currency: string): { amount: string; currencyCode: string } {
  const digits = String(minorPerMajor(currency)).length - 1;
  const text = String(minor).padStart(digits + 1, '0');
  const amount = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
  return { amount, currencyCode: currency };
}
