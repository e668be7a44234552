import { median, robustDeviation } from '../../../reasoning/index.ts';
import { shiftDate } from '../collect/period.ts';
import type { DayValue } from './effect.ts';

/** A metric on consecutive days in the form in which it is modelled; `null` where a day has no value. */
export type Series = { readonly dates: readonly string[]; readonly values: readonly (number | null)[] };

/** All dates from `first` to `last`, both included. */
export function datesBetween(first: string, last: string): readonly string[] {
  const dates: string[] = [];
  for (let date = first; date <= last; date = shiftDate(date, 1)) dates.push(date);
  return dates;
}

/** The value of several days together; null without anything to divide by. */
export function ratioOf(days: readonly DayValue[]): number | null {
  const denominator = days.reduce((sum, day) => sum + day.denominator, 0);
  if (!(denominator > 0)) return null;
  return days.reduce((sum, day) => sum + day.numerator, 0) / denominator;
}

/** Day 0 is Sunday. */
export function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay();
}

/**
 * Puts days on a calendar. On the `log` scale, where effects are factors, days at 0 have no value; on the `plain` scale
 * values are in units of `unit`.
 */
export function seriesOf(
  days: readonly DayValue[],
  dates: readonly string[],
  scale: { readonly kind: 'log' } | { readonly kind: 'plain'; readonly unit: number },
): Series {
  const byDate = new Map(days.map((day) => [day.dt, ratioOf([day])]));
  const values = dates.map((date) => {
    const value = byDate.get(date) ?? null;
    if (value === null) return null;
    if (scale.kind === 'plain') return value / scale.unit;
    return value > 0 ? Math.log(value) : null;
  });
  return { dates, values };
}

/** A series without its weekday pattern (medians of the first `learned` days), around 0; for comparing campaigns. */
export function withoutWeekdays({ dates, values }: Series, learned: number): readonly (number | null)[] {
  const known = values.slice(0, learned).flatMap((value) => (value === null ? [] : [value]));
  const center = median(known);
  const pattern = [0, 1, 2, 3, 4, 5, 6].map((weekday) => {
    const own = dates.slice(0, learned).flatMap((date, index) => {
      const value = values[index] ?? null;
      return value !== null && weekdayOf(date) === weekday ? [value - center] : [];
    });
    return own.length < 3 ? 0 : median(own);
  });
  return values.map((value, index) =>
    value === null ? null : value - center - (pattern[weekdayOf(dates[index] ?? '')] ?? 0),
  );
}

const wild = 6;
const besides = 5;
/** Where more days than this share are wild, wild is what the series is. */
const mostWild = 0.05;

/**
 * Which of the first `learned` days are too wild to learn from: more than six robust deviations from the median of the
 * days around them (Hampel's identifier, 1974). A lasting move is none, because its neighbours have moved too.
 */
export function wildDays(values: readonly (number | null)[], learned: number): readonly number[] {
  const residuals = values.slice(0, learned).map((value, index) => {
    if (value === null) return null;
    const around = values
      .slice(Math.max(0, index - besides), Math.min(learned, index + besides + 1))
      .flatMap((each) => (each === null ? [] : [each]));
    return value - median(around);
  });
  const deviation = robustDeviation(residuals.flatMap((each) => (each === null ? [] : [each])));
  if (!(deviation > 0)) return [];
  const found = residuals.flatMap((each, index) => (each !== null && Math.abs(each) > wild * deviation ? [index] : []));
  return found.length > mostWild * learned ? [] : found;
}
