import fastCheck from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusalOf } from '../testing/refused.ts';
import { accountSpecSchema } from '../world/account-spec.ts';
import { adsFailure, badRequest, newRequestId, refuse } from './failure.ts';
import { type Collection, idsOf, nameOf } from './resource-name.ts';

const account = accountSpecSchema.parse({
  ...{ platform: 'google_ads', external_id: '9009009001', name: 'Test', currency: 'USD', timezone: 'UTC' },
  sandbox_token: 'token',
});
const collections: readonly Collection[] = [
  ...(['campaigns', 'campaignBudgets', 'adGroups', 'adGroupAds'] as const),
  ...(['adGroupCriteria', 'campaignCriteria', 'assets', 'userLists'] as const),
];

describe('a resource name', () => {
  it('gives back the ids that it was made of, temporary ones too', () => {
    const id = fastCheck.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }).map(String);
    fastCheck.assert(
      fastCheck.property(
        fastCheck.constantFrom(...collections),
        fastCheck.array(id, { minLength: 1, maxLength: 3 }),
        (collection, ids) => {
          expect(idsOf(account, collection, nameOf(account, collection, ...ids))).toEqual(ids);
        },
      ),
    );
  });

  it('of one collection is none of another', () => {
    for (const own of collections) {
      const known = collections.filter((each) => idsOf(account, each, nameOf(account, own, '5')) !== null);
      expect(known).toEqual([own]);
    }
  });

  it.each([
    ['a bare id', '5'],
    ['another customer', 'customers/9009009002/campaigns/5'],
    ['a customer with dashes', 'customers/900-900-9001/campaigns/5'],
    ['a name in place of an id', 'customers/9009009001/campaigns/spring'],
    ['no id', 'customers/9009009001/campaigns/'],
    ['a part too many', 'customers/9009009001/campaigns/5/labels'],
    ['a slash before it', '/customers/9009009001/campaigns/5'],
    ['an open end', 'customers/9009009001/campaigns/5~'],
    ['a number', 5],
    ['nothing', undefined],
  ])('is not %s', (_, name) => {
    expect(idsOf(account, 'campaigns', name)).toBeNull();
  });
});

describe('a failure', () => {
  it.each([
    ['authenticationError', 401, 'UNAUTHENTICATED'],
    ['authorizationError', 403, 'PERMISSION_DENIED'],
    ['notAllowlistedError', 403, 'PERMISSION_DENIED'],
    ['quotaError', 429, 'RESOURCE_EXHAUSTED'],
    ['internalError', 500, 'INTERNAL'],
    ['campaignBudgetError', 400, 'INVALID_ARGUMENT'],
    ['queryError', 400, 'INVALID_ARGUMENT'],
  ])('of %s is %i %s, and names its family and value', (family, status, canonical) => {
    const reply = adsFailure([{ family, value: 'SOME_VALUE', message: 'It is so.' }]);
    expect(reply).toMatchObject({ status, body: { error: { code: status, status: canonical } } });
    expect(JSON.stringify(reply.body)).toContain(`"errorCode":{"${family}":"SOME_VALUE"}`);
  });

  it('says where it lies, from the outside in, and what set it off', () => {
    const path = [{ fieldName: 'operations', index: 3 }, { fieldName: 'create' }, { fieldName: 'name' }];
    const reply = refusalOf(() => {
      throw refuse('campaignError', 'DUPLICATE_CAMPAIGN_NAME', 'Taken.', { path, trigger: 'Spring' });
    });
    expect(reply?.body).toMatchObject({
      error: {
        details: [
          {
            '@type': 'type.googleapis.com/google.ads.googleads.v26.errors.GoogleAdsFailure',
            errors: [{ location: { fieldPathElements: path }, trigger: { stringValue: 'Spring' } }],
            requestId: expect.stringMatching(/^[\w-]{16}$/),
          },
        ],
      },
    });
  });

  it('of several errors has the status of the first, and tells all', () => {
    const of = (family: string) => ({ family, value: 'V', message: family });
    const reply = adsFailure([of('quotaError'), of('campaignError')]);
    expect(reply.status).toBe(429);
    expect(JSON.stringify(reply.body)).toContain('"campaignError":"V"');
  });

  it('of the JSON layer carries violations and no failure of the API', () => {
    const violation = { field: 'events[3].currency', description: 'No code.', reason: 'INVALID_CURRENCY_CODE' };
    expect(badRequest([violation], 'No.')).toEqual({
      status: 400,
      body: {
        error: {
          ...{ code: 400, message: 'No.', status: 'INVALID_ARGUMENT' },
          details: [{ '@type': 'type.googleapis.com/google.rpc.BadRequest', fieldViolations: [violation] }],
        },
      },
    });
  });

  it('has an id of its own each time', () => {
    expect(new Set(Array.from({ length: 100 }, newRequestId)).size).toBe(100);
  });
});
