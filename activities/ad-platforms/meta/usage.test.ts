import { describe, expect, it } from 'vitest';
import { pauseBeforeNextReadMs, readUsage } from './usage.ts';

const business = (...rows: readonly object[]) => ({ 'x-business-use-case-usage': JSON.stringify({ '123': rows }) });
const row = { call_count: 10, total_cputime: 20, total_time: 30 };

describe('how much of Meta’s limit is used', () => {
  it.each<[string, Record<string, string>, number, number | null]>([
    ['nothing is said', {}, 0, null],
    ['the worst of a business case', business(row), 30, null],
    ['the worst of two', business(row, { ...row, call_count: 90 }), 90, null],
    ['minutes until it may again', business({ ...row, estimated_time_to_regain_access: 3 }), 30, 180],
    ['no wait at all', business({ ...row, estimated_time_to_regain_access: 0 }), 30, null],
    ['the application', { 'x-app-usage': JSON.stringify({ call_count: 55, total_time: 5 }) }, 55, null],
    ['the account', { 'x-ad-account-usage': JSON.stringify({ acc_id_util_pct: 42.5 }) }, 42.5, null],
    [
      'the account, not full: its reset says nothing yet',
      { 'x-ad-account-usage': JSON.stringify({ acc_id_util_pct: 99, reset_time_duration: 600 }) },
      ...([99, null] as const),
    ],
    [
      'the account, full',
      { 'x-ad-account-usage': JSON.stringify({ acc_id_util_pct: 100, reset_time_duration: 600 }) },
      ...([100, 600] as const),
    ],
    [
      'insights',
      { 'x-fb-ads-insights-throttle': JSON.stringify({ app_id_util_pct: 1, acc_id_util_pct: 80 }) },
      80,
      null,
    ],
    ['numbers in texts', { 'x-app-usage': JSON.stringify({ call_count: '77' }) }, 77, null],
    ['Retry-After', { 'retry-after': '12' }, 0, 12],
    ['a Retry-After that is a date', { 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' }, 0, null],
    [
      'the longest of several waits',
      { ...business({ ...row, estimated_time_to_regain_access: 1 }), 'retry-after': '90' },
      ...([30, 90] as const),
    ],
    ['a header that is no JSON', { 'x-app-usage': 'none' }, 0, null],
    ['a header of another shape', { 'x-business-use-case-usage': '[1]' }, 0, null],
    ['null where a number is usual', { 'x-app-usage': JSON.stringify({ call_count: null, total_time: 8 }) }, 8, null],
  ])('%s', (_, headers, used_pct, regain_seconds) => {
    expect(readUsage(new Headers(headers))).toEqual({ used_pct, regain_seconds });
  });

  it.each([
    [0, 0],
    [75, 0],
    [75.1, 16],
    [80, 800],
    [87.5, 2_000],
    [100, 4_000],
    [250, 4_000],
  ])('at %f %% the next read waits %i ms', (used_pct, wait) => {
    expect(pauseBeforeNextReadMs({ used_pct, regain_seconds: null })).toBe(wait);
  });
});
