import type { BusinessCalendar } from '../../contracts/plan/index.ts';
import { createZone } from '../../playbooks/schedule/zone.ts';

/**
 * Opening hours as arithmetic on the clock of their time zone: the same moment and calendar always give the same moment,
 * so that it may run in a workflow. A day here is a calendar day of that place, 23 to 25 hours long.
 */

const day_ms = 86_400_000;
const minute_ms = 60_000;

/** The first moment at or after this one (milliseconds since the epoch) that lies within opening hours. */
export function nextOpening(calendar: BusinessCalendar, instant_ms: number): number {
  const zone = createZone(calendar.timezone);
  const wall_ms = zone.wallOf(instant_ms);
  const today = Math.floor(wall_ms / day_ms);
  if (isOpenDay(calendar, today) && wall_ms < today * day_ms + calendar.to_minute * minute_ms) {
    const opens_ms = today * day_ms + calendar.from_minute * minute_ms;
    return wall_ms >= opens_ms ? instant_ms : zone.instantOf(opens_ms).instant_ms;
  }
  return zone.instantOf(openDayAfter(calendar, today) * day_ms + calendar.from_minute * minute_ms).instant_ms;
}

/**
 * The moment so many business days later, at the same time of the day there. Counting begins at the next opening, so two
 * business days from a Friday night are those from the opening on Monday.
 */
export function afterBusinessDays(calendar: BusinessCalendar, instant_ms: number, days: number): number {
  const zone = createZone(calendar.timezone);
  const start_ms = nextOpening(calendar, instant_ms);
  const wall_ms = zone.wallOf(start_ms);
  const first = Math.floor(wall_ms / day_ms);
  let day = first;
  for (let count = 0; count < days; count += 1) day = openDayAfter(calendar, day);
  return zone.instantOf(wall_ms + (day - first) * day_ms).instant_ms;
}

function openDayAfter(calendar: BusinessCalendar, day: number): number {
  // Every week has an open day, and each holiday can close one: further on there is nothing to look for.
  const last = day + 7 * (calendar.holidays.length + 1);
  for (let next = day + 1; next <= last; next += 1) if (isOpenDay(calendar, next)) return next;
  throw new RangeError('The calendar has no open day');
}

function isOpenDay(calendar: BusinessCalendar, day: number): boolean {
  const midnight = new Date(day * day_ms);
  const weekday = midnight.getUTCDay() === 0 ? 7 : midnight.getUTCDay();
  return calendar.days.includes(weekday) && !calendar.holidays.includes(midnight.toISOString().slice(0, 10));
}
