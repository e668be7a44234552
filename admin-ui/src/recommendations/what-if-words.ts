import type { WhatIf } from '../../../contracts/reasoning/what-if.ts';
import type { TypedAction } from '../../../contracts/recommendation.ts';
import { formatMoney } from '../money/format-money.ts';
import { formatChange } from '../money/percent.ts';

/** The amount that another one can be tried instead of; null for actions that change none. */
export function amountOf(action: TypedAction | null): number | null {
  if (action?.kind === 'set_bid') return action.bid_amount_minor;
  return action?.kind === 'set_daily_budget' ? action.daily_budget_minor : null;
}

/** What is changed. */
export function leverWord(lever: WhatIf['lever']): string {
  return lever === 'bid' ? 'Bid' : 'Daily budget';
}

/** `Bid $2.88, +15 % against now`. */
export function amountSentence({ lever, amount_minor, change_pct, currency }: WhatIf): string {
  return `${leverWord(lever)} ${formatMoney(amount_minor, currency)}, ${formatChange(change_pct)} against now`;
}

/** What the amount would bring with its middle half, and beside what was recommended. */
export function valueSentence({ value, currency, horizon_days, against_recommended_minor, cpa_pct }: WhatIf): string {
  const money = (minor: number) => formatMoney(minor, currency, { whole: true });
  const beside =
    against_recommended_minor === 0
      ? 'as much as what was recommended'
      : `${money(Math.abs(against_recommended_minor))} ${against_recommended_minor < 0 ? 'less' : 'more'} than what was recommended`;
  return [
    `Worth about ${money(value.expected_minor)} in ${horizon_days} days against leaving it (even chances of ${money(value.low_minor)} to ${money(value.high_minor)}),`,
    `${beside}; CPA ${formatChange(cpa_pct.expected)} (${formatChange(cpa_pct.low)} to ${formatChange(cpa_pct.high)}).`,
  ].join(' ');
}

/** Where the band lies on a line that holds zero and every step's band, in percent from the left. */
export function bandOf({ value, steps }: WhatIf): {
  readonly low: number;
  readonly expected: number;
  readonly high: number;
} {
  const ranges = [value, ...steps.map((step) => step.value)];
  const least = Math.min(0, ...ranges.map((range) => range.low_minor));
  const most = Math.max(0, ...ranges.map((range) => range.high_minor));
  const place = (minor: number) => (most === least ? 0 : ((minor - least) / (most - least)) * 100);
  return { low: place(value.low_minor), expected: place(value.expected_minor), high: place(value.high_minor) };
}

/** The steps that were weighed: why this one, and not more or less. */
export function stepRows({ steps, currency }: WhatIf) {
  return steps.map(({ change_pct, amount_minor, value, chosen, stopped_by }) => ({
    key: String(change_pct),
    cells: [
      change_pct === 0 ? 'Leave it' : formatChange(change_pct),
      formatMoney(amount_minor, currency),
      formatMoney(value.expected_minor, currency, { whole: true }),
      chosen ? 'Recommended' : (stopped_by ?? ''),
    ],
  }));
}
