import { assert, constantFrom, integer, property } from 'fast-check';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { describeError } from '../../../contracts/errors/index.ts';
import {
  named,
  pageOf,
  recorded,
  refused,
  replayedTiktok,
  success,
} from '../../../tests/ad-platforms/replayed-tiktok.ts';
import { tiktokErrorTable } from './error-table.ts';
import { failureFromAnswer } from './failures.ts';

const tiktok = replayedTiktok();
const now = new Date('2026-11-21T12:00:00Z');
const answer = (status: number, body: unknown, headers: Record<string, string> = {}) => ({
  ...{ status, body, headers: new Headers(headers) },
});
const failure = (status: number, code: number, kind: 'read' | 'write') =>
  failureFromAnswer(answer(status, { code, message: 'words' }), kind, now).code;

describe('every row of the error table', () => {
  it.each(tiktokErrorTable)('$code becomes $becomes', ({ code, becomes, meaning, token_ended }) => {
    expect(meaning.length).toBeGreaterThan(10);
    expect(describeError(becomes)).toBeDefined();
    const body = { code, message: 'words', request_id: 'R' };
    expect(failureFromAnswer(answer(200, body), 'read', now)).toMatchObject({
      ...{ code: becomes, message: 'TikTok: words', retryAfterSeconds: null },
      details: { http_status: 200, tiktok_code: code, meaning, token_ended, trace_id: 'R' },
    });
    const open = becomes === 'PLATFORM_UNAVAILABLE' ? 'PLATFORM_OUTCOME_UNKNOWN' : becomes;
    expect(failureFromAnswer(answer(200, body), 'write', now).code).toBe(open);
  });
  it('no code has two rows', () => {
    expect(new Set(tiktokErrorTable.map((row) => row.code)).size).toBe(tiktokErrorTable.length);
  });
});

describe('a failure', () => {
  it('of a write is never called harmless when the server broke down, whatever the code inside', () => {
    assert(
      property(
        integer({ min: 500, max: 599 }),
        constantFrom(null, 'text', {}, { code: 40_002 }, []),
        (status, body) => {
          expect(failureFromAnswer(answer(status, body), 'write', now).code).toBe('PLATFORM_OUTCOME_UNKNOWN');
          expect(failureFromAnswer(answer(status, body), 'read', now).code).toBe('PLATFORM_UNAVAILABLE');
        },
      ),
    );
  });
  it('under a code that nobody knows is a refusal where TikTok blames the request, and open otherwise', () => {
    expect([failure(200, 40_999, 'write'), failure(200, 41_000, 'read')]).toEqual([
      ...['PLATFORM_REFUSED', 'PLATFORM_REFUSED'],
    ]);
    for (const code of [1, 30_000, 50_001, 60_001, -1])
      expect([failure(200, code, 'write'), failure(200, code, 'read')]).toEqual([
        ...['PLATFORM_OUTCOME_UNKNOWN', 'PLATFORM_UNAVAILABLE'],
      ]);
    expect(failure(401, 99, 'write')).toBe('PLATFORM_UNAUTHORIZED');
  });
  it('that is no envelope is told by its status', () => {
    const codes = [401, 403, 404, 418, 429].map((status) => failureFromAnswer(answer(status, '<html>'), 'write', now));
    expect(codes.map((each) => each.code)).toEqual([
      ...['PLATFORM_UNAUTHORIZED', 'PLATFORM_UNAUTHORIZED', 'PLATFORM_NOT_FOUND', 'PLATFORM_REFUSED'],
      'PLATFORM_THROTTLED',
    ]);
    expect(codes[3]?.message).toBe('TikTok: HTTP 418');
  });
  it('names a wait only where TikTok announced one', () => {
    const wait = (status: number, code: number, headers = {}) =>
      failureFromAnswer(answer(status, { code }, headers), 'read', now).retryAfterSeconds;
    expect(wait(429, 0, { 'retry-after': '7' })).toBe(7);
    expect(wait(429, 40_002, { 'retry-after': '7' })).toBe(7);
    expect(wait(200, 40_100, { 'retry-after': '120' })).toBe(120);
    expect(wait(200, 40_100)).toBeNull();
    expect(wait(200, 40_002, { 'retry-after': '7' })).toBeNull();
  });
});

describe('a write', () => {
  const status = { reference: named.campaign, field: 'status', value: 'paused', request_id: 'r' } as const;
  it.each([
    ['a dropped connection', { drop: true }],
    ['a server error', { status: 500, body: '<html>oops</html>' }],
    ['a fault inside TikTok', refused(50_002)],
    ['two writes that met', refused(40_202)],
    ['an answer that is not JSON', { status: 200, body: 'OK' }],
    ['an answer without a code', { status: 200, body: { message: 'OK' } }],
  ])('%s leaves its outcome open, and it is not sent again', async (_name, lost) => {
    tiktok.answerWith(lost);
    await expect(tiktok.adapter().write(status)).rejects.toMatchObject({ code: 'PLATFORM_OUTCOME_UNKNOWN' });
    expect(tiktok.sent()).toHaveLength(1);
  });
  it('a fault while looking first is known to have changed nothing', async () => {
    const budget = { ...status, field: 'daily_budget_minor', value: 100 } as const;
    for (const lost of [{ drop: true }, { status: 503, body: '' }]) {
      tiktok.answerWith(lost);
      await expect(tiktok.adapter().write(budget)).rejects.toMatchObject({ code: 'PLATFORM_UNAVAILABLE' });
    }
    expect(tiktok.sent().map((request) => request.method)).toEqual(['GET', 'GET']);
  });
  it('that could not leave in time is never sent', async () => {
    const live = pageOf({ campaign_id: 1, budget: 5, budget_mode: 'BUDGET_MODE_DAY' });
    const slow: typeof fetch = async (...request) => {
      const response = await fetch(...request);
      const late = performance.now() + 60_000;
      vi.spyOn(performance, 'now').mockReturnValue(late);
      return response;
    };
    onTestFinished(() => {
      vi.restoreAllMocks();
    });
    tiktok.answerWith(live);
    const budget = { ...status, field: 'daily_budget_minor', value: 100 } as const;
    const platform = tiktok.adapter({ write_timeout_seconds: 30, fetch: slow });
    await expect(platform.write(budget)).rejects.toMatchObject({ code: 'PLATFORM_UNAVAILABLE' });
    expect(tiktok.sent().map((request) => request.method)).toEqual(['GET']);
  });
  it('that never left because nobody listens is known not to be applied', async () => {
    const cause = Object.assign(new Error('no'), { code: 'ECONNREFUSED' });
    const nobody = tiktok.adapter({ fetch: () => Promise.reject(new TypeError('fetch failed', { cause })) });
    await expect(nobody.write(status)).rejects.toMatchObject({ code: 'PLATFORM_UNAVAILABLE' });
  });
});

describe('an outage', () => {
  it('is left alone after eight failures in a row, for writes too', async () => {
    const platform = tiktok.adapter({ outage_pause_seconds: 60 });
    tiktok.answerWith(...Array.from({ length: 8 }, () => refused(50_000)));
    for (let call = 0; call < 12; call += 1)
      await expect(platform.readEntity(named.campaign)).rejects.toMatchObject({ code: 'PLATFORM_UNAVAILABLE' });
    const write = { reference: named.ad, field: 'status', value: 'paused', request_id: 'r' } as const;
    await expect(platform.write(write)).rejects.toMatchObject({ retryAfterSeconds: 60 });
    expect(tiktok.sent()).toHaveLength(8);
  });
  it('is not what refusals are: TikTok is there and says no', async () => {
    const platform = tiktok.adapter();
    tiktok.answerWith(...Array.from({ length: 9 }, () => refused(40_002)), { body: recorded('campaign') });
    for (let call = 0; call < 9; call += 1)
      await expect(platform.readEntity(named.campaign)).rejects.toMatchObject({ code: 'PLATFORM_REFUSED' });
    expect((await platform.readEntity(named.campaign)).name).toBe('Autumn boots');
  });
});

it('nothing that is thrown carries a token', async () => {
  tiktok.answerWith(refused(40_100), { status: 500, body: '' }, success({ list: [{}] }));
  const platform = tiktok.adapter();
  for (const _ of [1, 2, 3]) {
    const error: unknown = await platform.readEntity(named.campaign).catch((thrown: unknown) => thrown);
    expect(`${String(error)} ${JSON.stringify(error)}`).not.toMatch(/a-token|r-token|a-secret/);
  }
});
