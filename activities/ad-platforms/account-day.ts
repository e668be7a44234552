/** The calendar day of a moment in a time zone, as an ISO date. */
export function dayIn(timezone: string, moment: Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: timezone, dateStyle: 'short' }).format(moment);
}

/** The ISO date so many days before another one; plain calendar arithmetic, so no clock change matters. */
export function daysBefore(date: string, days: number): string {
  const moment = new Date(`${date}T00:00:00Z`);
  moment.setUTCDate(moment.getUTCDate() - days);
  return moment.toISOString().slice(0, 10);
}

/** The last `days` days of an account’s calendar, today included. */
export function lastDays(
  timezone: string,
  now: Date,
  days: number,
): { readonly since: string; readonly until: string } {
  const until = dayIn(timezone, now);
  return { since: daysBefore(until, days - 1), until };
}
