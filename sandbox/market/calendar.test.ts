import fastCheck from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCalendar, dateOf, dayOf, HOUR } from './calendar.ts';

describe('the calendar of an account', () => {
  it.each([
    ['UTC', '2026-11-21T23:59:59Z', '2026-11-21', 23],
    ['Asia/Tokyo', '2026-11-21T23:59:59Z', '2026-11-22', 8],
    ['America/New_York', '2026-11-21T03:00:00Z', '2026-11-20', 22],
    ['Asia/Kolkata', '2026-11-21T18:30:00Z', '2026-11-22', 0],
  ])('in %s names %s as day %s, hour %i', (timezone, instant, date, hour) => {
    expect(createCalendar(timezone)(Date.parse(instant))).toMatchObject({ date, hour });
  });

  it('knows the day of the week, Sunday being 0', () => {
    const calendar = createCalendar('UTC');
    const weekdays = Array.from({ length: 7 }, (_, day) =>
      calendar(Date.parse('2026-11-22T10:00:00Z') + day * 24 * HOUR),
    );
    expect(weekdays.map((each) => each.weekday)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(calendar(Date.parse('1969-12-31T10:00:00Z'))).toMatchObject({ day: -1, weekday: 3 });
  });

  it('says the same when asked twice', () => {
    const calendar = createCalendar('Europe/Berlin');
    const instant = Date.parse('2026-03-29T01:30:00Z');
    expect(calendar(instant)).toBe(calendar(instant + 60_000));
  });

  it('has a day of 23 hours in spring and one of 25 in autumn', () => {
    const calendar = createCalendar('Europe/Berlin');
    const hoursOf = (date: string) => {
      const noon = Date.parse(`${date}T12:00:00Z`);
      const around = Array.from({ length: 48 }, (_, index) => calendar(noon + (index - 24) * HOUR));
      return around.filter((hour) => hour.date === date).length;
    };
    expect([hoursOf('2026-03-29'), hoursOf('2026-10-25'), hoursOf('2026-06-01')]).toEqual([23, 25, 24]);
  });

  it('turns days into dates and back, for all days', () => {
    fastCheck.assert(
      fastCheck.property(fastCheck.integer({ min: -100_000, max: 100_000 }), (day) => {
        expect(dayOf(dateOf(day))).toBe(day);
      }),
    );
  });
});
