import { describe, expect, it } from 'vitest';
import { codeOfStatus, openEnded } from './request-kind.ts';

describe('what an HTTP status means', () => {
  it.each([
    [200, 'PLATFORM_ANSWER_INVALID', 'PLATFORM_OUTCOME_UNKNOWN'],
    [302, 'PLATFORM_ANSWER_INVALID', 'PLATFORM_OUTCOME_UNKNOWN'],
    [400, 'PLATFORM_REFUSED', 'PLATFORM_REFUSED'],
    [401, 'PLATFORM_UNAUTHORIZED', 'PLATFORM_UNAUTHORIZED'],
    [403, 'PLATFORM_UNAUTHORIZED', 'PLATFORM_UNAUTHORIZED'],
    [404, 'PLATFORM_NOT_FOUND', 'PLATFORM_NOT_FOUND'],
    [429, 'PLATFORM_THROTTLED', 'PLATFORM_THROTTLED'],
    [499, 'PLATFORM_REFUSED', 'PLATFORM_REFUSED'],
    [500, 'PLATFORM_UNAVAILABLE', 'PLATFORM_OUTCOME_UNKNOWN'],
    [599, 'PLATFORM_UNAVAILABLE', 'PLATFORM_OUTCOME_UNKNOWN'],
  ])('%s is %s for a read and %s for a write', (status, read, write) => {
    expect([codeOfStatus(status, 'read'), codeOfStatus(status, 'write')]).toEqual([read, write]);
  });
  it('a lost answer to a write is never called harmless', () => {
    expect(openEnded('write')).toBe('PLATFORM_OUTCOME_UNKNOWN');
    expect(openEnded('read')).toBe('PLATFORM_UNAVAILABLE');
  });
});
