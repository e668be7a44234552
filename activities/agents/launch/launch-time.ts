import { launchTimezone } from './limits.ts';

const minute = 60_000;

/** What the clock in Pacific time shows at an instant, as `2026-12-01 00:01`. */
export function pacificClock(at: Date): string {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone: launchTimezone,
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(at);
  return parts.replace(',', '');
}

/** The instant at which the clock in Pacific time shows a date and time; summer time is looked up and not guessed. */
export function pacificInstant(date: string, time: string): Date {
  const shown = Date.parse(`${date}T${time}:00Z`);
  // The offset is at most a day; asked twice, because it may change between the guess and the instant itself.
  let at = shown;
  for (let turn = 0; turn < 2; turn += 1)
    at += shown - Date.parse(`${pacificClock(new Date(at)).replace(' ', 'T')}:00Z`);
  return new Date(at);
}

/** When a launch begins (a minute after midnight, so that the day is surely the new one) and when its day is over. */
export function launchDay(date: string): { readonly begins: Date; readonly ends: Date } {
  const next = new Date(Date.parse(`${date}T00:00:00Z`) + 1_440 * minute).toISOString().slice(0, 10);
  return { begins: pacificInstant(date, '00:01'), ends: pacificInstant(next, '00:00') };
}
