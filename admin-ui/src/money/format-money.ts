/** Decimal places of a currency where browsers follow another table than ISO 4217. */
const isoDecimals: Readonly<Record<string, number>> = { IQD: 3, BHD: 3, JOD: 3, KWD: 3, LYD: 3, OMR: 3, TND: 3 };

/** Decimal places of an ISO 4217 currency: 2 for USD, 0 for JPY, 3 for KWD; 2 when the code is unknown. */
export function decimalsOf(currency: string): number {
  const known = isoDecimals[currency];
  if (known !== undefined) return known;
  try {
    return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}

/** Minor units to major units: 1234 USD minor is 12.34. */
export function toMajor(amount_minor: number, currency: string): number {
  return amount_minor / 10 ** decimalsOf(currency);
}

/**
 * Money for people, from integer minor units: `$400`, `$2.50`, `¥60,000`. Whole amounts drop their zero decimals; an estimate
 * (`whole`) of ten or more has none at all.
 */
export function formatMoney(amount_minor: number, currency: string, { whole = false } = {}): string {
  const decimals = decimalsOf(currency);
  const major = toMajor(amount_minor, currency);
  const digits = Number.isInteger(major) || (whole && Math.abs(major) >= 10) ? 0 : decimals;
  try {
    return new Intl.NumberFormat('en-US', {
      style: 'currency',
      currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    }).format(major);
  } catch {
    return `${major.toFixed(digits)} ${currency}`.trim();
  }
}

/**
 * What somebody typed into a money field, in major units, as integer minor units.
 * A point or a comma is the decimal mark; null when it is not an amount or has more decimals than the currency.
 */
export function parseMoney(text: string, currency: string): number | null {
  const decimals = decimalsOf(currency);
  const match = /^(\d{1,12})(?:[.,](\d+))?$/.exec(text.trim());
  if (match === null) return null;
  const fraction = match[2] ?? '';
  if (fraction.length > decimals) return null;
  return Number(`${match[1]}${fraction.padEnd(decimals, '0')}`);
}
