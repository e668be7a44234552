import { decimalsOf, formatMoney } from '../money/format-money.ts';
import { formatNumber } from '../money/percent.ts';

/**
 * How the values of a series are written, by its unit: an ISO currency means major units of money, `currency` the
 * account’s own, `USD minor` or `minor` minor units, `%` percent, `ratio` a share of one; anything else is a plain number.
 */
export function unitFormatter(unit: string, currency: string): (value: number) => string {
  const [code = '', kind = ''] = unit.split(/[\s_]+/);
  if (unit === '%' || unit === 'percent') return (value) => `${formatNumber(value)}\u00a0%`;
  if (unit === 'ratio') return (value) => `${formatNumber(value * 100)}\u00a0%`;
  if (code === 'minor' || kind === 'minor')
    return (value) => formatMoney(Math.round(value), code === 'minor' ? currency : code);
  if (unit === 'currency' || /^[A-Z]{3}$/.test(unit)) return moneyInMajor(unit === 'currency' ? currency : unit);
  return formatNumber;
}

/** Writes money given in major units, as every other amount. */
export function moneyInMajor(currency: string): (value: number) => string {
  return (value) => formatMoney(Math.round(value * 10 ** decimalsOf(currency)), currency);
}
