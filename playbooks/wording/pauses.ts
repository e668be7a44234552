import type { BusinessCalendar, WaitStep } from '../../contracts/plan/index.ts';
import { plural, sayLength, sayList } from './words.ts';

const dayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** What a wait waits for, as a predicate: waits 3 days. */
export function sayWait({ wait }: WaitStep): string {
  switch (wait.kind) {
    case 'for':
      return `waits ${sayLength(wait.seconds)}${sayCalendar(wait.calendar)}`;
    case 'business_days':
      return `waits ${plural(wait.days, 'business day')}${sayCalendar(wait.calendar)}`;
    case 'until':
      return `waits until ${wait.until.source}${sayCalendar(wait.calendar)}`;
    case 'event': {
      const match = wait.match === null ? '' : ` for which ${wait.match.source}`;
      const late = wait.on_timeout === 'fail' ? 'without one the step fails' : 'without one it goes on';
      return `waits at most ${sayLength(wait.timeout_seconds)} for the event ${wait.event}${match}; ${late}`;
    }
  }
}

function sayCalendar(calendar: BusinessCalendar | null | undefined): string {
  if (calendar === null || calendar === undefined) return '';
  const days = sayList(
    calendar.days.map((day) => dayNames[day - 1] ?? String(day)),
    'and',
  );
  const whole = calendar.from_minute === 0 && calendar.to_minute === 1_440;
  const hours = whole ? '' : `, ${clock(calendar.from_minute)} to ${clock(calendar.to_minute)}`;
  const holidays = calendar.holidays.length === 0 ? '' : `, without ${calendar.holidays.join(', ')}`;
  return `, counted on ${days}${hours} (${calendar.timezone})${holidays}`;
}

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
