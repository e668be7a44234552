import { changePct, mean, significant } from '../../../reasoning/index.ts';
import type { ComparedMetric, PeriodFigures } from './collected-metrics.ts';

/** One stored day of a campaign. Money in major units of the account currency. */
export type StoredDay = {
  readonly dt: string;
  readonly impressions: number;
  readonly clicks: number;
  readonly spend: number;
  readonly conversions: number;
  readonly revenue: number;
  readonly reach: number | null;
  readonly frequency: number | null;
  readonly impression_share: number | null;
};

const dayLength = 86_400_000;

/** The date `days` later (or earlier) than an ISO date. */
export function shiftDate(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * dayLength).toISOString().slice(0, 10);
}

/** The calendar date of a moment in a time zone. */
export function dateIn(at: Date, timezone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: timezone }).format(at);
}

/** `part / whole`; null when there is no whole. */
export function ratio(part: number, whole: number): number | null {
  return whole > 0 ? significant(part / whole) : null;
}

function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : significant(mean(known));
}

/** Figures of the days from `start` to `end` (inclusive); null when none of them has data. Ratios come from sums, not from means of ratios. */
export function figuresOf(days: readonly StoredDay[], start: string, end: string): PeriodFigures | null {
  const inside = days.filter((day) => day.dt >= start && day.dt <= end);
  if (inside.length === 0) return null;
  const sum = (pick: (day: StoredDay) => number) => inside.reduce((total, day) => total + pick(day), 0);
  const spend = significant(
    sum((day) => day.spend),
    12,
  );
  const impressions = sum((day) => day.impressions);
  const clicks = sum((day) => day.clicks);
  const conversions = significant(
    sum((day) => day.conversions),
    12,
  );
  return {
    start,
    end,
    days: inside.length,
    spend,
    impressions,
    clicks,
    conversions,
    cpa: ratio(spend, conversions),
    ctr: ratio(clicks, impressions),
    cpc: ratio(spend, clicks),
    cpm: ratio(spend * 1000, impressions),
    conversion_rate: ratio(conversions, clicks),
    frequency: meanOf(inside.map((day) => day.frequency)),
    reach: meanOf(inside.map((day) => day.reach)),
    impression_share: meanOf(inside.map((day) => day.impression_share)),
  };
}

/** Changes of all compared metrics in percent; null where there is no baseline, never a 0 that reads as "stable". */
export function changesOf(
  previous: PeriodFigures | null,
  current: PeriodFigures | null,
): Record<ComparedMetric, number | null> {
  const change = (metric: ComparedMetric) => {
    const pct = changePct(previous?.[metric] ?? null, current?.[metric] ?? null);
    return pct === null ? null : significant(pct, 4);
  };
  return {
    spend: change('spend'),
    impressions: change('impressions'),
    clicks: change('clicks'),
    conversions: change('conversions'),
    cpa: change('cpa'),
    ctr: change('ctr'),
    cpc: change('cpc'),
    cpm: change('cpm'),
    conversion_rate: change('conversion_rate'),
    frequency: change('frequency'),
    reach: change('reach'),
    impression_share: change('impression_share'),
  };
}

/** All compared metrics without a value, for campaigns without daily data. */
export const noChanges = changesOf(null, null);

/** Counts, newest first, the days in a row on which a value was strictly above the day before. */
export function risingDays(newestFirst: readonly number[]): number {
  const stop = newestFirst.findIndex((value, index) => !(value > (newestFirst[index + 1] ?? Number.POSITIVE_INFINITY)));
  return stop === -1 ? newestFirst.length : stop;
}
