import { unitFormatter } from '../charts/format-unit.ts';

const amounts = /^(cpa|cpc|cpm|spend|revenue|bid|daily_budget|aov|cost)(_|$)/;
const shares = /^(ctr|cvr|conversion_rate|engagement_rate|bounce_rate|impression_share)(_|$)/;

/** A metric’s value with its unit: money in major units of `currency`, a share as percent, anything else as a number. */
export function formatMetric(metric: string, value: number, currency: string): string {
  const unit = metric.endsWith('_minor')
    ? 'minor'
    : amounts.test(metric)
      ? 'currency'
      : shares.test(metric)
        ? 'ratio'
        : '';
  return unitFormatter(unit, currency)(value);
}
