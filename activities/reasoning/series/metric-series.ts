import { z } from 'zod';

/** One metric over time: `times[i]` (ISO, UTC) belongs to `values[i]`, in rising order. Columns, because a series travels. */
export const metricSeriesSchema = z.object({
  metric: z.string(),
  unit: z.string().describe('currency, ratio, count, or empty when unknown'),
  grain: z.enum(['hour', 'day']),
  source: z.string().describe('where the numbers come from, such as metrics.daily or metrics.observations'),
  typical_count: z
    .number()
    .nullable()
    .describe('clicks, conversions … behind a usual point: chance alone moves a rate of n events by 1/√n'),
  times: z.array(z.string()),
  values: z.array(z.number()),
});
/** One metric over time. */
export type MetricSeries = z.infer<typeof metricSeriesSchema>;

const adverseDirections: ReadonlyMap<string, 'up' | 'down' | 'both'> = new Map([
  ['cpc', 'up'],
  ['cpm', 'up'],
  ['cpa', 'up'],
  ['ctr', 'down'],
  ['conversion_rate', 'down'],
  ['conversions', 'down'],
  ['revenue', 'down'],
  ['roas', 'down'],
  ['reach', 'down'],
  ['impressions', 'down'],
  ['clicks', 'down'],
  ['frequency', 'up'],
  ['impression_share', 'down'],
  ['spend', 'both'],
]);

/** Which way a metric hurts: a price that falls is news, but not a reason to act. Unknown metrics hurt both ways. */
export function adverseDirection(metric: string): 'up' | 'down' | 'both' {
  return adverseDirections.get(metric) ?? 'both';
}

/** Puts irregular or finer points on an hourly or daily grain by averaging; keeps series that already are on one. */
export function onGrain(series: { readonly time: number; readonly value: number }[]): {
  readonly grain: 'hour' | 'day';
  readonly points: { readonly time: number; readonly value: number }[];
} {
  const sorted = [...series].sort((left, right) => left.time - right.time);
  const steps = sorted.slice(1).map((point, index) => point.time - (sorted[index]?.time ?? point.time));
  const step = steps.sort((left, right) => left - right)[steps.length >> 1] ?? day;
  if (step >= 20 * hour) return { grain: 'day', points: sorted };
  if (step >= 0.75 * hour) return { grain: 'hour', points: sorted };
  const sums = new Map<number, { sum: number; count: number }>();
  for (const point of sorted) {
    const bucket = Math.floor(point.time / hour) * hour;
    const held = sums.get(bucket) ?? { sum: 0, count: 0 };
    sums.set(bucket, { sum: held.sum + point.value, count: held.count + 1 });
  }
  return { grain: 'hour', points: [...sums].map(([time, { sum, count }]) => ({ time, value: sum / count })) };
}

const hour = 3_600_000;
const day = 24 * hour;
