import { parseDuration } from './durations.ts';
import { defineFunctions, moment, span, text, wrong } from './function-table.ts';
import { parseTimestamp } from './timestamps.ts';
import { Moment, Span } from './values.ts';

function date(value: unknown): Date {
  return new Date(moment(value));
}

/** Functions over time. There is no clock in the language: `now` is the execution's recorded time, a text. All parts are in UTC. */
export const timeFunctions = defineFunctions([
  {
    name: 'timestamp',
    on: null,
    takes: ['string'],
    gives: 'timestamp',
    run: (value) => {
      const ms = parseTimestamp(text(value));
      if (ms === null) throw wrong('timestamp() could not read the text', 'Write it as 2026-01-31T09:00:00Z.');
      return new Moment(ms);
    },
  },
  {
    name: 'duration',
    on: null,
    takes: ['string'],
    gives: 'duration',
    run: (value) => {
      const seconds = parseDuration(text(value));
      if (seconds === null) throw wrong('duration() could not read the text', 'Write it as 90s, 10m, 24h, 3d or 2w.');
      return new Span(seconds * 1000);
    },
  },
  { name: 'getFullYear', on: 'timestamp', takes: [], gives: 'integer', run: (self) => date(self).getUTCFullYear() },
  { name: 'getMonth', on: 'timestamp', takes: [], gives: 'integer', run: (self) => date(self).getUTCMonth() },
  { name: 'getDate', on: 'timestamp', takes: [], gives: 'integer', run: (self) => date(self).getUTCDate() },
  { name: 'getDayOfWeek', on: 'timestamp', takes: [], gives: 'integer', run: (self) => date(self).getUTCDay() },
  { name: 'getHours', on: 'timestamp', takes: [], gives: 'integer', run: (self) => date(self).getUTCHours() },
  { name: 'getMinutes', on: 'timestamp', takes: [], gives: 'integer', run: (self) => date(self).getUTCMinutes() },
  { name: 'getSeconds', on: 'duration', takes: [], gives: 'number', run: (self) => span(self) / 1000 },
  { name: 'getHours', on: 'duration', takes: [], gives: 'number', run: (self) => span(self) / 3_600_000 },
]);
