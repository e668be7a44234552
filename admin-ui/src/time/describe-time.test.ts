import { expect, it } from 'vitest';
import {
  describeAge,
  describeDeadline,
  describeSpan,
  formatDay,
  formatDays,
  formatMoment,
  formatMonth,
} from './describe-time.ts';

const now = Date.parse('2026-03-01T12:00:00Z');

it('names a span by the units that matter', () => {
  expect(describeSpan(45_999)).toBe('45 s');
  expect(describeSpan(59 * 60_000)).toBe('59 min');
  expect(describeSpan(3 * 3_600_000 + 20 * 60_000)).toBe('3 h 20 min');
  expect(describeSpan(3 * 3_600_000)).toBe('3 h');
  expect(describeSpan(50 * 3_600_000)).toBe('2 d 2 h');
  expect(describeSpan(48 * 3_600_000)).toBe('2 d');
  expect(describeSpan(-1)).toBe('0 s');
});

it('says how old something is', () => {
  expect(describeAge('2026-03-01T11:59:58Z', now)).toBe('just now');
  expect(describeAge('2026-03-01T11:56:00Z', now)).toBe('4 min ago');
});

it('tells a near deadline from a far one and a missed one', () => {
  expect(describeDeadline('2026-03-02T12:00:00Z', now)).toEqual({ text: '1 d left', urgency: 'calm' });
  expect(describeDeadline('2026-03-01T12:30:00Z', now)).toEqual({ text: '30 min left', urgency: 'soon' });
  expect(describeDeadline('2026-03-01T11:00:00Z', now).urgency).toBe('passed');
});

it('shows a moment in the given zone and leaves an unreadable one as it is', () => {
  expect(formatMoment('2026-11-21T13:05:00Z', 'UTC')).toBe('21 Nov 2026, 13:05');
  expect(formatMoment('soon')).toBe('soon');
});

it('days and months are said in words, whatever the time zone of the reader', () => {
  expect(formatDay('2026-11-15')).toBe('15 Nov 2026');
  expect(formatDay('soon')).toBe('soon');
  expect(formatDays('2026-11-15', '2026-11-21')).toBe('15–21 Nov 2026'.replace('–', '\u2009–\u2009'));
  expect(formatDays('2026-11-15', 'later')).toBe('2026-11-15 – later');
  expect(formatMonth('2026-11')).toBe('November 2026');
  expect(formatMonth('x')).toBe('x');
});
