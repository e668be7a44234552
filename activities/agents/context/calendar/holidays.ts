import type { CalendarEvent } from '../../../../contracts/reasoning/campaign-past.ts';
import { shiftDate } from '../facts/figures.ts';

const date = (year: number, month: number, day: number) =>
  new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);

/** The `nth` weekday (0 is Sunday) of a month; -1 is the last. */
function weekdayOf(year: number, month: number, weekday: number, nth: number): string {
  if (nth === -1) {
    const last = new Date(Date.UTC(year, month, 0));
    return shiftDate(last.toISOString().slice(0, 10), -((last.getUTCDay() - weekday + 7) % 7));
  }
  const first = new Date(Date.UTC(year, month - 1, 1)).getUTCDay();
  return date(year, month, 1 + ((weekday - first + 7) % 7) + 7 * (nth - 1));
}

/** Easter Sunday of the Gregorian calendar, by the anonymous algorithm of 1876 (Meeus, Astronomical Algorithms, chapter 8). */
export function easterOf(year: number): string {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const rest = year % 100;
  const leap = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const moon = (19 * golden + century - Math.floor(century / 4) - leap + 15) % 30;
  const week = (32 + 2 * (century % 4) + 2 * Math.floor(rest / 4) - moon - (rest % 4)) % 7;
  const shift = Math.floor((golden + 11 * moon + 22 * week) / 451);
  const days = moon + week - 7 * shift + 114;
  return date(year, Math.floor(days / 31), (days % 31) + 1);
}

type Rule = {
  readonly name: string;
  readonly on: (year: number) => string;
  readonly kind?: 'sale';
  readonly days?: number;
};
const fixed = (name: string, month: number, day: number): Rule => ({ name, on: (year) => date(year, month, day) });
const easter = (name: string, days: number): Rule => ({ name, on: (year) => shiftDate(easterOf(year), days) });
const thanksgiving = (year: number) => weekdayOf(year, 11, 4, 4);

/** What shops in every country know. */
const everywhere: readonly Rule[] = [
  fixed('New Year', 1, 1),
  fixed('Valentine’s Day', 2, 14),
  { name: 'Black Friday to Cyber Monday', kind: 'sale', days: 4, on: (year) => shiftDate(thanksgiving(year), 1) },
  { name: 'Christmas', days: 3, on: (year) => date(year, 12, 24) },
];

const countries: Readonly<Record<string, readonly Rule[]>> = {
  US: [
    { name: 'Memorial Day', on: (year) => weekdayOf(year, 5, 1, -1) },
    fixed('Independence Day', 7, 4),
    { name: 'Labor Day', on: (year) => weekdayOf(year, 9, 1, 1) },
    fixed('Halloween', 10, 31),
    { name: 'Thanksgiving', on: thanksgiving },
    { name: 'Mother’s Day', on: (year) => weekdayOf(year, 5, 0, 2) },
  ],
  GB: [
    easter('Mothering Sunday', -21),
    easter('Good Friday', -2),
    easter('Easter Monday', 1),
    { name: 'Early May bank holiday', on: (year) => weekdayOf(year, 5, 1, 1) },
    { name: 'Summer bank holiday', on: (year) => weekdayOf(year, 8, 1, -1) },
  ],
  DE: [
    easter('Karfreitag', -2),
    easter('Ostermontag', 1),
    fixed('Tag der Arbeit', 5, 1),
    easter('Christi Himmelfahrt', 39),
    easter('Pfingstmontag', 50),
    fixed('Tag der Deutschen Einheit', 10, 3),
    { name: 'Muttertag', on: (year) => weekdayOf(year, 5, 0, 2) },
  ],
  FR: [
    easter('Lundi de Pâques', 1),
    fixed('Fête du Travail', 5, 1),
    easter('Ascension', 39),
    fixed('Fête nationale', 7, 14),
    fixed('Assomption', 8, 15),
    fixed('Toussaint', 11, 1),
  ],
  JP: [
    { name: 'Golden Week', days: 7, on: (year) => date(year, 4, 29) },
    { name: 'Obon', days: 4, on: (year) => date(year, 8, 13) },
    { name: 'Coming of Age Day', on: (year) => weekdayOf(year, 1, 1, 2) },
  ],
};

/**
 * Holidays and sales that touch the days from `since` to `until`, computed by rule for the named countries; a country that is
 * not known has what every shop knows. A holiday of several countries is named once.
 */
export function holidaysBetween(since: string, until: string, of: readonly string[]): CalendarEvent[] {
  const rules = [...everywhere, ...of.flatMap((country) => countries[country] ?? [])];
  const [first, last] = [Number(since.slice(0, 4)) - 1, Number(until.slice(0, 4))];
  const years = [...Array(last - first + 1).keys()].map((index) => first + index);
  const found: CalendarEvent[] = rules.flatMap(({ name, on, kind, days = 1 }) =>
    years.map((year): CalendarEvent => {
      const starts_on = on(year);
      const ends_on = shiftDate(starts_on, days - 1);
      return { name, kind: kind ?? 'holiday', starts_on, ends_on, expected_cpa_change_pct: null, source: 'computed' };
    }),
  );
  const inside = found.filter((each) => each.starts_on <= until && each.ends_on >= since);
  const unique = new Map(inside.map((each) => [`${each.name}/${each.starts_on}`, each]));
  return [...unique.values()].sort((one, other) => one.starts_on.localeCompare(other.starts_on));
}

const zones: readonly (readonly [RegExp, string])[] = [
  [/^America\/(New_York|Chicago|Denver|Los_Angeles|Phoenix|Detroit|Anchorage)|^US\/|^Pacific\/Honolulu/, 'US'],
  [/^Europe\/London$/, 'GB'],
  [/^Europe\/Berlin$/, 'DE'],
  [/^Europe\/Paris$/, 'FR'],
  [/^Asia\/Tokyo$/, 'JP'],
];

/** The country that an account's time zone lies in; the given countries where the zone tells none. */
export function countriesOf(timezone: string, otherwise: readonly string[]): readonly string[] {
  const zone = zones.find(([pattern]) => pattern.test(timezone));
  return zone === undefined ? otherwise : [zone[1]];
}
