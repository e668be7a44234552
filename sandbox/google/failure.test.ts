import { describe, expect, it } from 'vitest';
import { refusalOf } from '../testing/refused.ts';
import { type AdsError, adsFailure, badRequest, notFound, refuse, refuseJson, VERSION } from './failure.ts';
import { fromMicros, microsPerMinor, toMicros } from './money.ts';

const error = (family: string, value = 'X'): AdsError => ({ family, value, message: 'No.' });

describe('a failure of the Google Ads API', () => {
  it.each([
    ['authenticationError', 401, 401, 'UNAUTHENTICATED'],
    ['authorizationError', 403, 403, 'PERMISSION_DENIED'],
    ['notAllowlistedError', 403, 403, 'PERMISSION_DENIED'],
    ['quotaError', 429, 429, 'RESOURCE_EXHAUSTED'],
    ['internalError', 500, 500, 'INTERNAL'],
    ['campaignBudgetError', 400, 400, 'INVALID_ARGUMENT'],
    ['queryError', 400, 400, 'INVALID_ARGUMENT'],
  ])('of the family %s is HTTP %i with the code %i %s', (family, http, code, status) => {
    expect(adsFailure([error(family)])).toMatchObject({ status: http, body: { error: { code, status } } });
  });

  it('carries every error with its place, its trigger and the request', () => {
    const path = [{ fieldName: 'operations', index: 1 }, { fieldName: 'update' }];
    const { body } = adsFailure([{ ...error('fieldError', 'REQUIRED'), path, trigger: '7' }, error('rangeError')]);
    expect(body).toMatchObject({
      error: {
        message: 'Request contains an invalid argument.',
        details: [
          {
            '@type': `type.googleapis.com/google.ads.googleads.${VERSION}.errors.GoogleAdsFailure`,
            errors: [
              {
                ...{ errorCode: { fieldError: 'REQUIRED' }, message: 'No.', trigger: { stringValue: '7' } },
                location: { fieldPathElements: path },
              },
              { errorCode: { rangeError: 'X' } },
            ],
            requestId: expect.stringMatching(/^[\w-]{16}$/),
          },
        ],
      },
    });
  });

  it('leaves out what it does not know: no empty place, no empty trigger', () => {
    expect(JSON.stringify(adsFailure([error('rangeError')]).body)).not.toMatch(/location|trigger|"details":\{/);
  });

  it('the first of several errors decides the status, and no two answers have one request', () => {
    expect(adsFailure([error('quotaError'), error('rangeError')]).status).toBe(429);
    expect(adsFailure([error('rangeError'), error('quotaError')]).status).toBe(400);
    expect(adsFailure([error('rangeError')])).not.toEqual(adsFailure([error('rangeError')]));
  });

  it('refuses a call with it, or with a plain error where the JSON itself does not fit', () => {
    const failing = refusalOf(() => {
      throw refuse('rangeError', 'TOO_HIGH', 'Too high.');
    });
    expect(failing).toMatchObject({
      status: 400,
      body: { error: { details: [{ errors: [{ message: 'Too high.' }] }] } },
    });
    const plain = refusalOf(() => {
      throw refuseJson('operations[0].create.name', 'Cannot find field.');
    });
    expect(plain).toMatchObject({
      status: 400,
      body: {
        error: {
          ...{ code: 400, status: 'INVALID_ARGUMENT', message: 'Cannot find field.' },
          details: [{ fieldViolations: [{ field: 'operations[0].create.name', description: 'Cannot find field.' }] }],
        },
      },
    });
    expect(JSON.stringify(plain)).not.toContain('GoogleAdsFailure');
    expect(badRequest([], 'x').body).toMatchObject({ error: { details: [{ fieldViolations: [] }] } });
    expect(notFound()).toMatchObject({ status: 404, body: { error: { code: 404, status: 'NOT_FOUND' } } });
  });
});

describe('money in micros', () => {
  it.each([
    ['USD', 10_000, 1_234, '12340000'],
    ['JPY', 1_000_000, 1_234, '1234000000'],
    ['KWD', 1_000, 1_234, '1234000'],
    ['EUR', 10_000, 0, '0'],
  ])('a minor unit of %s is %i micros: %i are %s', (currency, unit, minor, micros) => {
    expect(microsPerMinor(currency)).toBe(unit);
    expect(toMicros(minor, currency)).toBe(micros);
    expect(fromMicros(BigInt(micros), currency)).toBe(minor);
  });

  it.each([
    ['USD', 12_345n],
    ['JPY', 500_000n],
    ['KWD', 1n],
  ])('a part of a minor unit of %s is none', (currency, micros) => {
    expect(fromMicros(micros, currency)).toBeNull();
  });

  it('what is no number stays away', () => {
    for (const value of [null, undefined, '5', {}]) expect(toMicros(value, 'USD')).toBeUndefined();
  });
});
