import { describe, expect, it } from 'vitest';
import { calendarEventSchema } from '../../../../contracts/reasoning/campaign-past.ts';
import { countriesOf, easterOf, holidaysBetween } from './holidays.ts';

const named = (name: string, year: number, country: string) =>
  holidaysBetween(`${year}-01-01`, `${year}-12-31`, [country]).find((each) => each.name === name)?.starts_on;

const known = ['US', 'GB', 'DE', 'FR', 'JP'];

describe('a computed holiday', () => {
  it.each([
    [2024, '2024-03-31'],
    [2025, '2025-04-20'],
    [2026, '2026-04-05'],
    [2027, '2027-03-28'],
    [2038, '2038-04-25'],
  ])('Easter of %d is %s', (year, date) => expect(easterOf(year)).toBe(date));

  it.each([
    ['Thanksgiving', 2026, 'US', '2026-11-26'],
    ['Black Friday to Cyber Monday', 2026, 'DE', '2026-11-27'],
    ['Memorial Day', 2026, 'US', '2026-05-25'],
    ['Labor Day', 2026, 'US', '2026-09-07'],
    ['Summer bank holiday', 2026, 'GB', '2026-08-31'],
    ['Mothering Sunday', 2026, 'GB', '2026-03-15'],
    ['Christi Himmelfahrt', 2026, 'DE', '2026-05-14'],
    ['Coming of Age Day', 2026, 'JP', '2026-01-12'],
  ])('%s of %d in %s is %s', (name, year, country, date) => expect(named(name, year, country)).toBe(date));

  it('counts when it only touches the days, over the turn of the year too', () => {
    expect(holidaysBetween('2026-12-26', '2027-01-01', []).map((each) => each.name)).toEqual(['Christmas', 'New Year']);
    expect(holidaysBetween('2026-11-30', '2026-11-30', ['US'])).toMatchObject([
      { kind: 'sale', ends_on: '2026-11-30' },
    ]);
    expect(holidaysBetween('2026-11-07', '2026-11-21', known)).toEqual([]);
  });

  it('has the shape of an event in every country, and is named once for several', () => {
    for (const country of [...known, 'XX']) {
      for (const each of holidaysBetween('2026-01-01', '2026-12-31', [country])) {
        expect(calendarEventSchema.parse(each)).toEqual(each);
      }
    }
    const both = holidaysBetween('2026-01-01', '2026-12-31', ['US', 'DE']).map((each) => each.name);
    expect(new Set(both).size).toBe(both.length);
  });
});

describe('the country of an account', () => {
  it.each([
    ['America/Chicago', ['US']],
    ['Asia/Tokyo', ['JP']],
    ['Europe/Berlin', ['DE']],
    ['UTC', ['GB', 'FR']],
    ['America/Toronto', ['GB', 'FR']],
  ])('in %s is %j', (timezone, countries) => expect(countriesOf(timezone, ['GB', 'FR'])).toEqual(countries));
});
