import type { Recommendation } from '../../contracts/recommendation.ts';
import type { AnomalyReport } from './anomaly/anomaly-report.ts';
import type { DayFigures } from './features/days.ts';
import { significant } from './series/robust-statistics.ts';

const largestNumberOfCharts = 2;
const longest = 60;

/** The charts worth showing of an anomaly report: raised ones first, the strongest on top, then CPA and CPC. */
export function chartsOf(anomalies: Pick<AnomalyReport, 'findings'>): Recommendation['series'] {
  const weight = (metric: string) => (metric === 'cpa' ? 2 : metric === 'cpc' ? 1 : 0);
  return [...anomalies.findings]
    .sort(
      (left, right) =>
        Number(right.raised) - Number(left.raised) ||
        Math.abs(right.strongest?.score ?? 0) - Math.abs(left.strongest?.score ?? 0) ||
        weight(right.metric) - weight(left.metric),
    )
    .slice(0, largestNumberOfCharts)
    .map((finding) => finding.chart);
}

const per = (part: number, whole: number) => (whole > 0 ? significant(part / whole) : null);
const shown = [
  { metric: 'cpa', unit: 'currency', value: (day: DayFigures) => per(day.spend, day.conversions) },
  { metric: 'cpm', unit: 'currency', value: (day: DayFigures) => per(day.spend * 1000, day.impressions) },
  { metric: 'ctr', unit: 'ratio', value: (day: DayFigures) => per(day.clicks, day.impressions) },
  { metric: 'conversion_rate', unit: 'ratio', value: (day: DayFigures) => per(day.conversions, day.clicks) },
] as const;
const telling: Readonly<Record<string, string>> = {
  fewer_clicks: 'ctr',
  dearer_impressions: 'cpm',
  fewer_buyers: 'conversion_rate',
};

/**
 * Charts of the days themselves, for a context that comes without an anomaly report: CPA, and the part of it that moved
 * most. Days since the change set in are marked.
 */
export function chartsOfDays(
  days: readonly DayFigures[],
  since: string | null,
  moved: readonly string[],
): Recommendation['series'] {
  if (days.length === 0) return [];
  const wanted = ['cpa', ...moved.flatMap((sign) => telling[sign] ?? [])].slice(0, largestNumberOfCharts);
  return shown
    .filter(({ metric }) => wanted.includes(metric))
    .map(({ metric, unit, value }) => ({
      ...{ metric, unit, method: 'full days as reported; days since the change set in are marked' },
      points: days.slice(-longest).flatMap((day) => {
        const found = value(day);
        if (found === null) return [];
        const anomalous = since !== null && day.dt >= since && metric !== 'cpa';
        return [{ at: `${day.dt}T23:59:59.000Z`, value: found, expected: null, low: null, high: null, anomalous }];
      }),
    }));
}
