/** A cron expression as the numbers that each field admits. Days of the week count from 0, Sunday. */
export type CronTimes = {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly days: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  readonly weekdays: ReadonlySet<number>;
};

const shortcuts: ReadonlyMap<string, string> = new Map([
  ['@hourly', '0 * * * *'],
  ['@daily', '0 0 * * *'],
  ['@midnight', '0 0 * * *'],
  ['@weekly', '0 0 * * 0'],
  ['@monthly', '0 0 1 * *'],
  ['@yearly', '0 0 1 1 *'],
  ['@annually', '0 0 1 1 *'],
]);

const monthNames = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const dayNames = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** The five fields of a cron expression; a word such as @daily is written out. */
export function plainCron(cron: string): string {
  return shortcuts.get(cron.trim()) ?? cron.trim();
}

/**
 * Reads a cron expression that the compiler has let through: minute, hour, day of the month, month, day of the week.
 * A time must fit both days, as in Temporal’s schedules; 7 is Sunday too.
 */
export function readCron(cron: string): CronTimes {
  const [minute = '*', hour = '*', day = '*', month = '*', weekday = '*'] = plainCron(cron).split(/\s+/);
  return {
    minutes: numbersOf(minute, 0, 59, []),
    hours: numbersOf(hour, 0, 23, []),
    days: new Set(numbersOf(day, 1, 31, [])),
    months: new Set(numbersOf(month, 1, 12, monthNames)),
    weekdays: new Set(numbersOf(weekday, 0, 7, dayNames).map((each) => each % 7)),
  };
}

function numbersOf(field: string, from: number, to: number, names: readonly string[]): number[] {
  const read = (text: string): number => {
    const named = names.indexOf(text.toUpperCase());
    return named >= 0 ? named + from : Number(text);
  };
  const chosen = new Set<number>();
  for (const item of field.split(',')) {
    const [range = '*', step] = item.split('/');
    const [first = '*', last] = range.split('-');
    const start = first === '*' ? from : read(first);
    const open = first === '*' || (step !== undefined && last === undefined);
    const end = open ? to : last === undefined ? start : read(last);
    for (let value = start; value <= end; value += Number(step ?? 1)) chosen.add(value);
  }
  return [...chosen].sort((left, right) => left - right);
}
