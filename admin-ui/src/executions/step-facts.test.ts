import { expect, it } from 'vitest';
import { attemptCount, attemptsOf, durationOf } from './step-facts.ts';

const attempt = {
  attempt: 1,
  started_at: null,
  finished_at: null,
  error_code: 'PLATFORM_TIMEOUT',
  error_message: 'late',
};

it('says how long a finished step took', () => {
  const step = { started_at: '2026-03-01T00:00:00.000Z', finished_at: '2026-03-01T00:00:00.250Z' };
  expect(durationOf(step)).toBe('250 ms');
  expect(durationOf({ ...step, finished_at: '2026-03-01T00:01:30.000Z' })).toBe('1 min');
  expect(durationOf({ ...step, finished_at: null })).toBeNull();
});

it('finds the attempts as a number or as a list', () => {
  expect(attemptCount({ attempts: 3, attempt_log: null })).toBe(3);
  expect(attemptCount({ attempts: [attempt], attempt_log: null })).toBe(1);
  expect(attemptCount({ attempts: null, attempt_log: null })).toBe(0);
  expect(attemptsOf({ attempts: 1, attempt_log: [attempt] })).toEqual([attempt]);
});
