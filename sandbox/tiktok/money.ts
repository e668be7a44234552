import { minorPerMajor } from '../../contracts/money.ts';
import { badParameter } from './envelope.ts';

/** Smallest budgets, in major units of a currency with cents; where there are none, a hundred times as much. */
const leastBudgets = { campaign: 50, ad_set: 20 } as const;

/** Minor units as this platform writes money: a number in major units. */
export function majorOf(minor: number, currency: string): number {
  return minor / minorPerMajor(currency);
}

/** Minor units as reports write money: a text in major units. */
export function majorText(minor: number, currency: string): string {
  const factor = minorPerMajor(currency);
  return (minor / factor).toFixed(Math.round(Math.log10(factor)));
}

/** Reads money, a number in major units, to minor units. Refuses a text, more decimals than the currency has, and nothing. */
export function readMoney(value: unknown, currency: string, field: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw badParameter(`${field}: Must be a number in ${currency}, not a text`);
  }
  const exact = value * minorPerMajor(currency);
  const minor = Math.round(exact);
  if (Math.abs(exact - minor) > 1e-6) throw badParameter(`${field}: Has more decimals than ${currency} has`);
  if (minor <= 0) throw badParameter(`${field}: Must be above zero`);
  return minor;
}

/** Reads a budget, which must not be below what the platform asks for at this level. */
export function readBudget(value: unknown, currency: string, field: string, kind: 'campaign' | 'ad_set'): number {
  const minor = readMoney(value, currency, field);
  const least = leastBudgets[kind] * (minorPerMajor(currency) === 1 ? 100 : 1);
  if (majorOf(minor, currency) >= least) return minor;
  throw badParameter(`${field}: The budget must be at least ${least} ${currency}`);
}
