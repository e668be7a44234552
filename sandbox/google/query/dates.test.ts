import fastCheck from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateOf, dayOf } from '../../market/calendar.ts';
import { refusedWith } from '../../testing/refused.ts';
import { checkChangeQuery } from './change-query.ts';
import { duringDates } from './dates.ts';
import type { Condition, Operator } from './parse.ts';

/** Any day from 1990 to 2062. */
const day = fastCheck.integer({ min: 7_305, max: 33_600 }).map(dateOf);

describe('DURING', () => {
  it.each([
    ['TODAY', '2026-11-21', '2026-11-21'],
    ['YESTERDAY', '2026-11-20', '2026-11-20'],
    ['LAST_7_DAYS', '2026-11-14', '2026-11-20'],
    ['LAST_14_DAYS', '2026-11-07', '2026-11-20'],
    ['LAST_30_DAYS', '2026-10-22', '2026-11-20'],
    ['THIS_WEEK_SUN_TODAY', '2026-11-15', '2026-11-21'],
    ['THIS_WEEK_MON_TODAY', '2026-11-16', '2026-11-21'],
    ['THIS_MONTH', '2026-11-01', '2026-11-21'],
    ['LAST_MONTH', '2026-10-01', '2026-10-31'],
    ['last_7_days', '2026-11-14', '2026-11-20'],
  ])('%s on 21 November 2026, a Saturday, is %s to %s', (name, first, last) => {
    expect(duringDates(name, '2026-11-21')).toEqual([first, last]);
  });

  it.each([
    ['THIS_MONTH', '2026-03-01', '2026-03-01', '2026-03-01'],
    ['LAST_MONTH', '2028-03-15', '2028-02-01', '2028-02-29'],
    ['LAST_MONTH', '2027-01-01', '2026-12-01', '2026-12-31'],
    ['THIS_WEEK_SUN_TODAY', '2026-11-22', '2026-11-22', '2026-11-22'],
    ['THIS_WEEK_MON_TODAY', '2026-11-22', '2026-11-16', '2026-11-22'],
  ])('%s on %s is %s to %s', (name, today, first, last) => {
    expect(duringDates(name, today)).toEqual([first, last]);
  });

  it.each([7, 14, 30])('LAST_%i_DAYS has so many days and ends yesterday, on any day', (count) => {
    fastCheck.assert(
      fastCheck.property(day, (today) => {
        const [first, last] = duringDates(`LAST_${count}_DAYS`, today);
        expect([dayOf(last) - dayOf(first) + 1, dayOf(today) - dayOf(last)]).toEqual([count, 1]);
      }),
    );
  });

  it('a week begins on its day and has at most seven, whatever day it is', () => {
    fastCheck.assert(
      fastCheck.property(day, (today) => {
        for (const [name, weekday] of [
          ['THIS_WEEK_SUN_TODAY', 0],
          ['THIS_WEEK_MON_TODAY', 1],
        ] as const) {
          const [first, last] = duringDates(name, today);
          expect(new Date(`${first}T00:00:00Z`).getUTCDay()).toBe(weekday);
          expect(last).toBe(today);
          expect(dayOf(last) - dayOf(first)).toBeLessThan(7);
        }
      }),
    );
  });

  it.each(['LAST_90_DAYS', 'LAST_60_DAYS', 'ALL_TIME', '2026-11-21', '', 'constructor'])('“%s” is refused', (name) => {
    expect(refusedWith(() => duringDates(name, '2026-11-21'))).toContain('INVALID_VALUE_WITH_DURING_OPERATOR');
  });
});

describe('the history of changes', () => {
  const time = 'change_event.change_date_time';
  const when = (operator: Operator, value: string): Condition => ({ field: time, operator, values: [value] });
  const ask = (conditions: readonly Condition[], limit: number | null = 100) =>
    refusedWith(() => checkChangeQuery(conditions, limit, '2026-11-21'));
  const range = (first: string, last: string) => [when('>=', first), when('<=', last)];

  it('is asked for a range within the last thirty days, and so many rows', () => {
    expect(ask(range('2026-10-22', '2026-11-21'))).toBe('was taken');
    expect(ask(range('2026-10-22', '2026-11-21'), 10_000)).toBe('was taken');
    expect(ask([when('=', '2026-11-01')])).toBe('was taken');
    expect(ask([when('>', '2026-11-01 10:00:00'), when('<', '2026-11-01 11:00:00')])).toBe('was taken');
  });

  it.each<[string, readonly Condition[], number | null, string]>([
    ['without a time', [], 100, 'CHANGE_DATE_RANGE_INFINITE'],
    ['without an end', [when('>=', '2026-11-01')], 100, 'CHANGE_DATE_RANGE_INFINITE'],
    ['without a beginning', [when('<=', '2026-11-01')], 100, 'CHANGE_DATE_RANGE_INFINITE'],
    ['by a set of days', [when('IN', '2026-11-01')], 100, 'CHANGE_DATE_RANGE_INFINITE'],
    ['backwards', range('2026-11-20', '2026-11-19'), 100, 'CHANGE_DATE_RANGE_NEGATIVE'],
    ['from too long ago', range('2026-10-21', '2026-11-19'), 100, 'START_DATE_TOO_OLD'],
    ['without a limit', range('2026-11-01', '2026-11-19'), null, 'LIMIT_NOT_SPECIFIED'],
    ['with too large a limit', range('2026-11-01', '2026-11-19'), 10_001, 'INVALID_LIMIT_CLAUSE'],
  ])('is refused %s', (_, conditions, limit, value) => {
    expect(ask(conditions, limit)).toContain(`"changeEventError":"${value}"`);
  });
});
