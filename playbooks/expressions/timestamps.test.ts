import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTimestamp } from './timestamps.ts';

describe('a point in time', () => {
  it.each([
    ['1970-01-01T00:00:00Z', 0],
    ['2026-01-31T09:00:00Z', Date.UTC(2026, 0, 31, 9)],
    ['2026-01-31T09:00:00.5Z', Date.UTC(2026, 0, 31, 9, 0, 0, 500)],
    ['2026-01-31T09:00:00.123456789Z', Date.UTC(2026, 0, 31, 9, 0, 0, 123)],
    ['2026-01-31T09:00:00+02:00', Date.UTC(2026, 0, 31, 7)],
    ['2026-01-31T23:30:00-01:00', Date.UTC(2026, 1, 1, 0, 30)],
    ['2028-02-29T00:00:00Z', Date.UTC(2028, 1, 29)],
  ])('%s', (text, ms) => {
    expect(parseTimestamp(text)).toBe(ms);
  });

  it.each([
    ['a day alone', '2026-01-31'],
    ['no offset', '2026-01-31T09:00:00'],
    ['no seconds', '2026-01-31T09:00Z'],
    ['a space for the T', '2026-01-31 09:00:00Z'],
    ['lower case', '2026-01-31t09:00:00z'],
    ['a year of two digits', '26-01-31T09:00:00Z'],
    ['month 13', '2026-13-01T09:00:00Z'],
    ['day 0', '2026-01-00T09:00:00Z'],
    ['30 February, which the runtime would read as 2 March', '2026-02-30T09:00:00Z'],
    ['29 February of a common year', '2026-02-29T09:00:00Z'],
    ['31 April with an offset', '2026-04-31T00:00:00+02:00'],
    ['hour 25', '2026-01-31T25:00:00Z'],
    ['second 60', '2026-01-31T09:00:60Z'],
    ['an offset nobody has', '2026-01-31T09:00:00+99:99'],
    ['words', 'March 7'],
    ['a number alone', '1'],
    ['nothing', ''],
    ['something before', ' 2026-01-31T09:00:00Z'],
    ['something after', '2026-01-31T09:00:00Z\n'],
  ])('%s is refused', (_, text) => {
    expect(parseTimestamp(text)).toBeNull();
  });

  it('reads back every time that the language writes', () => {
    const from = new Date('0001-01-01T00:00:00Z');
    fc.assert(
      fc.property(fc.date({ min: from, max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true }), (date) => {
        expect(parseTimestamp(date.toISOString())).toBe(date.getTime());
      }),
    );
  });
});
