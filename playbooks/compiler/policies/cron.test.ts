import { describe, expect, it } from 'vitest';
import { cronProblem } from './cron.ts';

describe('a cron expression', () => {
  it.each([
    '* * * * *',
    '0 9 * * *',
    '*/15 8-18 * * MON-FRI',
    '0 0 1,15 * *',
    '5/10 * * * *',
    '0 9 * JAN,dec 0-7',
    '0 0 31 1 *',
    '0 0 29 2 *',
    '  30 6 * * 1  ',
    '@daily',
    '@hourly',
    '0 0 30 2 MON',
  ])('%s is accepted', (cron) => {
    expect(cronProblem(cron)).toBeNull();
  });

  it.each([
    ['0 61 * * *', '61 is outside the hour (0–23)', '61'],
    ['60 * * * *', '60 is outside the minute', '60'],
    ['0 0 0 * *', '0 is outside the day of the month', '0'],
    ['0 0 1 13 *', '13 is outside the month', '13'],
    ['0 0 * * 8', '8 is outside the day of the week', '8'],
    ['0 0 * * FOO', 'FOO is outside the day of the week', 'FOO'],
    ['0 18-8 * * *', 'the range 18-8 runs backwards', '18-8'],
    ['*/0 * * * *', 'must be at least 1', '*/0'],
    ['0 9,, * * *', 'an empty item does not fit', '9,,'],
    ['0 9 * *', 'it has 4 fields instead of 5', '0 9 * *'],
    ['0 0 9 * * *', 'seconds are not supported', '0 0 9 * * *'],
    ['', 'it has 0 fields', ''],
    ['0 0 30 2 *', 'there is no such day', '0 0 30 2 *'],
    ['0 0 31 4,6 *', 'there is no such day', '0 0 31 4,6 *'],
    ['0 9 * * 1-', '1- does not fit', '1-'],
    ['tomorrow', 'it has 1 field instead of 5', 'tomorrow'],
  ])('%s is refused: %s', (cron, message, part) => {
    const problem = cronProblem(cron);
    expect(problem?.message).toContain(message);
    expect(cron.slice(problem?.start, problem?.end)).toBe(part);
  });
});
