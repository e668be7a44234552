import type { BusinessCalendar } from '../../../contracts/plan/index.ts';
import { readFields, reportType } from '../fields.ts';
import { languageMaps } from '../keys/index.ts';
import { nearest } from '../nearest.ts';
import type { Report } from '../report.ts';
import { readText, readTexts } from '../scalars.ts';
import type { SourceNode } from '../source-node.ts';
import { readDates, readTimezone } from './dates.ts';

const { keys } = languageMaps.calendar;
const weekdays: readonly string[] = keys.days.value.of.of;

/** Monday to Friday, the whole day, in UTC: what counts as a business day when nothing is said. */
export const defaultCalendar: BusinessCalendar = {
  timezone: 'UTC',
  days: [1, 2, 3, 4, 5],
  from_minute: 0,
  to_minute: 1_440,
  holidays: [],
};

/** Reads `calendar`. Null when it cannot be read. */
export function readCalendar(node: SourceNode, report: Report): BusinessCalendar | null {
  const fields = readFields(node, languageMaps.calendar, report);
  if (fields === null) return null;
  const hours = readHours(fields.node('hours'), report);
  return {
    timezone: readTimezone(fields.node('timezone'), report) ?? defaultCalendar.timezone,
    days: readDays(fields.node('days'), report),
    ...(hours ?? { from_minute: defaultCalendar.from_minute, to_minute: defaultCalendar.to_minute }),
    holidays: readDates(fields.node('holidays'), '`holidays`', report),
  };
}

/** Days of the week by their first three letters; 1 is Monday. */
function readDays(node: SourceNode | undefined, report: Report): readonly number[] {
  const words = readTexts(node, '`days`', report);
  if (words === null) return defaultCalendar.days;
  if (words.length === 0 && node !== undefined) reportType(node, '`days`', 'at least one day of the week', report);
  const days = words.flatMap(({ text, node: at }) => {
    const day = weekdays.indexOf(text.toLowerCase());
    if (day >= 0) return [day + 1];
    report.add({
      code: 'PLAYBOOK_VALUE_INVALID',
      place: at.place,
      message: `${text} is not a day of the week.`,
      expected: weekdays.join(', '),
      suggestion: weekdays.find((each) => text.toLowerCase().startsWith(each)) ?? nearest(text, weekdays),
    });
    return [];
  });
  return days.length === 0 ? defaultCalendar.days : [...new Set(days)].toSorted((left, right) => left - right);
}

/** `09:00-17:00` as minutes since midnight; 24:00 is the end of the day. */
function readHours(node: SourceNode | undefined, report: Report) {
  const text = readText(node, '`hours`', report);
  if (text === null || node === undefined) return null;
  const match = /^(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})$/.exec(text.trim());
  const [from, to] = match === null ? [] : [minutes(match[1], match[2]), minutes(match[3], match[4])];
  if (from !== undefined && to !== undefined && from < to && to <= 1_440) return { from_minute: from, to_minute: to };
  const backwards = from !== undefined && to !== undefined && from >= to;
  report.add({
    code: 'PLAYBOOK_VALUE_INVALID',
    place: node.place,
    message: backwards
      ? '`hours` end before they begin; a night is not one day.'
      : '`hours` are not from one time to another.',
    expected: 'from-to within one day, such as 09:00-17:00',
    suggestion: "'09:00-17:00'",
  });
  return null;
}

function minutes(hours: string | undefined, rest: string | undefined): number {
  const minute = Number(rest);
  return minute > 59 ? Number.NaN : Number(hours) * 60 + minute;
}
