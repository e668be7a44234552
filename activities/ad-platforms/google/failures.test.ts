import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeError } from '../../../contracts/errors/index.ts';
import {
  adsFailure,
  type GoogleReplay,
  googleFixture,
  openGoogleReplay,
} from '../../../tests/ad-platforms/google-replay.ts';
import type { WireAnswer } from '../wire/exchange.ts';
import { findGoogleError, googleErrorTable } from './error-table.ts';
import { failureFromAnswer, secondsOfDuration } from './failures.ts';

const now = new Date('2026-11-21T12:00:00Z');
const answer = (status: number, body: unknown, headers: Record<string, string> = {}): WireAnswer => ({
  ...{ status, ok: status < 400, headers: new Headers(headers), body },
});
const coded = (family: string, value: string, more: object = {}) =>
  adsFailure(400, { errorCode: { [family]: value }, message: 'words', ...more }).body;

describe('the error table', () => {
  it('no code stands twice', () => {
    const keys = googleErrorTable.map((row) => `${row.family}.${row.value}`);
    expect(new Set(keys).size).toBe(keys.length);
  });
  it.each(googleErrorTable)('$family.$value is found, becomes $becomes and says how to mend it', (row) => {
    expect(findGoogleError(row.family, row.value ?? 'A_NEW_ONE')).toEqual(row);
    expect(row.mend.length).toBeGreaterThan(8);
    const body = coded(row.family, row.value ?? 'A_NEW_ONE');
    const read = failureFromAnswer(answer(400, body), 'read', now);
    expect(read.code).toBe(row.becomes);
    expect(read.details).toMatchObject({ mend: row.mend, http_status: 400, request_id: 'R9' });
    const open = row.becomes === 'PLATFORM_UNAVAILABLE' && !row.nothing_applied;
    expect(failureFromAnswer(answer(400, body), 'write', now).code).toBe(
      open ? 'PLATFORM_OUTCOME_UNKNOWN' : row.becomes,
    );
  });
  it.each([
    ['quotaError', 'RESOURCE_EXHAUSTED', true],
    ['internalError', 'TRANSIENT_ERROR', true],
    ['databaseError', 'CONCURRENT_MODIFICATION', true],
    ['quotaError', 'ACCESS_PROHIBITED', false],
    ['quotaError', 'EXCESSIVE_LONG_TERM_QUERY_RESOURCE_CONSUMPTION', false],
    ['authenticationError', 'OAUTH_TOKEN_REVOKED', false],
    ['campaignBudgetError', 'MONEY_AMOUNT_TOO_LARGE', false],
  ])('%s.%s is tried again: %s', (family, value, retryable) => {
    const { becomes } = findGoogleError(family, value) ?? {};
    expect(becomes !== undefined && describeError(becomes).retryable).toBe(retryable);
  });
  it('a family that nobody knows has no row', () => {
    expect(findGoogleError('noveltyError', 'X')).toBeNull();
    expect(findGoogleError('quotaError', 'A_NEW_ONE')).toBeNull();
  });
});

describe('what an answer means', () => {
  it.each([
    [500, null, 'PLATFORM_UNAVAILABLE', 'PLATFORM_OUTCOME_UNKNOWN'],
    [503, coded('noveltyError', 'X'), 'PLATFORM_UNAVAILABLE', 'PLATFORM_OUTCOME_UNKNOWN'],
    [400, coded('noveltyError', 'X'), 'PLATFORM_REFUSED', 'PLATFORM_REFUSED'],
    [403, { error: { status: 'PERMISSION_DENIED' } }, 'PLATFORM_UNAUTHORIZED', 'PLATFORM_UNAUTHORIZED'],
    [404, '<html>', 'PLATFORM_NOT_FOUND', 'PLATFORM_NOT_FOUND'],
    [429, null, 'PLATFORM_THROTTLED', 'PLATFORM_THROTTLED'],
  ])('HTTP %s with %o is %s for a read and %s for a write', (status, body, read, write) => {
    expect(failureFromAnswer(answer(status, body), 'read', now).code).toBe(read);
    expect(failureFromAnswer(answer(status, body), 'write', now).code).toBe(write);
  });
  it('a stream wraps its error in an array', () => {
    const wrapped = [googleFixture('error-budget-minimum')];
    expect(failureFromAnswer(answer(400, wrapped), 'read', now)).toMatchObject({
      code: 'PLATFORM_REFUSED',
      message: 'Google: The budget is below the minimum for a day.',
      details: {
        google_code: 'campaignBudgetError.BUDGET_BELOW_PER_DAY_MINIMUM',
        field: 'operations[0].update.amount_micros',
        trigger: '10000',
        minimum_micros: '5000000',
        request_id: 'B1',
      },
    });
  });
  it('a limit says how long to wait: by Google’s delay, else by Retry-After', () => {
    const quota = googleFixture('error-quota');
    expect(failureFromAnswer(answer(429, quota), 'write', now)).toMatchObject({
      ...{ code: 'PLATFORM_THROTTLED', retryAfterSeconds: 30 },
    });
    const unsaid = coded('quotaError', 'RESOURCE_TEMPORARILY_EXHAUSTED');
    expect(failureFromAnswer(answer(429, unsaid, { 'retry-after': '7' }), 'read', now).retryAfterSeconds).toBe(7);
    expect(failureFromAnswer(answer(429, unsaid), 'read', now).retryAfterSeconds).toBeNull();
    const plain = {
      error: {
        ...{ code: 429, status: 'RESOURCE_EXHAUSTED', message: 'Slow down.' },
        details: [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '12.5s' }],
      },
    };
    expect(failureFromAnswer(answer(429, plain), 'write', now)).toMatchObject({
      ...{ code: 'PLATFORM_THROTTLED', retryAfterSeconds: 13 },
    });
    const refused = coded('campaignError', 'DUPLICATE_CAMPAIGN_NAME');
    expect(failureFromAnswer(answer(400, refused, { 'retry-after': '7' }), 'read', now).retryAfterSeconds).toBeNull();
  });
  it.each([
    ['30s', 30],
    ['1.2s', 2],
    ['0s', 0],
    ['soon', null],
    [null, null],
  ])('a duration of %j is %j seconds', (text, seconds) => {
    expect(secondsOfDuration(text)).toBe(seconds);
  });
  it('only a token that has ended is worth renewing', () => {
    const ended = (body: unknown, status = 401) =>
      failureFromAnswer(answer(status, body), 'read', now).details.token_ended;
    const info = (reason: string) => ({
      error: { code: 401, details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason }] },
    });
    expect(ended(googleFixture('error-token-expired'))).toBe(true);
    expect(ended(info('ACCESS_TOKEN_EXPIRED'))).toBe(true);
    expect(ended(null)).toBe(true);
    expect(ended(info('ACCESS_TOKEN_SCOPE_INSUFFICIENT'))).toBe(false);
    expect(ended(coded('authenticationError', 'OAUTH_TOKEN_REVOKED'))).toBe(false);
    expect(ended(coded('authorizationError', 'USER_PERMISSION_DENIED'), 403)).toBe(false);
    expect(ended(null, 403)).toBe(false);
  });
});

describe('a token', () => {
  let replay: GoogleReplay;
  beforeAll(async () => {
    replay = await openGoogleReplay();
  });
  afterAll(() => replay.server.stop());
  const expired = { status: 401, body: googleFixture('error-token-expired') };
  const customer = { body: [{ results: [{ customer: { currencyCode: 'USD', timeZone: 'UTC' } }] }] };
  const pause = {
    reference: { account_id: '1', entity_type: 'campaign', entity_id: '111' },
    field: 'status',
    value: 'paused',
    request_id: 'r',
  } as const;

  it('that has ended is renewed by the documented form, kept with its end, and used for the same read', async () => {
    replay.server.answerWith(
      expired,
      { body: { access_token: 'fresh', expires_in: 3599, token_type: 'Bearer' } },
      customer,
    );
    expect((await replay.adapter().readAccount()).currency).toBe('USD');
    const [, renewal, again] = replay.sent();
    expect(renewal).toMatchObject({ method: 'POST', path: '/token', query: {} });
    expect(Object.fromEntries(new URLSearchParams(renewal?.body))).toEqual({
      ...{ grant_type: 'refresh_token', client_id: 'client', client_secret: 'client-secret' },
      refresh_token: 'a-refresh-token',
    });
    expect(renewal?.headers).not.toHaveProperty('authorization');
    expect(again?.headers.authorization).toBe('Bearer fresh');
    expect(replay.saved.at(-1)).toEqual({
      ...{ access_token: 'fresh', refresh_token: 'a-refresh-token', expires_at: '2026-11-21T12:59:59.000Z' },
    });
  });
  it('that has ended in the middle of a write: the refused mutation is sent once more', async () => {
    const done = { body: { results: [{ resourceName: 'customers/1/campaigns/111' }] } };
    replay.server.answerWith(expired, { body: { access_token: 'fresh', refresh_token: 'new', expires_in: 60 } }, done);
    await replay.adapter().write(pause);
    expect(replay.sent().map((request) => request.path)).toEqual([
      ...['/v26/customers/1/campaigns:mutate', '/token', '/v26/customers/1/campaigns:mutate'],
    ]);
    expect(replay.saved.at(-1)?.refresh_token).toBe('new');
  });
  it.each([
    ['revoked', 400, { error: 'invalid_grant', error_description: 'Token has been revoked.' }, 'PLATFORM_UNAUTHORIZED'],
    ['of a wrong client', 401, { error: 'invalid_client' }, 'PLATFORM_UNAUTHORIZED'],
    ['not to be had now', 503, '<html>', 'PLATFORM_UNAVAILABLE'],
    ['garbled', 200, { token: 'x' }, 'PLATFORM_ANSWER_INVALID'],
  ])('that is %s stops a read and a write alike, and nothing else is sent', async (_name, status, body, code) => {
    replay.server.answerWith(expired, { status, body }, expired, { status, body });
    const adapter = replay.adapter();
    await expect(adapter.readAccount()).rejects.toMatchObject({ code });
    await expect(adapter.write(pause)).rejects.toMatchObject({ code });
    expect(replay.sent()).toHaveLength(4);
  });
  it('appears in no error', async () => {
    replay.server.answerWith(expired, { status: 400, body: { error: 'invalid_grant' } });
    const error: unknown = await replay
      .adapter()
      .readAccount()
      .catch((thrown: unknown) => thrown);
    const told = `${error} ${JSON.stringify(error)}`;
    for (const secret of ['a-token', 'a-refresh-token', 'client-secret']) expect(told).not.toContain(secret);
  });
  it('is not asked for again and again when Google is away: the breaker opens', async () => {
    const adapter = replay.adapter({ outage_pause_seconds: 60 });
    replay.server.answerWith(...Array.from({ length: 8 }, () => ({ status: 503, body: '' })));
    for (let call = 0; call < 10; call += 1)
      await expect(adapter.readAccount()).rejects.toMatchObject({ code: 'PLATFORM_UNAVAILABLE' });
    expect(replay.sent()).toHaveLength(8);
  });
});
