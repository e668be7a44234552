import { minorPerMajor, toMinor } from '../../../contracts/minor-units.ts';

/** Google counts money in millionths of the account's currency, whatever the currency is. */
const microsPerMajor = 1_000_000n;

/** Micros from the wire in our minor units, rounded half away from zero; budgets and bids always are whole minor units. */
export function minorFromMicros(micros: bigint, currency: string): number {
  const scaled = micros * BigInt(minorPerMajor(currency));
  const half = scaled < 0n ? -microsPerMajor / 2n : microsPerMajor / 2n;
  return Number((scaled + half) / microsPerMajor);
}

/**
 * Our minor units as micros, as the text that JSON wants for int64. A whole minor unit is a multiple of the smallest unit of
 * its currency (10 000 micros for dollars, 1 000 000 for yen), as Google asks for in NON_MULTIPLE_OF_MINIMUM_CURRENCY_UNIT.
 */
export function microsFromMinor(minor: number, currency: string): string {
  return ((BigInt(minor) * microsPerMajor) / BigInt(minorPerMajor(currency))).toString();
}

/** Values of conversions are major units as a number. */
export function minorFromMajor(major: number, currency: string): number {
  return toMinor(major, currency);
}
