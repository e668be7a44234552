import { mean } from '../series/robust-statistics.ts';
import { type DayFigures, daysBack } from './days.ts';

const week = 7;
/** Of a week, so many days must be there for it to be compared. */
const leastDays = 5;
/** A rate from counts is never known better than this, as a standard deviation of its logarithm. */
const smallestDeviation = 0.012;

/** The metrics whose change is measured. */
export const measuredMetrics = [
  'cpa',
  'cpc',
  'cpm',
  'ctr',
  'conversion_rate',
  'spend',
  'impressions',
  'clicks',
  'conversions',
  'reach',
  'frequency',
  'impression_share',
] as const;
/** A metric whose change is measured. */
export type MeasuredMetric = (typeof measuredMetrics)[number];

/** A metric now and before. Null is not known. */
export type Measure = {
  readonly value: number | null;
  readonly before: number | null;
  readonly change_pct: number | null;
  /** How far chance moves the logarithm of the ratio, as a standard deviation; null where no counts are known. */
  readonly deviation: number | null;
};

/** Sums of some days. Spend in major units. */
export type Totals = {
  readonly days: number;
  readonly spend: number;
  readonly impressions: number;
  readonly clicks: number;
  readonly conversions: number;
  readonly reach: number | null;
  readonly impression_share: number | null;
};

type Ratio = {
  readonly part: (day: DayFigures) => number | null;
  readonly whole: (day: DayFigures) => number | null;
  readonly events: (totals: Totals) => number;
};

const reachOf = (day: DayFigures) => day.reach ?? null;
const ratios: Partial<Record<MeasuredMetric, Ratio>> = {
  cpa: { part: (day) => day.spend, whole: (day) => day.conversions, events: (totals) => totals.conversions },
  cpc: { part: (day) => day.spend, whole: (day) => day.clicks, events: (totals) => totals.clicks },
  cpm: { part: (day) => day.spend * 1000, whole: (day) => day.impressions, events: (totals) => totals.impressions },
  ctr: { part: (day) => day.clicks, whole: (day) => day.impressions, events: (totals) => totals.clicks },
  conversion_rate: {
    part: (day) => day.conversions,
    whole: (day) => day.clicks,
    events: (totals) => totals.conversions,
  },
  frequency: {
    part: (day) => (reachOf(day) === null ? null : day.impressions),
    whole: reachOf,
    events: (totals) => totals.impressions,
  },
};
const counts: Partial<Record<MeasuredMetric, (day: DayFigures) => number | null>> = {
  spend: (day) => day.spend,
  impressions: (day) => day.impressions,
  clicks: (day) => day.clicks,
  conversions: (day) => day.conversions,
  reach: reachOf,
  impression_share: (day) => day.impression_share ?? null,
};

/** The sums of some days; null for none. Reach and share are means of the days on which they are known. */
export function totalsOf(days: readonly DayFigures[]): Totals | null {
  if (days.length === 0) return null;
  const sum = (pick: (day: DayFigures) => number) => days.reduce((total, day) => total + pick(day), 0);
  const average = (pick: (day: DayFigures) => number | null | undefined) => {
    const known = days.map(pick).filter((value) => value != null);
    return known.length === 0 ? null : mean(known);
  };
  return {
    days: days.length,
    spend: sum((day) => day.spend),
    impressions: sum((day) => day.impressions),
    clicks: sum((day) => day.clicks),
    conversions: sum((day) => day.conversions),
    reach: average(reachOf),
    impression_share: average((day) => day.impression_share),
  };
}

function spread(values: readonly number[]): number {
  if (values.length < 3) return 0;
  const middle = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1));
}

function daily(days: readonly DayFigures[], metric: MeasuredMetric): readonly number[] {
  const ratio = ratios[metric];
  const count = counts[metric];
  return days.flatMap((day) => {
    const value = ratio === undefined ? (count?.(day) ?? null) : over(ratio.part(day), ratio.whole(day));
    return value === null || value <= 0 ? [] : [Math.log(value)];
  });
}

const over = (part: number | null, whole: number | null) =>
  part === null || whole === null || whole <= 0 ? null : part / whole;

function levelOf(days: readonly DayFigures[], metric: MeasuredMetric): number | null {
  const ratio = ratios[metric];
  if (ratio === undefined) {
    const known = days.map((day) => counts[metric]?.(day) ?? null).filter((value) => value !== null);
    return known.length === 0 ? null : mean(known);
  }
  const known = days.filter((day) => ratio.part(day) !== null && ratio.whole(day) !== null);
  const sum = (pick: Ratio['part']) => known.reduce((total, day) => total + (pick(day) ?? 0), 0);
  return known.length === 0 ? null : over(sum(ratio.part), sum(ratio.whole));
}

/**
 * The last week of a metric against the week before, from daily figures: ratios from sums, never from means of ratios. The
 * deviation is what counting alone does (Poisson, delta method: 1/n + 1/m) or what the days show among each other,
 * whichever is more. `from` shifts both windows into the past. Null when a week has under five days.
 */
export function measureDays(days: readonly DayFigures[], metric: MeasuredMetric, from = 0): Measure | null {
  const [now, then] = [daysBack(days, from, week), daysBack(days, from + week, week)];
  return now.length < leastDays || then.length < leastDays ? null : compareDays(now, then, metric);
}

/** A metric in some days against others. */
export function compareDays(now: readonly DayFigures[], then: readonly DayFigures[], metric: MeasuredMetric): Measure {
  const [value, before] = [levelOf(now, metric), levelOf(then, metric)];
  const change_pct = value === null || before === null || before <= 0 ? null : (value / before - 1) * 100;
  return { value, before, change_pct, deviation: deviationOf(now, then, metric) };
}

function deviationOf(now: readonly DayFigures[], then: readonly DayFigures[], metric: MeasuredMetric): number | null {
  const [nowTotals, thenTotals] = [totalsOf(now), totalsOf(then)];
  if (nowTotals === null || thenTotals === null) return null;
  const events = ratios[metric]?.events;
  const counted = events === undefined ? 0 : countDeviation(events(thenTotals), events(nowTotals));
  if (counted === null) return null;
  const [left, right] = [daily(now, metric), daily(then, metric)];
  const seen = Math.sqrt(spread(left) ** 2 / Math.max(1, left.length) + spread(right) ** 2 / Math.max(1, right.length));
  // The spread of days includes their counting noise, which the few of a week cannot tell well from the rest.
  return Math.max(
    smallestDeviation,
    counted,
    metric === 'cpa' || metric === 'conversion_rate' ? Math.min(seen, 2 * counted) : seen,
  );
}

/** What chance does to the logarithm of the ratio of two counts, as a standard deviation; null when one is zero. */
export function countDeviation(before: number, after: number): number | null {
  return before <= 0 || after <= 0 ? null : Math.sqrt(1 / before + 1 / after);
}
