import { describe, expect, it } from 'vitest';
import { describeError } from '../../../contracts/errors/index.ts';
import { findLinkedInError, linkedInErrorTable } from './error-table.ts';
import { failureFromAnswer } from './failures.ts';

function answer(status: number, body: unknown = null, headers: Record<string, string> = {}) {
  return { status, ok: status < 300, headers: new Headers(headers), body };
}

describe('every row of the error table', () => {
  it('no status and code stands twice', () => {
    const keys = linkedInErrorTable.map((row) => `${row.status}/${row.code}`);
    expect(new Set(keys).size).toBe(keys.length);
  });
  it.each(linkedInErrorTable)('$status $code is found and becomes $becomes', (row) => {
    expect(findLinkedInError(row.status, row.code)).toEqual(row);
    expect(row.meaning.length).toBeGreaterThan(5);
    expect(describeError(row.becomes)).toBeDefined();
    const failure = failureFromAnswer(answer(row.status, { code: row.code, message: 'words' }), 'read');
    expect(failure).toMatchObject({ code: row.becomes, retryAfterSeconds: row.wait_seconds });
    expect(failure.details).toMatchObject({ http_status: row.status, meaning: row.meaning });
  });
  it('a code that nobody knows is what its status says', () => {
    expect(findLinkedInError(400, 'BRAND_NEW')?.becomes).toBe('PLATFORM_REFUSED');
    expect(findLinkedInError(418, null)).toBeNull();
  });
});

describe('what an answer means', () => {
  it.each([
    [500, 'PLATFORM_UNAVAILABLE', 'PLATFORM_OUTCOME_UNKNOWN'],
    [503, 'PLATFORM_UNAVAILABLE', 'PLATFORM_OUTCOME_UNKNOWN'],
    [409, 'PLATFORM_UNAVAILABLE', 'PLATFORM_UNAVAILABLE'],
    [429, 'PLATFORM_THROTTLED', 'PLATFORM_THROTTLED'],
    [418, 'PLATFORM_REFUSED', 'PLATFORM_REFUSED'],
  ])('HTTP %s is %s for a read and %s for a write', (status, read, write) => {
    expect(failureFromAnswer(answer(status), 'read').code).toBe(read);
    expect(failureFromAnswer(answer(status, '<html>'), 'write').code).toBe(write);
  });
  it('a limit names no wait on the wire, so that the table does', () => {
    expect(failureFromAnswer(answer(429), 'write').retryAfterSeconds).toBe(60);
  });
  it('a sunset version says which setting to change', () => {
    const body = { status: 426, code: 'NONEXISTENT_VERSION', message: 'Requested version 20240101 is not active' };
    const failure = failureFromAnswer(answer(426, body), 'write');
    expect(failure).toMatchObject({ code: 'PLATFORM_REFUSED' });
    expect(failure.details.meaning).toContain('LINKEDIN_ADS_API_VERSION');
  });
  it('only a token that may be renewed asks for it', () => {
    const ended = (status: number, code: string | null) =>
      failureFromAnswer(answer(status, { code }), 'write').details.token_ended ?? false;
    expect([ended(401, 'EXPIRED_ACCESS_TOKEN'), ended(401, 'INVALID_ACCESS_TOKEN'), ended(401, null)]).toEqual([
      ...[true, true, true],
    ]);
    expect([ended(401, 'REVOKED_ACCESS_TOKEN'), ended(403, 'ACCESS_DENIED')]).toEqual([false, false]);
  });
  it('carries LinkedIn’s words, those about fields too, whatever else is odd about the body', () => {
    const inputErrors = [
      { description: 'too low', input: { inputPath: { fieldPath: 'dailyBudget' } } },
      { code: 'FIELD_MISSING' },
      {},
    ];
    const failure = failureFromAnswer(answer(400, { message: 'No.', errorDetails: { inputErrors } }), 'write');
    expect(failure.message).toBe('LinkedIn: No. dailyBudget: too low FIELD_MISSING');
    expect(failure.details.blamed_fields).toEqual(['dailyBudget']);
    const odd = failureFromAnswer(answer(400, { message: 'No.', errorDetails: 'text' }), 'write');
    expect(odd.message).toBe('LinkedIn: No.');
    expect(failureFromAnswer(answer(400, '<html>'), 'write').message).toBe('LinkedIn: HTTP 400');
  });
  it('names the exchange, so that LinkedIn’s support can find it', () => {
    expect(failureFromAnswer(answer(500, null, { 'x-li-uuid': 'AAX' }), 'read').details.trace_id).toBe('AAX');
  });
});
