import { expect, it } from 'vitest';
import { logLines } from './log-lines.ts';

it('a line of the log names its process, its level in words and a moment with milliseconds in UTC', () => {
  const { base, formatters, timestamp } = logLines('worker');
  expect(base).toEqual({ name: 'worker' });
  expect(formatters.level('warn')).toEqual({ level: 'warn' });
  const line: unknown = JSON.parse(`{"level":"info"${timestamp()}}`);
  expect(line).toEqual({
    level: 'info',
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
  });
});
