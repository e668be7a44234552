import { formatMoney } from '../money/format-money.ts';
import { formatChange, formatNumber, metricLabel } from '../money/percent.ts';
import { describeSpan } from '../time/describe-time.ts';

const names: Readonly<Record<string, string>> = {
  budget_change_pct_window: 'Budget change in 24 h, with this plan',
  bid_change_pct_window: 'Bid change in 24 h, with this plan',
  total_change_window_minor: 'Money moved on the account in 24 h',
  changes_today: 'Changes to this campaign today, with this plan',
  hours_since_last_change: 'Since the last change',
  spend_minor: 'Spend of the last 7 full days',
  conversions: 'Conversions of the same days',
  in_learning: 'Learning phase',
};

function write(name: string, value: unknown, currency: string): string {
  if (value === null || value === undefined) return name === 'hours_since_last_change' ? 'never changed' : 'not known';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value !== 'number') return String(value);
  if (name.endsWith('_minor')) return formatMoney(value, currency);
  if (name.includes('_pct')) return formatChange(value);
  if (name.startsWith('hours_')) return describeSpan(value * 3_600_000);
  return formatNumber(value);
}

/** The facts that the guardrails were checked against, named and written for people. */
export function describeFacts(
  facts: Readonly<Record<string, unknown>>,
  currency: string,
): { name: string; value: string }[] {
  return Object.entries(facts).map(([name, value]) => ({
    name: names[name] ?? metricLabel(name),
    value: write(name, value, currency),
  }));
}
