import { dateIn, shiftDate } from '../collect/period.ts';

/** The days of one measurement, as the calendar of the account has them. */
export type MeasuredWindow = {
  /** The day on which the first change of the set was applied; it is neither before nor after. */
  readonly first_day: string;
  readonly last_day_before: string;
  readonly changed_on: string;
  readonly last_day: string;
  readonly window_days: number;
};

const daySeconds = 86_400;

/**
 * The window of an outcome: full days from the day after the last change of the set. Without a known moment of application
 * the window ends the day before `measure_at`.
 */
export function measuredWindow(
  outcome: { readonly window_seconds: number; readonly measure_at: Date },
  applied: readonly Date[],
  timezone: string,
): MeasuredWindow {
  const window_days = Math.max(1, Math.round(outcome.window_seconds / daySeconds));
  const days = applied.map((moment) => dateIn(moment, timezone)).sort();
  const guessed = shiftDate(dateIn(outcome.measure_at, timezone), -window_days - 1);
  const [first_day, last_changed] = [days[0] ?? guessed, days.at(-1) ?? guessed];
  const changed_on = shiftDate(last_changed, 1);
  return {
    ...{ first_day, last_day_before: shiftDate(first_day, -1), changed_on, window_days },
    last_day: shiftDate(changed_on, window_days - 1),
  };
}

/** The days that the platform may still fill: those that ended less than the lag ago. Empty when all are complete. */
export function fillingDays(
  window: MeasuredWindow,
  lag_days: number,
  now: Date,
  timezone: string,
): { readonly settled_until: string; readonly filling: readonly string[] } {
  const settled_until = shiftDate(dateIn(now, timezone), -lag_days - 1);
  const filling: string[] = [];
  for (let day = window.changed_on; day <= window.last_day; day = shiftDate(day, 1))
    if (day > settled_until) filling.push(day);
  return { settled_until, filling };
}
