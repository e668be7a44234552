import { dateOf, dayOf } from '../../market/calendar.ts';
import { refuse } from '../failure.ts';
import type { Condition } from './parse.ts';

const MOST = 10_000;
const DAYS = 30;

/**
 * The rules of the change history: a range with both ends, that begins within the last thirty days, and a LIMIT of at most
 * 10 000.
 */
export function checkChangeQuery(conditions: readonly Condition[], limit: number | null, today: string): void {
  const no = (value: string, message: string) => refuse('changeEventError', value, message);
  const times = conditions.filter((each) => each.field === 'change_event.change_date_time');
  const bound = (signs: readonly string[]) => times.find((each) => signs.includes(each.operator))?.values[0];
  const first = bound(['>', '>=', '=']);
  const last = bound(['<', '<=', '=']);
  if (first === undefined || last === undefined) {
    throw no('CHANGE_DATE_RANGE_INFINITE', 'The change event search request must specify a finite range.');
  }
  if (first > last) throw no('CHANGE_DATE_RANGE_NEGATIVE', 'The change event search request specifies invalid dates.');
  if (first.slice(0, 10) < dateOf(dayOf(today) - DAYS)) {
    throw no('START_DATE_TOO_OLD', 'The requested start date is too old. It cannot be older than 30 days.');
  }
  if (limit === null) {
    throw no('LIMIT_NOT_SPECIFIED', 'The LIMIT clause is required in a change event search request.');
  }
  if (limit > MOST) throw no('INVALID_LIMIT_CLAUSE', 'The LIMIT clause must be at most 10000.');
}
