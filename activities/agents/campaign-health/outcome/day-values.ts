import type { StoredDay } from '../collect/period.ts';
import type { DayValue } from './effect.ts';

type Measure = (day: StoredDay) => { readonly numerator: number; readonly denominator: number };

const measures: ReadonlyMap<string, Measure> = new Map([
  ['cpa', (day) => ({ numerator: day.spend, denominator: day.conversions })],
  ['cpc', (day) => ({ numerator: day.spend, denominator: day.clicks })],
  ['cpm', (day) => ({ numerator: day.spend * 1000, denominator: day.impressions })],
  ['ctr', (day) => ({ numerator: day.clicks, denominator: day.impressions })],
  ['conversion_rate', (day) => ({ numerator: day.conversions, denominator: day.clicks })],
  ['conversions', (day) => ({ numerator: day.conversions, denominator: 1 })],
  ['spend', (day) => ({ numerator: day.spend, denominator: 1 })],
  ['roas', (day) => ({ numerator: day.revenue, denominator: day.spend })],
]);

/** A metric by the day, as numerator and denominator, so that several days are put together rightly. Empty for unknown metrics. */
export function dayValues(days: readonly StoredDay[], metric: string): readonly DayValue[] {
  const measure = measures.get(metric);
  return measure === undefined ? [] : days.map((day) => ({ dt: day.dt, ...measure(day) }));
}

/** Whether a metric is an amount, which is 0 on a day without delivery, and no ratio, which then does not exist. */
export function isAmount(metric: string): boolean {
  return metric === 'conversions' || metric === 'spend';
}
