const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** A span as the two largest units that matter: `3 h 20 min`, `2 d`, `45 s`. Milliseconds in. */
export function describeSpan(span_ms: number): string {
  const span = Math.max(0, span_ms);
  if (span < minute) return `${Math.floor(span / 1000)} s`;
  if (span < hour) return `${Math.floor(span / minute)} min`;
  if (span < day) {
    const minutes = Math.floor((span % hour) / minute);
    return minutes === 0 ? `${Math.floor(span / hour)} h` : `${Math.floor(span / hour)} h ${minutes} min`;
  }
  const hours = Math.floor((span % day) / hour);
  return hours === 0 ? `${Math.floor(span / day)} d` : `${Math.floor(span / day)} d ${hours} h`;
}

/** How long ago an ISO time was: `just now`, `4 min ago`. */
export function describeAge(at: string, now_ms: number): string {
  const age = now_ms - Date.parse(at);
  return age < 5_000 ? 'just now' : `${describeSpan(age)} ago`;
}

/** How near a deadline is, in words and in a class for its look. */
export function describeDeadline(at: string, now_ms: number): { text: string; urgency: 'calm' | 'soon' | 'passed' } {
  const left = Date.parse(at) - now_ms;
  if (left <= 0) return { text: 'Deadline has passed', urgency: 'passed' };
  return { text: `${describeSpan(left)} left`, urgency: left < 2 * hour ? 'soon' : 'calm' };
}

/** A moment in the reader’s own time zone: `21 Nov 2026, 13:05`. */
export function formatMoment(at: string, timeZone?: string): string {
  const moment = new Date(at);
  if (Number.isNaN(moment.getTime())) return at;
  return new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(moment);
}

/** A calendar day that belongs to no time zone: `15 Nov 2026` for `2026-11-15`. Anything else stays as it is. */
export function formatDay(day: string): string {
  const moment = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(moment.getTime())) return day;
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' }).format(moment);
}

/** Two days as a span: `15 – 21 Nov 2026`, the year once. */
export function formatDays(from: string, to: string): string {
  const [start, end] = [new Date(`${from}T00:00:00Z`), new Date(`${to}T00:00:00Z`)];
  if (Number.isNaN(start.getTime()) || Number.isNaN(end.getTime())) return `${from} – ${to}`;
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' }).formatRange(start, end);
}

/** A month in words: `November 2026` for `2026-11`. */
export function formatMonth(month: string): string {
  const moment = new Date(`${month}-01T00:00:00Z`);
  if (Number.isNaN(moment.getTime())) return month;
  return new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(moment);
}
