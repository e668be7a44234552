import { describe, expect, it } from 'vitest';
import { lastRun, nextRuns, type Schedule, wallNameOf } from './matching-times.ts';
import { saySchedule } from './say-schedule.ts';
import { madeUpTimes } from './skipped-times.ts';
import { createZone } from './zone.ts';

const schedule = (cron: string, timezone = 'UTC', more: Partial<Schedule> = {}): Schedule => ({
  ...{ cron, timezone, overlap: 'skip', catchup_window_seconds: 3_600, jitter_seconds: 0, skip: [] },
  ...more,
});
const from = (wanted: Schedule, after: string, count: number) =>
  nextRuns(wanted, new Date(after), count).map((each) => each.toISOString().slice(0, 16));

describe('the next runs of a schedule', () => {
  it.each<[string, Schedule, string, string[]]>([
    ['every day at nine', schedule('0 9 * * *'), '2026-01-01T09:00:00Z', ['2026-01-02T09:00', '2026-01-03T09:00']],
    ['every workday', schedule('0 9 * * MON-FRI'), '2026-01-02T10:00:00Z', ['2026-01-05T09:00', '2026-01-06T09:00']],
    ['Sunday as seven', schedule('0 9 * * 7'), '2026-01-01T00:00:00Z', ['2026-01-04T09:00', '2026-01-11T09:00']],
    [
      'steps from a start',
      schedule('5/20 9 1 JAN *'),
      '2026-01-01T09:10:00Z',
      ['2026-01-01T09:25', '2026-01-01T09:45'],
    ],
    [
      'a step that comes to seven, as the server has it',
      schedule('0 9 * * 1/3'),
      '2026-01-01T00:00:00Z',
      ['2026-01-01T09:00', '2026-01-04T09:00', '2026-01-05T09:00', '2026-01-08T09:00'],
    ],
    [
      'a step that passes seven by',
      schedule('0 9 * * 2/3'),
      '2026-01-01T00:00:00Z',
      ['2026-01-02T09:00', '2026-01-06T09:00', '2026-01-09T09:00'],
    ],
    ['both days must fit', schedule('0 9 1 * MON'), '2026-01-01T00:00:00Z', ['2026-06-01T09:00', '2027-02-01T09:00']],
    ['a word', schedule('@weekly'), '2026-01-01T00:00:00Z', ['2026-01-04T00:00', '2026-01-11T00:00']],
    ['leap years', schedule('0 0 29 2 *'), '2026-01-01T00:00:00Z', ['2028-02-29T00:00']],
    [
      'in a zone',
      schedule('0 9 * * *', 'Asia/Kolkata'),
      '2026-01-01T00:00:00Z',
      ['2026-01-01T03:30', '2026-01-02T03:30'],
    ],
    [
      'not on a day that is skipped',
      schedule('0 9 * * *', 'Europe/Berlin', { skip: ['2026-12-24'] }),
      '2026-12-23T09:00:00Z',
      ['2026-12-25T08:00'],
    ],
  ])('%s', (_case, wanted, after, expected) => {
    expect(from(wanted, after, expected.length)).toEqual(expected);
  });

  it('a time that the clock skips comes once, as much later as the clock was put forward', () => {
    const berlin = schedule('30 2 * * *', 'Europe/Berlin');
    expect(from(berlin, '2026-03-27T12:00:00Z', 3)).toEqual([
      '2026-03-28T01:30',
      '2026-03-29T01:30',
      '2026-03-30T00:30',
    ]);
    const havana = schedule('30 0 * * *', 'America/Havana');
    expect(from(havana, '2026-03-07T12:00:00Z', 2)).toEqual(['2026-03-08T05:30', '2026-03-09T04:30']);
    // Lord Howe Island moves by half an hour.
    const lordHowe = schedule('15 2 * * *', 'Australia/Lord_Howe');
    expect(from(lordHowe, '2026-10-03T00:00:00Z', 2)).toEqual(['2026-10-03T15:45', '2026-10-04T15:15']);
  });

  it.each(['Europe/Berlin', 'America/New_York', 'Australia/Sydney', 'America/Santiago'])(
    'a time that comes twice in %s comes once, all through a year',
    (timezone) => {
      for (const cron of ['30 1 * * *', '30 2 * * *', '30 23 * * *']) {
        const runs = nextRuns(schedule(cron, timezone), new Date('2026-01-01T12:00:00Z'), 366);
        const days = runs.map((each) => wallNameOf(schedule(cron, timezone), each).slice(0, 10));
        expect(new Set(days).size).toBe(366);
      }
    },
  );

  it('two moments at which the clock shows the same are one run by name', () => {
    const newYork = schedule('30 1 * * *', 'America/New_York');
    const names = ['2026-11-01T05:30:00Z', '2026-11-01T06:30:00Z'].map((at) => wallNameOf(newYork, new Date(at)));
    expect(names).toEqual(['2026-11-01T01:30', '2026-11-01T01:30']);
  });
});

describe('the last run', () => {
  const berlin = schedule('0 9 * * MON', 'Europe/Berlin');
  it.each([
    ['at the very moment', '2026-01-05T08:00:00Z', '2026-01-05T08:00:00.000Z'],
    ['a second before', '2026-01-05T07:59:59Z', '2025-12-29T08:00:00.000Z'],
    ['days later', '2026-01-11T22:00:00Z', '2026-01-05T08:00:00.000Z'],
  ])('%s', (_case, until, expected) => {
    expect(lastRun(berlin, new Date('2025-01-01T00:00:00Z'), new Date(until))?.toISOString()).toBe(expected);
  });

  it('is none when the schedule is younger', () => {
    expect(lastRun(berlin, new Date('2026-01-06T00:00:00Z'), new Date('2026-01-08T00:00:00Z'))).toBeNull();
    expect(lastRun(schedule('0 0 30 2 *'), new Date('2020-01-01'), new Date('2026-01-01'))).toBeNull();
  });

  it('agrees with the next runs: nothing lies between a run and the one after it', () => {
    const odd = schedule('*/37 1-3 * * *', 'America/New_York');
    const runs = nextRuns(odd, new Date('2026-10-30T00:00:00Z'), 40);
    for (const [at, run] of runs.entries()) {
      const next = runs[at + 1];
      if (next === undefined) continue;
      expect(lastRun(odd, new Date('2026-10-01'), new Date(next.getTime() - 1))).toEqual(run);
    }
  });
});

describe('times that are made up for', () => {
  const year = [new Date('2026-01-01T00:00:00Z'), new Date('2027-01-01T00:00:00Z')] as const;
  it.each<[string, Schedule, unknown[]]>([
    ['none in UTC', schedule('*/5 * * * *'), []],
    ['none for a run in the day', schedule('0 9 * * *', 'Europe/Berlin'), []],
    ['none on a weekday that is not meant', schedule('30 2 * * MON', 'Europe/Berlin'), []],
    [
      'those of the hour that is skipped',
      schedule('*/20 2 * * *', 'Europe/Berlin'),
      [{ year: 2026, month: 3, day: 29, hour: 3, minutes: [0, 20, 40] }],
    ],
    [
      'in the south in October',
      schedule('30 2 * * *', 'Australia/Sydney'),
      [{ year: 2026, month: 10, day: 4, hour: 3, minutes: [30] }],
    ],
  ])('%s', (_case, wanted, expected) => {
    expect(madeUpTimes(wanted, ...year)).toEqual(expected);
  });
});

describe('a zone', () => {
  it('gives back every wall time that exists, and refuses a name that is none', () => {
    const zone = createZone('America/New_York');
    for (let at = Date.UTC(2026, 2, 7); at < Date.UTC(2026, 2, 10); at += 900_000) {
      expect(zone.wallOf(zone.instantOf(zone.wallOf(at)).instant_ms)).toBe(zone.wallOf(at));
    }
    expect(zone.instantOf(Date.UTC(2026, 2, 8, 2, 30))).toEqual({
      instant_ms: Date.UTC(2026, 2, 8, 7, 30),
      exists: false,
    });
    expect(() => createZone('Mars/Olympus')).toThrow(RangeError);
  });
});

describe('a schedule in words', () => {
  it('says what differs from nothing at all', () => {
    expect(saySchedule(null)).toBeNull();
    expect(saySchedule(schedule('0 9 * * *', 'Europe/Berlin', { jitter_seconds: 60, skip: ['2026-12-24'] }))).toBe(
      '0 9 * * * (Europe/Berlin); a run beside a live one: skip; after an outage it catches up 3600 s; spread over 60 s; not on 2026-12-24',
    );
  });
});
