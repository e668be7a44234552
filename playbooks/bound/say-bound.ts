import type { Bound, BoundAmount } from './bound.ts';

/** The bound in a few words: “500 in the account’s currency”, “25 % of the daily budget”, “unbounded”. */
export function sayBound(bound: Bound): string {
  return bound.kind === 'unbounded' ? 'unbounded' : sayAmount(bound);
}

/** One amount with its unit. */
export function sayAmount({ amount, unit, in_each }: BoundAmount): string {
  if (amount === 0) return 'nothing';
  const number = amount.toLocaleString('en', { maximumFractionDigits: 2, useGrouping: true });
  const said = {
    'account currency': `${number} in the account’s currency`,
    '% of daily budget': `${number} % of the daily budget`,
    'minor units of the account currency': `${number} minor units of the account’s currency`,
  }[unit];
  return in_each === 'execution' ? said : `${said}, on each ad account`;
}
