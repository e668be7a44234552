import { assert, constantFrom, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeError } from '../../../contracts/errors/index.ts';
import { statusFromWire } from './account-facts.ts';
import { changeFromWire } from './changes.ts';
import { findMetaError, metaErrorTable } from './error-table.ts';
import { failureFromAnswer } from './failures.ts';
import { conversionActionTypes, insightFromWire } from './insights.ts';
import { insightWire } from './schemas.ts';
import { pauseBeforeNextReadMs, readUsage } from './usage.ts';
import { minorFromReport, minorFromWire, wireFromMinor } from './wire-money.ts';

const currencies = ['USD', 'EUR', 'JPY', 'HUF', 'IDR', 'TWD', 'KWD', 'UGX', 'ISK', 'CLP', 'ZZZ'];

describe('money on the wire', () => {
  it('of any currency that Meta can hold comes back as it went', () => {
    assert(
      property(integer({ min: 0, max: 1e9 }), constantFrom(...currencies), (wire, currency) => {
        const minor = minorFromWire(wire, currency);
        if (currency !== 'UGX') expect(wireFromMinor(minor, currency)).toBe(wire);
        expect(Number.isInteger(minor)).toBe(true);
      }),
    );
  });

  it('either goes out exactly or not at all', () => {
    assert(
      property(integer({ min: 0, max: 1e9 }), constantFrom(...currencies), (minor, currency) => {
        let wire: number;
        try {
          wire = wireFromMinor(minor, currency);
        } catch (refused) {
          expect(refused).toMatchObject({ code: 'PLATFORM_REFUSED', details: { currency, value_minor: minor } });
          return;
        }
        expect(minorFromWire(wire, currency)).toBe(minor);
      }),
    );
  });

  it.each([
    [1.005, 'USD', 101],
    [0.1 + 0.2, 'USD', 30],
    [1234.567, 'KWD', 1_234_567],
    [99.5, 'JPY', 100],
    [12.34, 'HUF', 1234],
  ])('of a report, %d %s, is %d minor units', (major, currency, minor) => {
    expect(minorFromReport(major, currency)).toBe(minor);
  });
});

it.each(['constructor', '__proto__', 'toString', ''])(
  'a status or an event %j of the wire is none that we know',
  (word) => {
    expect(statusFromWire(word)).toBe('other');
    const account = { account_id: 'a', currency: 'USD', application_id: null, now: () => new Date() };
    expect(changeFromWire({ event_type: word, event_time: 1 }, account).field).toBe('other');
  },
);

describe('every row of the error table', () => {
  it.each(metaErrorTable)('$code/$subcode is found and becomes $becomes', (row) => {
    expect(findMetaError(row.code, row.subcode)).toEqual(row);
    expect(row.meaning.length).toBeGreaterThan(5);
    expect(describeError(row.becomes)).toBeDefined();
    const body = { error: { code: row.code, error_subcode: row.subcode, message: 'words' } };
    const answer = { status: 400, headers: new Headers(), body };
    const { code, retryAfterSeconds, details } = failureFromAnswer(answer, 'read');
    expect(code).toBe(row.becomes);
    expect(retryAfterSeconds).toBe(row.wait_seconds);
    expect(details).toMatchObject({ http_status: 400, meta_code: row.code, meaning: row.meaning });
  });

  it('200 to 299 are permissions, their neighbours are not', () => {
    expect([199, 200, 299, 300].map((code) => findMetaError(code, null)?.becomes ?? null)).toEqual([
      ...[null, 'PLATFORM_UNAUTHORIZED', 'PLATFORM_UNAUTHORIZED', null],
    ]);
  });
});

describe('a failure', () => {
  const answer = (status: number, body: unknown, headers: Record<string, string> = {}) => ({
    ...{ status, body, headers: new Headers(headers) },
  });

  it('of a write is never called harmless when the server broke down', () => {
    assert(
      property(integer({ min: 500, max: 599 }), constantFrom(null, 'text', {}, { error: 5 }, []), (status, body) => {
        expect(failureFromAnswer(answer(status, body), 'write').code).toBe('PLATFORM_OUTCOME_UNKNOWN');
        expect(failureFromAnswer(answer(status, body), 'read').code).toBe('PLATFORM_UNAVAILABLE');
      }),
    );
  });

  it('uses the words for people before the words for programs, else the status', () => {
    const error = { message: 'for programs', error_user_msg: 'for people', code: 100 };
    expect(failureFromAnswer(answer(400, { error }), 'read').message).toBe('Meta: for people');
    expect(failureFromAnswer(answer(400, { error: { message: 'for programs' } }), 'read').message).toContain(
      'programs',
    );
    expect(failureFromAnswer(answer(418, '<html>'), 'read')).toMatchObject({
      ...{ code: 'PLATFORM_REFUSED', message: 'Meta: HTTP 418' },
    });
  });

  it('names a wait only when it is a limit', () => {
    expect(failureFromAnswer(answer(400, { error: { code: 100 } }, { 'retry-after': '9' }), 'read')).toMatchObject({
      retryAfterSeconds: null,
    });
  });
});

describe('usage headers', () => {
  const usage = (name: string, value: unknown) => readUsage(new Headers({ [name]: JSON.stringify(value) }));

  it('minutes of a business limit become seconds, and the longest wait counts', () => {
    const row = { call_count: 100, total_cputime: 1, total_time: 1, estimated_time_to_regain_access: 5 };
    const headers = new Headers({
      'x-business-use-case-usage': JSON.stringify({ 1: [row], 2: [{ ...row, estimated_time_to_regain_access: 2 }] }),
      'retry-after': '30',
    });
    expect(readUsage(headers)).toEqual({ used_pct: 100, regain_seconds: 300 });
  });

  it.each([
    ['a number as text', 'x-app-usage', { call_count: '88' }, 88],
    ['fields left out', 'x-app-usage', {}, 0],
    ['another shape', 'x-app-usage', [1, 2], 0],
    ['a word for a number', 'x-ad-account-usage', { acc_id_util_pct: 'much' }, 0],
    ['nothing', 'x-fb-ads-insights-throttle', null, 0],
  ])('with %s are read as far as they go', (_, name, value, used_pct) => {
    expect(usage(name, value)).toEqual({ used_pct, regain_seconds: null });
  });

  it('an account that is not full names no wait, and a date in Retry-After is none', () => {
    expect(usage('x-ad-account-usage', { acc_id_util_pct: 99.9, reset_time_duration: 60 }).regain_seconds).toBeNull();
    expect(readUsage(new Headers({ 'retry-after': 'Sat, 21 Nov 2026 12:00:00 GMT' })).regain_seconds).toBeNull();
  });

  it('more usage never means a shorter pause', () => {
    const pause = (used_pct: number) => pauseBeforeNextReadMs({ used_pct, regain_seconds: null });
    assert(
      property(integer({ min: 0, max: 200 }), integer({ min: 0, max: 200 }), (one, other) => {
        expect(pause(Math.min(one, other))).toBeLessThanOrEqual(pause(Math.max(one, other)));
      }),
    );
  });
});

describe('a row of insights', () => {
  const row = (wire: object, currency = 'USD') =>
    insightFromWire(insightWire.parse({ date_start: '2026-11-20', ...wire }), '1', currency);
  const hourly = (text: string) => row({ hourly_stats_aggregated_by_advertiser_time_zone: text });

  it('without any metric is a day of zeros, with reach and frequency not known', () => {
    expect(row({})).toEqual({
      ...{ entity_id: '1', date: '2026-11-20', hour: null, impressions: 0, clicks: 0, spend_minor: 0 },
      ...{ conversions: 0, revenue_minor: 0, reach: null, frequency: null },
      ...{ engagements: null, video_views: null, video_completions: null },
    });
    expect(row({ reach: '0', frequency: '0' })).toMatchObject({ reach: 0, frequency: 0 });
  });

  it('counts a purchase once, though Meta reports it under several types', () => {
    const actions = conversionActionTypes
      .toReversed()
      .map((action_type, index) => ({ action_type, value: `${index + 1}` }));
    const action_values = [{ action_type: 'omni_purchase', value: '12.34' }];
    expect(row({ actions, action_values })).toMatchObject({ conversions: 6, revenue_minor: 1234 });
    expect(row({ actions: [{ action_type: 'link_click', value: '9' }], action_values })).toMatchObject({
      ...{ conversions: 0, revenue_minor: 0 },
    });
    expect(row({ actions: [{ action_type: 'lead', value: '2.5' }] }).conversions).toBe(2.5);
  });

  it('takes its revenue from the type under which its conversions are counted', () => {
    const actions = [{ action_type: 'lead', value: '3' }];
    const action_values = [{ action_type: 'purchase', value: '99' }];
    expect(row({ actions, action_values })).toMatchObject({ conversions: 3, revenue_minor: 0 });
  });

  it('has the hour at which it begins, and no hour that does not exist', () => {
    expect([hourly('00:00:00 - 00:59:59').hour, hourly('23:00:00 - 23:59:59').hour, hourly('').hour]).toEqual([
      0,
      23,
      null,
    ]);
    for (const odd of ['24:00:00 - 24:59:59', '-1:00', 'noon'])
      expect(() => hourly(odd)).toThrow(expect.objectContaining({ code: 'PLATFORM_ANSWER_INVALID' }));
  });

  it.each([
    [{ date_start: '20-11-2026' }],
    [{ impressions: '' }],
    [{ spend: 'NaN' }],
    [{ spend: 'Infinity' }],
    [{ clicks: '1,234' }],
    [{ actions: [{ value: '1' }] }],
  ])('is refused with %j', (wire) => {
    expect(insightWire.safeParse({ date_start: '2026-11-20', ...wire }).success).toBe(false);
  });
});
