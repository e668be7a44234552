import { CodedError } from '../../../contracts/errors/index.ts';

const localForm = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2}):(\d{2})(?:\.\d+)?)?$/;

/** What a clock on the wall of the time zone shows at a moment, counted as if it were UTC. */
function wallClock(timezone: string): (moment_ms: number) => number {
  const format = new Intl.DateTimeFormat('en-CA', {
    ...{ timeZone: timezone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
  });
  return (moment_ms) => {
    const parts = new Map(format.formatToParts(moment_ms).map(({ type, value }) => [type, Number(value)]));
    const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
    return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  };
}

/** A moment as `yyyy-MM-dd HH:mm:ss` in the time zone of the account, as campaigns and the change history have it. */
export function localFromMoment(moment: Date, timezone: string): string {
  return new Date(wallClock(timezone)(moment.getTime())).toISOString().slice(0, 19).replace('T', ' ');
}

/** The moment of a local text as ISO UTC; of an hour that comes twice in a year, the first. Null for what is no such text. */
export function momentFromLocal(text: string, timezone: string): string | null {
  const found = localForm.exec(text);
  if (found === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found
    .slice(1)
    .map((part) => Number(part ?? 0));
  const shows = wallClock(timezone);
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  // The offset of a day before and after are the two that can hold at this moment: where both fit, the earlier one is taken.
  const candidates = [-86_400_000, 86_400_000].map((aside) => wall - (shows(wall + aside) - (wall + aside)));
  const fitting = candidates.filter((moment) => shows(moment) === wall);
  return new Date(Math.min(...(fitting.length > 0 ? fitting : candidates))).toISOString();
}

/**
 * A moment as Google keeps it. Throws PLATFORM_REFUSED for what would read back as another moment: parts of a second, and
 * the second run of an hour that comes twice when the clocks go back.
 */
export function exactLocal(iso: string, timezone: string): string {
  const moment = new Date(iso);
  const local = Number.isNaN(moment.getTime()) ? '' : localFromMoment(moment, timezone);
  if (local !== '' && momentFromLocal(local, timezone) === moment.toISOString()) return local;
  const message = `Google keeps times to the second in ${timezone}; ${iso} cannot be said exactly there.`;
  throw new CodedError('PLATFORM_REFUSED', message, { value: iso, timezone });
}
