import { CodedError } from '../../../contracts/errors/index.ts';
import { minorPerMajor, toMinor } from '../../../contracts/minor-units.ts';

/**
 * Currencies for which Meta counts budgets and bids in whole units (offset 1). All others use hundredths.
 * The list is Meta's, not ISO 4217's: the forint has cents by ISO and none on the wire.
 * https://developers.facebook.com/docs/marketing-api/currencies
 */
const wholeUnitCurrencies: ReadonlySet<string> = new Set([
  'CLP',
  'COP',
  'CRC',
  'HUF',
  'IDR',
  'ISK',
  'JPY',
  'KRW',
  'PYG',
  'TWD',
  'VND',
]);

function wirePerMajor(currency: string): number {
  return wholeUnitCurrencies.has(currency) ? 1 : 100;
}

/** A budget or bid from the wire (Meta's smallest unit of the currency) in our minor units. */
export function minorFromWire(wire: number, currency: string): number {
  return Math.round((wire * minorPerMajor(currency)) / wirePerMajor(currency));
}

/**
 * A budget or bid in our minor units as Meta wants it.
 * Throws PLATFORM_REFUSED when Meta cannot hold the amount exactly: a rounded value would read back as another one.
 */
export function wireFromMinor(minor: number, currency: string): number {
  const wire = (minor * wirePerMajor(currency)) / minorPerMajor(currency);
  if (Number.isSafeInteger(wire)) return wire;
  throw new CodedError(
    'PLATFORM_REFUSED',
    `Meta keeps ${currency} amounts in steps of ${minorPerMajor(currency) / wirePerMajor(currency)} minor units; ${minor} does not fit.`,
    { currency, value_minor: minor },
  );
}

/** Spend in reports is a decimal text in major units. */
export function minorFromReport(major: number, currency: string): number {
  return toMinor(major, currency);
}
