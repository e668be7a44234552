import { expect, it } from 'vitest';
import { retryAfterSeconds } from './retry-after.ts';

const now = new Date('2026-11-21T12:00:00Z');

it.each([
  ['30', 30],
  [' 7 ', 7],
  ['Sat, 21 Nov 2026 12:01:30 GMT', 90],
  ['Sat, 21 Nov 2026 11:59:00 GMT', null],
  ['0', null],
  ['soon', null],
  ['', null],
  [null, null],
])('Retry-After %j is %j seconds', (text, seconds) => {
  const headers = new Headers(text === null ? {} : { 'retry-after': text });
  expect(retryAfterSeconds(headers, now)).toBe(seconds);
});
