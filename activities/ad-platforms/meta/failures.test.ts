import { describe, expect, it } from 'vitest';
import { describeError } from '../../../contracts/errors/index.ts';
import { findMetaError, metaErrorTable } from './error-table.ts';
import { failureFromAnswer } from './failures.ts';
import { pauseBeforeNextReadMs, readUsage } from './usage.ts';

function answer(status: number, error: object | null, headers: Record<string, string> = {}) {
  return { status, headers: new Headers(headers), body: error === null ? null : { error } };
}

describe('the error table', () => {
  it('no code and subcode stands twice', () => {
    const keys = metaErrorTable.map((row) => `${row.code}/${row.subcode}`);
    expect(new Set(keys).size).toBe(keys.length);
  });
  it.each([
    [4, 1_504_022, 'PLATFORM_THROTTLED'],
    [17, 2_446_079, 'PLATFORM_THROTTLED'],
    [613, null, 'PLATFORM_THROTTLED'],
    [80_000, null, 'PLATFORM_THROTTLED'],
    [100, 33, 'PLATFORM_NOT_FOUND'],
    [100, 4_711, 'PLATFORM_REFUSED'],
    [2, 1_504_041, 'PLATFORM_REFUSED'],
    [2, 1_504_038, 'PLATFORM_UNAVAILABLE'],
    [200, null, 'PLATFORM_UNAUTHORIZED'],
    [299, null, 'PLATFORM_UNAUTHORIZED'],
    [10, null, 'PLATFORM_UNAUTHORIZED'],
    [368, null, 'PLATFORM_REFUSED'],
  ])('%s/%s becomes %s', (code, subcode, becomes) => {
    expect(findMetaError(code, subcode)?.becomes).toBe(becomes);
  });
  it('a code that nobody knows has no row', () => {
    expect(findMetaError(424_242, null)).toBeNull();
    expect(findMetaError(null, null)).toBeNull();
  });
});

describe('what an answer means', () => {
  it.each([
    [500, null, 'PLATFORM_UNAVAILABLE', 'PLATFORM_OUTCOME_UNKNOWN'],
    [400, { code: 1 }, 'PLATFORM_UNAVAILABLE', 'PLATFORM_OUTCOME_UNKNOWN'],
    [400, { code: 100, is_transient: true }, 'PLATFORM_UNAVAILABLE', 'PLATFORM_OUTCOME_UNKNOWN'],
    [400, { code: 80_004, is_transient: true }, 'PLATFORM_THROTTLED', 'PLATFORM_THROTTLED'],
    [400, { code: 424_242 }, 'PLATFORM_REFUSED', 'PLATFORM_REFUSED'],
    [401, null, 'PLATFORM_UNAUTHORIZED', 'PLATFORM_UNAUTHORIZED'],
    [404, null, 'PLATFORM_NOT_FOUND', 'PLATFORM_NOT_FOUND'],
    [429, null, 'PLATFORM_THROTTLED', 'PLATFORM_THROTTLED'],
    [200, null, 'PLATFORM_ANSWER_INVALID', 'PLATFORM_OUTCOME_UNKNOWN'],
  ])('HTTP %s with %o is %s for a read and %s for a write', (status, error, read, write) => {
    expect(failureFromAnswer(answer(status, error), 'read').code).toBe(read);
    expect(failureFromAnswer(answer(status, error), 'write').code).toBe(write);
  });
  it('the wait comes from Retry-After, else from the table', () => {
    const header = failureFromAnswer(answer(429, null, { 'retry-after': '3' }), 'read');
    expect(header.retryAfterSeconds).toBe(3);
    const table = failureFromAnswer(answer(400, { code: 613, error_subcode: 1_487_632 }), 'write');
    expect(table.retryAfterSeconds).toBe(3600);
  });
  it('an unknown outcome may be looked at again, an expired token may not', () => {
    expect(describeError(failureFromAnswer(answer(500, null), 'write').code).retryable).toBe(true);
    expect(describeError(failureFromAnswer(answer(400, { code: 190 }), 'read').code).retryable).toBe(false);
  });
});

describe('usage headers', () => {
  it('the worst of all limits counts', () => {
    const headers = new Headers({
      'x-business-use-case-usage': JSON.stringify({ 1: [{ call_count: 12, total_time: 81 }] }),
      'x-ad-account-usage': JSON.stringify({ acc_id_util_pct: 9.67, reset_time_duration: 300 }),
      'x-fb-ads-insights-throttle': JSON.stringify({ app_id_util_pct: 40, acc_id_util_pct: 2 }),
    });
    expect(readUsage(headers)).toEqual({ used_pct: 81, regain_seconds: null });
  });
  it('a full account says when it is free again', () => {
    const headers = new Headers({
      'x-ad-account-usage': JSON.stringify({ acc_id_util_pct: 100, reset_time_duration: 60 }),
    });
    expect(readUsage(headers).regain_seconds).toBe(60);
  });
  it('a malformed header counts as no usage', () => {
    expect(readUsage(new Headers({ 'x-app-usage': '{"call_' }))).toEqual({ used_pct: 0, regain_seconds: null });
  });
  it('the pause rises from nothing at 75 % to four seconds at 100 %', () => {
    const pause = (used_pct: number) => pauseBeforeNextReadMs({ used_pct, regain_seconds: null });
    expect([pause(0), pause(75), pause(87.5), pause(100), pause(130)]).toEqual([0, 0, 2000, 4000, 4000]);
  });
});
