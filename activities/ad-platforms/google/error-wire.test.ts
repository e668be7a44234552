import { describe, expect, it } from 'vitest';
import { adsErrorsOf, reasonOf, retryDelayOf, statusOf, violationsOf } from './error-wire.ts';

const info = { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'ACCESS_TOKEN_EXPIRED', domain: 'a' };
const retry = { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '7s' };
const bad = { '@type': 'type.googleapis.com/google.rpc.BadRequest', fieldViolations: [{ field: 'events[0]' }] };
const failure = {
  '@type': 'type.googleapis.com/google.ads.googleads.v27.errors.GoogleAdsFailure',
  requestId: 'R1',
  errors: [{ errorCode: { quotaError: 'A_NEW_ONE' }, message: 'words', aFieldOfTheFuture: 1 }],
};

describe('the status inside an answer', () => {
  const status = { code: 400, message: 'no', status: 'INVALID_ARGUMENT' };
  it.each([
    ['plain', { error: status }],
    ['in an array', [{ error: status }]],
    ['after results', [{ results: [] }, { error: status }]],
  ])('is found %s', (_name, body) => {
    expect(statusOf(body)).toEqual(status);
  });
  it.each([null, 'text', 7, [], {}, { error: 'text' }, { error: null }, [{ results: [] }]])('%j has none', (body) => {
    expect(statusOf(body)).toBeNull();
  });
});

describe('the details of a status', () => {
  it('are found wherever they stand among others', () => {
    const status = { details: ['odd', null, info, retry, bad, failure] };
    expect(reasonOf(status)).toBe('ACCESS_TOKEN_EXPIRED');
    expect(retryDelayOf(status)).toBe('7s');
    expect(violationsOf(status)).toEqual([{ field: 'events[0]' }]);
    expect(adsErrorsOf(status)).toMatchObject({
      request_id: 'R1',
      errors: [{ errorCode: { quotaError: 'A_NEW_ONE' }, message: 'words' }],
    });
  });
  it.each([null, {}, { details: null }, { details: [] }, { details: ['odd', { errors: 'none' }] }])(
    'of %j are none',
    (status) => {
      expect([reasonOf(status), retryDelayOf(status)]).toEqual([null, null]);
      expect(violationsOf(status)).toEqual([]);
      expect(adsErrorsOf(status)).toEqual({ errors: [], request_id: null });
    },
  );
});
