import { toMajor } from '../money/format-money.ts';
import type { DailyMetric } from './campaign-view.ts';

/** The metrics that the campaign chart can show. Money in major units; null on days where a ratio has no meaning. */
export const campaignMetrics = [
  { id: 'spend', label: 'Spend', money: true },
  { id: 'conversions', label: 'Conversions', money: false },
  { id: 'cpa', label: 'CPA', money: true },
  { id: 'cpc', label: 'CPC', money: true },
  { id: 'ctr', label: 'CTR', money: false },
] as const;
/** The id of a metric that the campaign chart can show. */
export type CampaignMetric = (typeof campaignMetrics)[number]['id'];

/** One metric of one day; null where it would divide by zero. */
export function metricOfDay(day: DailyMetric, metric: CampaignMetric, currency: string): number | null {
  const spend = toMajor(day.spend_minor, currency);
  switch (metric) {
    case 'spend':
      return spend;
    case 'conversions':
      return day.conversions;
    case 'cpa':
      return day.conversions === 0 ? null : spend / day.conversions;
    case 'cpc':
      return day.clicks === 0 ? null : spend / day.clicks;
    case 'ctr':
      return day.impressions === 0 ? null : day.clicks / day.impressions;
  }
}

/** The last day that is over everywhere it is counted (in UTC), as a date: today’s half day would look like a collapse. */
export function lastFullDay(now_ms: number): string {
  return new Date(now_ms - 86_400_000).toISOString().slice(0, 10);
}
