/** A figure with six significant digits: enough for every decision, and equal inputs stay equal texts. */
export function tidy(value: number, digits = 6): number {
  return Number(value.toPrecision(digits));
}

/** `part / whole`; null when there is no whole or a side is not known. */
export function ratio(part: number | null, whole: number | null): number | null {
  return part === null || whole === null || whole <= 0 ? null : tidy(part / whole);
}

/** Change in percent; null when a side is not known or there is no baseline, never a 0 that reads as "stable". */
export function changePct(before: number | null, after: number | null): number | null {
  return before === null || after === null || before <= 0 ? null : tidy(((after - before) / before) * 100, 4);
}

/** Mean of the known values; null when none is. */
export function meanKnown(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : tidy(known.reduce((sum, value) => sum + value, 0) / known.length);
}

/** A change smaller than this counts as steady: 10 %. */
const steadyPct = 10;

/** Which way a change goes; null when it is not known. */
export function directionOf<Up extends string, Down extends string>(
  change_pct: number | null,
  up: Up,
  down: Down,
): Up | Down | 'stable' | null {
  if (change_pct === null) return null;
  if (change_pct > steadyPct) return up;
  return change_pct < -steadyPct ? down : 'stable';
}

/** The date `days` later (or earlier) than an ISO date. */
export function shiftDate(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The calendar date of a moment in a time zone. */
export function dateIn(at: Date, timezone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: timezone }).format(at);
}

/** The two compared periods at a moment: the last 7 full days in the account's time zone, and the 7 before. */
export function comparedPeriods(at: Date, timezone: string) {
  const end = shiftDate(dateIn(at, timezone), -1);
  return { start: shiftDate(end, -6), end, previous_start: shiftDate(end, -13), previous_end: shiftDate(end, -7) };
}
