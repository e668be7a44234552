import { dateOf, dayOf } from '../../market/calendar.ts';
import { refuse } from '../failure.ts';

/** First and last day (ISO dates, both included) of what DURING names, seen from a day; null when it names nothing. */
function spanOf(name: string, today: string): readonly [string, string] | null {
  const day = dayOf(today);
  const weekday = (((day + 4) % 7) + 7) % 7;
  const from = (first: number, last: number) => [dateOf(first), dateOf(last)] as const;
  const firstOfMonth = dayOf(`${today.slice(0, 7)}-01`);
  switch (name.toUpperCase()) {
    case 'TODAY':
      return from(day, day);
    case 'YESTERDAY':
      return from(day - 1, day - 1);
    case 'LAST_7_DAYS':
      return from(day - 7, day - 1);
    case 'LAST_14_DAYS':
      return from(day - 14, day - 1);
    case 'LAST_30_DAYS':
      return from(day - 30, day - 1);
    case 'THIS_WEEK_SUN_TODAY':
      return from(day - weekday, day);
    case 'THIS_WEEK_MON_TODAY':
      return from(day - ((weekday + 6) % 7), day);
    case 'THIS_MONTH':
      return from(firstOfMonth, day);
    case 'LAST_MONTH':
      return from(dayOf(`${dateOf(firstOfMonth - 1).slice(0, 7)}-01`), firstOfMonth - 1);
    default:
      return null;
  }
}

/** The days that `DURING` names; refuses what it cannot name, such as `LAST_90_DAYS`. The last days end yesterday. */
export function duringDates(name: string, today: string): readonly [string, string] {
  const span = spanOf(name, today);
  if (span !== null) return span;
  throw refuse(
    'queryError',
    'INVALID_VALUE_WITH_DURING_OPERATOR',
    `Error in WHERE clause: invalid value ${name} used with DURING.`,
    { trigger: name },
  );
}
