import { minorPerMajor } from '../../../contracts/money.ts';

/** An amount in major units as people write it: with the decimals of its currency, without its sign or code. */
export function amountText(amount: number, currency: string): string {
  const decimals = Math.round(Math.log10(minorPerMajor(currency)));
  const text = amount.toFixed(decimals);
  return decimals > 0 ? text.replace(/\.0+$/, '') : text;
}

/** The same with the code of its currency: `46.50 USD`. What is not known is said to be so. */
export function moneyText(amount: number | null, currency: string): string {
  return amount === null ? 'not known' : `${amountText(amount, currency)} ${currency}`;
}
