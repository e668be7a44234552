import { type MetricSeries, median, onGrain, significant } from '../../../reasoning/index.ts';
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
type Wanted<Row> = {
  readonly metric: string;
  readonly unit: string;
  readonly value: (row: Row) => number | null;
  /** Events behind a point, for the size of chance. */
  readonly events: ((row: Row) => number) | null;
};
const clicks = (row: Measures) => row.clicks;
const conversions = (day: StoredDay) => day.conversions;
const priceSeries: readonly Wanted<Measures>[] = [
  { metric: 'cpc', unit: 'currency', value: (row) => per(row.spend, row.clicks), events: clicks },
  {
    metric: 'cpm',
    unit: 'currency',
    value: (row) => per(row.spend * 1000, row.impressions),
    events: (row) => row.impressions,
  },
  { metric: 'ctr', unit: 'ratio', value: (row) => per(row.clicks, row.impressions), events: clicks },
];
const daySeries: readonly Wanted<StoredDay>[] = [
  ...priceSeries,
  { metric: 'conversion_rate', unit: 'ratio', value: (day) => per(day.conversions, day.clicks), events: conversions },
  { metric: 'cpa', unit: 'currency', value: (day) => per(day.spend, day.conversions), events: conversions },
  { metric: 'spend', unit: 'currency', value: (day) => day.spend, events: null },
  { metric: 'conversions', unit: 'count', value: conversions, events: conversions },
  { metric: 'frequency', unit: 'ratio', value: (day) => day.frequency, events: null },
  { metric: 'reach', unit: 'count', value: (day) => day.reach, events: null },
];

function build<Row>(
  rows: readonly Row[],
  grain: 'hour' | 'day',
  timeOf: (row: Row) => string,
  wanted: readonly Wanted<Row>[],
): MetricSeries[] {
  return wanted.flatMap(({ metric, unit, value, events }) => {
    const points = rows.flatMap((row) => {
      const found = value(row);
      return found === null ? [] : [{ time: timeOf(row), value: significant(found) }];
    });
    if (points.length === 0) return [];
    const times = points.map((point) => point.time);
    const values = points.map((point) => point.value);
    const typical_count = events === null ? null : median(rows.map(events));
    const source = grain === 'day' ? 'metrics.daily' : 'metrics.hourly';
    return [{ metric, unit, grain, source, typical_count, times, values }];
  });
}

/** The series of full days that are worth watching. A day stands at its end, because it is only known then. */
export function dailySeries(days: readonly StoredDay[]): MetricSeries[] {
  return build(days, 'day', (day) => `${day.dt}T23:59:59.000Z`, daySeries);
}

/** Hours with fewer clicks than this as a rule say nothing: chance moves them by more than a fifth. */
const fewestClicksAnHour = 25;

/** Prices and click-through by the hour; nothing for campaigns whose hours are too thin, as rates of conversions always are. */
export function hourlySeries(hours: readonly StoredHour[]): MetricSeries[] {
  if (!(median(hours.map((hour) => hour.clicks)) >= fewestClicksAnHour)) return [];
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
      typical_count: null,
      times: points.map((point) => new Date(point.time).toISOString()),
      values: points.map((point) => significant(point.value)),
    };
  });
}
