import type { Plan } from '../../contracts/plan/index.ts';
import { type CronTimes, readCron } from './read-cron.ts';
import { createZone, type Zone } from './zone.ts';

/** When a playbook starts by itself. */
export type Schedule = NonNullable<Plan['schedule']>;

const day_ms = 86_400_000;
/** How far ahead or back a run is looked for: 29 February comes within eight years. */
const mostDays = 8 * 366;

/**
 * The next moments at which a schedule is due, after `after`, at most `count`. Every wall-clock time is due once: one that a
 * clock change skips as much later as the clock was put forward, one that comes twice only one time. Jitter is left out.
 */
export function nextRuns(schedule: Schedule, after: Date, count: number): Date[] {
  const zone = createZone(schedule.timezone);
  const cron = readCron(schedule.cron);
  const found: Date[] = [];
  const today = startOfDay(zone.wallOf(after.getTime()));
  for (let day = -1; day <= mostDays && found.length < count; day += 1) {
    const due = runsOfDay(schedule, cron, zone, today + day * day_ms);
    found.push(...due.filter((each) => each > after.getTime()).map((each) => new Date(each)));
  }
  return found.slice(0, count);
}

/** The last moment at which a schedule was due, at or before `until` and not before `since`; null when there was none. */
export function lastRun(schedule: Schedule, since: Date, until: Date): Date | null {
  const zone = createZone(schedule.timezone);
  const cron = readCron(schedule.cron);
  const first = startOfDay(zone.wallOf(since.getTime())) - day_ms;
  const today = startOfDay(zone.wallOf(until.getTime()));
  for (let day = today + day_ms; day >= first && day >= today - mostDays * day_ms; day -= day_ms) {
    const due = runsOfDay(schedule, cron, zone, day).filter((each) => each <= until.getTime());
    const last = due.at(-1);
    if (last !== undefined) return last >= since.getTime() ? new Date(last) : null;
  }
  return null;
}

/** The moments of one day (its midnight as a wall time) at which a schedule is due, in order. */
function runsOfDay(schedule: Schedule, cron: CronTimes, zone: Zone, midnight: number): number[] {
  if (!fitsDay(cron, midnight) || schedule.skip.includes(dateOf(midnight))) return [];
  const due = cron.hours.flatMap((hour) =>
    cron.minutes.map((minute) => zone.instantOf(midnight + (hour * 60 + minute) * 60_000).instant_ms),
  );
  return [...new Set(due)].sort((left, right) => left - right);
}

/** Whether a day, given as any wall time in it, is one of a cron expression. */
export function fitsDay(cron: CronTimes, wall_ms: number): boolean {
  const at = new Date(wall_ms);
  return cron.months.has(at.getUTCMonth() + 1) && cron.days.has(at.getUTCDate()) && cron.weekdays.has(at.getUTCDay());
}

/** What the clock of the schedule shows at a moment, to the minute: the name of a run, for two moments that show the same are one. */
export function wallNameOf(schedule: Schedule, at: Date): string {
  return new Date(createZone(schedule.timezone).wallOf(at.getTime())).toISOString().slice(0, 16);
}

function startOfDay(wall_ms: number): number {
  return Math.floor(wall_ms / day_ms) * day_ms;
}

function dateOf(wall_ms: number): string {
  return new Date(wall_ms).toISOString().slice(0, 10);
}
