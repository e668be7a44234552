import { describe, expect, it } from 'vitest';
import { changePct, comparedPeriods, dateIn, directionOf, meanKnown, ratio, shiftDate, tidy } from './figures.ts';

describe('a figure that is not known', () => {
  it.each([
    ['ratio without a part', ratio(null, 4)],
    ['ratio without a whole', ratio(4, null)],
    ['ratio of nothing', ratio(4, 0)],
    ['ratio of less than nothing', ratio(4, -1)],
    ['change from the unknown', changePct(null, 4)],
    ['change to the unknown', changePct(4, null)],
    ['change from nothing', changePct(0, 4)],
    ['mean of nothing', meanKnown([])],
    ['mean of the unknown', meanKnown([null, null])],
    ['direction of the unknown', directionOf(null, 'up', 'down')],
  ])('stays unknown and never reads as calm: %s', (_, value) => {
    expect(value).toBeNull();
  });

  it('is left out of a mean, where a zero counts', () => {
    expect(meanKnown([4, null, 0])).toBe(2);
  });
});

describe('a figure', () => {
  it('has six significant digits, so that equal inputs stay equal texts', () => {
    expect(tidy(0.1 + 0.2)).toBe(0.3);
    expect(tidy(1234567.89)).toBe(1_234_570);
    expect(ratio(1, 3)).toBe(0.333333);
    expect(ratio(0, 3)).toBe(0);
  });

  it.each([
    [100, 130, 30],
    [100, 70, -30],
    [3, 4, 33.33],
    [0.02, 0.02, 0],
    [5, 0, -100],
  ])('that goes from %d to %d changes by %d %%', (before, after, change) => {
    expect(changePct(before, after)).toBe(change);
  });

  it.each([
    [10.01, 'up'],
    [10, 'stable'],
    [0, 'stable'],
    [-10, 'stable'],
    [-10.01, 'down'],
  ])('that changes by %d %% goes %s: ten percent is steady', (change, way) => {
    expect(directionOf(change, 'up', 'down')).toBe(way);
  });
});

describe('the compared weeks', () => {
  it('are the last seven full days and the seven before, without a gap and without today', () => {
    expect(comparedPeriods(new Date('2026-11-21T12:00:00Z'), 'UTC')).toEqual({
      ...{ start: '2026-11-14', end: '2026-11-20' },
      ...{ previous_start: '2026-11-07', previous_end: '2026-11-13' },
    });
  });

  it.each([
    ['Asia/Tokyo', '2026-11-22', '2026-11-21'],
    ['America/Los_Angeles', '2026-11-21', '2026-11-20'],
    ['UTC', '2026-11-21', '2026-11-20'],
  ])('end with the day that is over where the account lives: %s', (timezone, today, end) => {
    const at = new Date('2026-11-21T20:00:00Z');
    expect(dateIn(at, timezone)).toBe(today);
    expect(comparedPeriods(at, timezone).end).toBe(end);
  });

  it('count days over the ends of months, leap years and changes of the clock', () => {
    expect(shiftDate('2028-02-28', 1)).toBe('2028-02-29');
    expect(shiftDate('2026-01-01', -1)).toBe('2025-12-31');
    expect(shiftDate('2026-10-25', 1)).toBe('2026-10-26');
    const week = [...Array(400).keys()].map((days) => shiftDate('2026-01-01', days));
    expect(new Set(week).size).toBe(400);
    expect(week.map((date, days) => shiftDate(date, -days))).toEqual(week.map(() => '2026-01-01'));
  });
});
