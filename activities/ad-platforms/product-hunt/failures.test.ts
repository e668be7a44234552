import { describe, expect, it } from 'vitest';
import { productHuntErrorTable } from './error-table.ts';
import { failureOf } from './failures.ts';

const now = new Date('2026-01-05T08:00:00Z');
const answer = (status: number, body: unknown, headers: Record<string, string> = {}) => ({
  ...{ status, ok: status < 400, body, headers: new Headers(headers), text: JSON.stringify(body) },
});
const told = (...parts: Parameters<typeof answer>) => {
  const error = failureOf(answer(...parts), now);
  return error === null ? null : [error.code, error.message, error.retryAfterSeconds];
};
const limited = { error: 'rate_limit_reached', error_description: 'Sorry.', details: { reset_in: 7 } };

describe('an answer of Product Hunt that tells an error', () => {
  it.each<[string, Parameters<typeof answer>, readonly unknown[] | null]>([
    ['with data alone is none', [200, { data: { viewer: null } }], null],
    ['with no errors in its list is none', [200, { data: {}, errors: [] }], null],
    ['says how long to stay away', [429, { errors: [limited] }], ['PLATFORM_THROTTLED', 'Product Hunt: Sorry.', 7]],
    [
      'says so in the header of the quota',
      [429, { errors: [{ error: 'rate_limit_reached' }] }, { 'x-rate-limit-reset': '9' }],
      ['PLATFORM_THROTTLED', 'Product Hunt: HTTP 429', 9],
    ],
    [
      'says so in Retry-After',
      [429, { errors: [{ error: 'rate_limit_reached' }] }, { 'retry-after': '11' }],
      ['PLATFORM_THROTTLED', 'Product Hunt: HTTP 429', 11],
    ],
    ['says nothing of when', [429, { errors: [] }], ['PLATFORM_THROTTLED', 'Product Hunt: HTTP 429', null]],
    [
      'refuses the token',
      [401, { errors: [{ error: 'invalid_oauth_token', error_description: 'No.' }] }],
      ['PLATFORM_UNAUTHORIZED', 'Product Hunt: No.', null],
    ],
    [
      'misses a scope',
      [403, { errors: [{ error: 'unauthorized_oauth' }] }],
      ['PLATFORM_UNAUTHORIZED', 'Product Hunt: HTTP 403', null],
    ],
    [
      'is GraphQL’s own, with status 200',
      [200, { errors: [{ message: "Field 'x' doesn't exist on type 'Post'" }] }],
      ['PLATFORM_REFUSED', "Product Hunt: Field 'x' doesn't exist on type 'Post'", null],
    ],
    [
      'is about the size of the question',
      [200, { errors: [{ message: 'Query has complexity of 900' }] }],
      ['PLATFORM_REFUSED', 'Product Hunt: Query has complexity of 900', null],
    ],
    [
      'has data, too: that is only a part of what was asked',
      [200, { data: { a: 1 }, errors: [{ message: 'Something' }] }],
      ['PLATFORM_REFUSED', 'Product Hunt: Something', null],
    ],
    ['is a page of a proxy', [502, '<html>'], ['PLATFORM_UNAVAILABLE', 'Product Hunt: HTTP 502', null]],
    ['is nothing at all', [500, null], ['PLATFORM_UNAVAILABLE', 'Product Hunt: HTTP 500', null]],
  ])('%s', (_, parts, wanted) => {
    expect(told(...parts)).toEqual(wanted);
  });

  it('says what the platform called it and what that means', () => {
    expect(failureOf(answer(429, { errors: [limited] }), now)?.details).toEqual({
      ...{ http_status: 429, product_hunt_error: 'rate_limit_reached' },
      meaning: 'the points of these fifteen minutes are used up',
    });
  });

  it('the table names each code once, and each row can be found by its code or its words', () => {
    const codes = productHuntErrorTable.flatMap((row) => row.error ?? []);
    expect(new Set(codes).size).toBe(codes.length);
    for (const row of productHuntErrorTable) expect(row.error === null, row.meaning).toBe(row.message !== null);
  });
});
