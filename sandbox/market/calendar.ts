/** Milliseconds of an hour and of a day. */
export const HOUR = 3_600_000;
/** Milliseconds of a day. */
export const DAY = 86_400_000;

/** An hour as the ad account’s own calendar names it. `day` counts days since 1970-01-01 of that calendar. */
export type LocalHour = {
  readonly date: string;
  readonly hour: number;
  readonly day: number;
  /** 0 is Sunday. */
  readonly weekday: number;
};

/** Tells local hours of one time zone, remembering what it has told. */
export type Calendar = (instant: number) => LocalHour;

/** Counts days of an ISO date since 1970-01-01. */
export function dayOf(date: string): number {
  return Math.round(Date.parse(`${date}T00:00:00Z`) / DAY);
}

/** The ISO date of a day counted since 1970-01-01. */
export function dateOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** Makes the calendar of a time zone (IANA name); hours in which clocks change are the zone’s own. */
export function createCalendar(timezone: string): Calendar {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: timezone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    hourCycle: 'h23',
  });
  const known = new Map<number, LocalHour>();
  return (instant) => {
    const serial = Math.floor(instant / HOUR);
    const found = known.get(serial);
    if (found !== undefined) return found;
    const parts = new Map(format.formatToParts(instant).map((part) => [part.type, part.value]));
    const date = `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`;
    const day = dayOf(date);
    const local = { date, hour: Number(parts.get('hour')), day, weekday: (((day + 4) % 7) + 7) % 7 };
    known.set(serial, local);
    return local;
  };
}
