import { describe, expect, it } from 'vitest';
import { CodedError } from '../../../contracts/errors/index.ts';
import { endsRun, leftOut, leftOutError } from './ends-run.ts';

describe('an error', () => {
  it.each([
    ['PLATFORM_THROTTLED', {}],
    ['PLATFORM_UNAUTHORIZED', {}],
    ['PLATFORM_UNKNOWN', {}],
    ['PLATFORM_UNAVAILABLE', { cause: 'breaker_open' }],
    ['CREDENTIAL_UNREADABLE', {}],
    ['ACCOUNT_NOT_FOUND', {}],
    ['SYNC_RUNNING', {}],
    ['SCOPE_PAUSED', {}],
  ] as const)('%s %j ends the run', (code, details) => {
    expect(endsRun(new CodedError(code, 'x', details))).toBe(true);
  });
  it.each([
    'PLATFORM_UNAVAILABLE',
    'PLATFORM_NOT_FOUND',
    'PLATFORM_REFUSED',
    'PLATFORM_ANSWER_INVALID',
    'SYNC_ID_TAKEN',
  ] as const)('%s leaves one campaign out', (code) => {
    expect(endsRun(new CodedError(code, 'x'))).toBe(false);
  });
  it('that is no coded one ends the run: nothing is known of it, so nothing of it is told', () => {
    expect(endsRun(new Error('password=1'))).toBe(true);
    expect(leftOut('c', new Error('password=1'))).toEqual({
      campaign_id: 'c',
      code: 'INTERNAL',
      message: 'Something went wrong.',
    });
  });
});

it('what was left out is told with its number and the first reason', () => {
  const failed = [
    leftOut('7', new CodedError('PLATFORM_REFUSED', 'No.')),
    leftOut('8', new CodedError('PLATFORM_NOT_FOUND', 'x')),
  ];
  expect(leftOutError(failed)).toEqual({ code: 'PLATFORM_REFUSED', message: '2 campaigns could not be read. 7: No.' });
  expect(leftOutError(failed.slice(0, 1))?.message).toContain('One campaign');
  expect(leftOutError([])).toBeNull();
});
