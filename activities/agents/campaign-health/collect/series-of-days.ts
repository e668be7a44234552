import { type MetricSeries, onGrain } from '../series/metric-series.ts';
import { significant } from '../series/robust-statistics.ts';
import type { StoredDay } from './period.ts';

/** One stored hour: `at` is its start. Spend in major units. */
export type StoredHour = {
  readonly at: Date;
  readonly impressions: number;
  readonly clicks: number;
  readonly spend: number;
};

type Measures = Pick<StoredDay, 'impressions' | 'clicks' | 'spend'>;

const per = (part: number, whole: number) => (whole > 0 ? part / whole : null);
const priceSeries: readonly { metric: string; unit: string; value: (row: Measures) => number | null }[] = [
  { metric: 'cpc', unit: 'currency', value: (row) => per(row.spend, row.clicks) },
  { metric: 'cpm', unit: 'currency', value: (row) => per(row.spend * 1000, row.impressions) },
  { metric: 'ctr', unit: 'ratio', value: (row) => per(row.clicks, row.impressions) },
];
const daySeries: readonly { metric: string; unit: string; value: (row: StoredDay) => number | null }[] = [
  ...priceSeries,
  { metric: 'conversion_rate', unit: 'ratio', value: (day) => per(day.conversions, day.clicks) },
  { metric: 'cpa', unit: 'currency', value: (day) => per(day.spend, day.conversions) },
  { metric: 'spend', unit: 'currency', value: (day) => day.spend },
  { metric: 'conversions', unit: 'count', value: (day) => day.conversions },
  { metric: 'frequency', unit: 'ratio', value: (day) => day.frequency },
  { metric: 'reach', unit: 'count', value: (day) => day.reach },
];

function build<Row>(
  rows: readonly Row[],
  grain: 'hour' | 'day',
  timeOf: (row: Row) => string,
  wanted: readonly { metric: string; unit: string; value: (row: Row) => number | null }[],
): MetricSeries[] {
  return wanted.flatMap(({ metric, unit, value }) => {
    const points = rows.flatMap((row) => {
      const found = value(row);
      return found === null ? [] : [{ time: timeOf(row), value: significant(found) }];
    });
    if (points.length === 0) return [];
    const times = points.map((point) => point.time);
    const values = points.map((point) => point.value);
    return [{ metric, unit, grain, source: grain === 'day' ? 'metrics.daily' : 'metrics.hourly', times, values }];
  });
}

/** The series of full days that are worth watching. A day stands at its end, because it is only known then. */
export function dailySeries(days: readonly StoredDay[]): MetricSeries[] {
  return build(days, 'day', (day) => `${day.dt}T23:59:59.000Z`, daySeries);
}

/** Prices and click-through by the hour; rates of conversions are too thin for hours. */
export function hourlySeries(hours: readonly StoredHour[]): MetricSeries[] {
  return build(hours, 'hour', (hour) => hour.at.toISOString(), priceSeries);
}

/** Imported plain series, each put on an hourly or daily grain. */
export function observedSeries(
  observations: readonly { readonly metric: string; readonly observed_at: Date; readonly value: number }[],
): MetricSeries[] {
  const byMetric = Map.groupBy(observations, (observation) => observation.metric);
  return [...byMetric].map(([metric, rows]) => {
    const { grain, points } = onGrain(rows.map((row) => ({ time: row.observed_at.getTime(), value: row.value })));
    return {
      metric,
      unit: ['cpc', 'cpm', 'cpa', 'spend'].includes(metric) ? 'currency' : '',
      grain,
      source: 'metrics.observations',
      times: points.map((point) => new Date(point.time).toISOString()),
      values: points.map((point) => significant(point.value)),
    };
  });
}
