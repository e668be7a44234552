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
