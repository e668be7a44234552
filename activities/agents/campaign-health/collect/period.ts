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
  /** Of the impressions it could have had, those it lost to its budget and to its rank. */
  readonly impression_share_lost_budget?: number | null;
  readonly impression_share_lost_rank?: number | null;
};

/** What a platform said of a whole period; days do not add up to it. */
export type PeriodReach = { readonly reach: number | null; readonly frequency: number | null };

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

/**
 * Figures of the days from `start` to `end` (inclusive); null when none of them has data. Ratios come from sums, not from means
 * of ratios. Reach and frequency are the platform's own of the whole period where it was `told`, else means of the days.
 */
export function figuresOf(
  days: readonly StoredDay[],
  start: string,
  end: string,
  told: PeriodReach | null = null,
): PeriodFigures | null {
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
    frequency: told === null ? meanOf(inside.map((day) => day.frequency)) : told.frequency,
    reach: told === null ? meanOf(inside.map((day) => day.reach)) : told.reach,
    impression_share: meanOf(inside.map((day) => day.impression_share)),
    impression_share_lost_budget: meanOf(inside.map((day) => day.impression_share_lost_budget ?? null)),
    impression_share_lost_rank: meanOf(inside.map((day) => day.impression_share_lost_rank ?? null)),
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

/** Which way a row of days goes. */
export type TrendDirection = 'increasing' | 'decreasing';

/**
 * Counts, newest first, the days in a row on which a value was strictly above (or below) the day before; the oldest day has no
 * day before it and never counts.
 */
export function trendDays(newestFirst: readonly number[], direction: TrendDirection): number {
  const goes = (value: number, before: number | undefined) =>
    before !== undefined && (direction === 'increasing' ? value > before : value < before);
  const stop = newestFirst.findIndex((value, index) => !goes(value, newestFirst[index + 1]));
  return stop === -1 ? newestFirst.length : stop;
}
