import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lastRun, nextRuns, type Schedule, wallNameOf } from './matching-times.ts';

/**
 * The reference: every minute of a span is looked at, and what its clock shows is compared with the fields written out. Zones are
 * read from Intl, the fields by a reader of their own, so that nothing is shared with what is tested.
 */
function admits(field: string, value: number, from: number, to: number): boolean {
  return field.split(',').some((item) => {
    const [range = '*', step = '1'] = item.split('/');
    const [first = '*', last] = range.split('-');
    const start = first === '*' ? from : Number(first);
    const end = first === '*' || (item.includes('/') && last === undefined) ? to : Number(last ?? first);
    return value >= start && value <= end && (value - start) % Number(step) === 0;
  });
}
function clockOf(timezone: string) {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
  });
  return (at: number) => {
    const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const { year = 0, month = 0, day = 0, hour = 0, minute = 0 } = parts;
    return { minute, hour, day, month, weekday: new Date(Date.UTC(year, month - 1, day)).getUTCDay() };
  };
}
function expected(cron: string, timezone: string, from: number, until: number): string[] {
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = cron.split(' ');
  const clock = clockOf(timezone);
  const found: string[] = [];
  for (let at = from + 60_000; at <= until; at += 60_000) {
    const shown = clock(at);
    if (!admits(minute, shown.minute, 0, 59) || !admits(hour, shown.hour, 0, 23)) continue;
    if (!admits(day, shown.day, 1, 31) || !admits(month, shown.month, 1, 12)) continue;
    // Sunday is 0 and 7 alike, also for a step that starts in the middle of the week: 1/2 comes to 7, and the server that
    // keeps the schedules runs it on Sundays too.
    const numbers = shown.weekday === 0 ? [0, 7] : [shown.weekday];
    if (numbers.some((each) => admits(weekday, each, 0, 7))) found.push(new Date(at).toISOString());
  }
  return found;
}

const field = (from: number, to: number) =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant('*') },
    fc.integer({ min: from, max: to }).map(String),
    fc
      .tuple(fc.integer({ min: from, max: to }), fc.integer({ min: from, max: to }))
      .map(([one, other]) => `${Math.min(one, other)}-${Math.max(one, other)}`),
    fc.integer({ min: 2, max: 9 }).map((step) => `*/${step}`),
    fc
      .tuple(fc.integer({ min: from, max: to }), fc.integer({ min: 2, max: 9 }))
      .map(([start, step]) => `${start}/${step}`),
    fc.uniqueArray(fc.integer({ min: from, max: to }), { minLength: 2, maxLength: 4 }).map((all) => all.join(',')),
  );
const crons = fc
  .tuple(field(0, 59), field(0, 23), field(1, 31), field(1, 12), field(0, 6))
  .map((fields) => fields.join(' '));
/** Zones whose offset does not change in the spans below; clock changes have tests of their own. */
const zones = fc.constantFrom(
  'UTC',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'America/Phoenix',
  'Pacific/Kiritimati',
  'Pacific/Marquesas',
);
const schedule = (cron: string, timezone: string): Schedule => ({
  ...{ cron, timezone, overlap: 'skip', catchup_window_seconds: 3_600, jitter_seconds: 0, skip: [] },
});
const starts = fc
  .integer({ min: 0, max: 1_000 })
  .map((days) => Date.UTC(2026, 0, 1) + days * 86_400_000 + 12 * 3_600_000 + 60_000 * (days % 60));
const span_ms = 26 * 3_600_000;

describe('the runs of any schedule', () => {
  it('are exactly the minutes whose clock fits', () => {
    fc.assert(
      fc.property(crons, zones, starts, (cron, timezone, from) => {
        const wanted = expected(cron, timezone, from, from + span_ms);
        const runs = nextRuns(schedule(cron, timezone), new Date(from), wanted.length + 1).map((each) =>
          each.toISOString(),
        );
        expect(runs.slice(0, wanted.length)).toEqual(wanted);
        const beyond = runs[wanted.length];
        expect(beyond === undefined || Date.parse(beyond) > from + span_ms).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('the last one is the greatest of those before', () => {
    fc.assert(
      fc.property(crons, zones, starts, (cron, timezone, from) => {
        const wanted = expected(cron, timezone, from, from + span_ms).at(-1) ?? null;
        const last = lastRun(schedule(cron, timezone), new Date(from + 1), new Date(from + span_ms));
        expect(last?.toISOString() ?? null).toBe(wanted);
      }),
      { numRuns: 40 },
    );
  });

  it('come in order, each under a name of its own', () => {
    fc.assert(
      fc.property(crons, zones, starts, (cron, timezone, from) => {
        const wanted = schedule(cron, timezone);
        const runs = nextRuns(wanted, new Date(from), 50);
        const times = runs.map((each) => each.getTime());
        expect(times).toEqual([...new Set(times)].toSorted((left, right) => left - right));
        expect(new Set(runs.map((each) => wallNameOf(wanted, each))).size).toBe(runs.length);
        expect(times.every((each) => each > from)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});
