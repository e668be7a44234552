import { fitsDay, type Schedule } from './matching-times.ts';
import { readCron } from './read-cron.ts';
import { createZone, type Zone } from './zone.ts';

/** Wall-clock times at which a schedule must run although its cron expression does not say so. */
export type ExtraTimes = {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minutes: readonly number[];
};

const day_ms = 86_400_000;

/**
 * The runs of a schedule that fall into hours which clock changes skip between two moments, at the times at which they are
 * made up for: a run at 02:30 on the night in which 02:00 becomes 03:00 is due at 03:30. A server that compares clock
 * times would leave it out.
 */
export function madeUpTimes(schedule: Schedule, from: Date, until: Date): ExtraTimes[] {
  const zone = createZone(schedule.timezone);
  const cron = readCron(schedule.cron);
  const found = new Map<string, { head: Omit<ExtraTimes, 'minutes'>; minutes: number[] }>();
  for (const change of changesForward(zone, from.getTime(), until.getTime())) {
    for (let wall = change.at + change.before; wall < change.at + change.after; wall += 60_000) {
      const missing = new Date(wall);
      if (!fitsDay(cron, wall) || !cron.hours.includes(missing.getUTCHours())) continue;
      if (!cron.minutes.includes(missing.getUTCMinutes())) continue;
      const shown = new Date(wall - change.before + change.after);
      const key = shown.toISOString().slice(0, 13);
      const [year, month, day] = [shown.getUTCFullYear(), shown.getUTCMonth() + 1, shown.getUTCDate()];
      const entry = found.get(key) ?? { head: { year, month, day, hour: shown.getUTCHours() }, minutes: [] };
      entry.minutes.push(shown.getUTCMinutes());
      found.set(key, entry);
    }
  }
  return [...found.values()].map(({ head, minutes }) => ({ ...head, minutes }));
}

type Change = { readonly at: number; readonly before: number; readonly after: number };

/** The moments between two others at which the clock is put forward, with its offsets before and after. */
function changesForward(zone: Zone, from: number, until: number): Change[] {
  const changes: Change[] = [];
  for (let start = from; start < until; start += day_ms) {
    const before = zone.offsetAt(start);
    const after = zone.offsetAt(start + day_ms);
    if (before >= after) continue;
    let [low, high] = [start, start + day_ms];
    while (high - low > 1_000) {
      const middle = Math.floor((low + high) / 2);
      if (zone.offsetAt(middle) === before) low = middle;
      else high = middle;
    }
    changes.push({ at: Math.floor(high / 60_000) * 60_000, before, after });
  }
  return changes;
}
