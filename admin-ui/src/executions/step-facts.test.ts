import { expect, it } from 'vitest';
import { durationOf, failedAttempts } from './step-facts.ts';

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

it('tells of each attempt that failed, and of none that worked', () => {
  const worked = { ...attempt, attempt: 2, error_code: null, error_message: null };
  expect(failedAttempts({ attempt_log: [attempt, worked] })).toEqual([{ attempt: 1, words: 'PLATFORM_TIMEOUT: late' }]);
  expect(failedAttempts({ attempt_log: [{ ...attempt, error_message: null }] })[0]?.words).toContain('no message');
  expect(failedAttempts({ attempt_log: [] })).toEqual([]);
});
