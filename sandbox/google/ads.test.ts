import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultSchema } from '../faults/fault.ts';
import { callOf, openStage } from '../testing/stage.ts';
import { adsAddress } from './ads.ts';
import { createGoogle } from './google.ts';

const customer = '9009009001';
const manager = '8008008001';
let plain: ReturnType<typeof openStage>;
let managed: ReturnType<typeof openStage>;
beforeAll(() => {
  plain = openStage(createGoogle(), { external_id: customer });
  managed = openStage(createGoogle(), { external_id: customer, manager_id: manager });
});
afterAll(() => {
  plain.close();
  managed.close();
});

const query = { query: 'SELECT customer.id FROM customer LIMIT 1' };
const ask = (stage: typeof plain, path: string, headers: Record<string, string> = {}, body: unknown = query) => {
  const { status, body: answer } = stage.call('POST', path, body, headers);
  return `${status} ${JSON.stringify(answer)}`;
};
const search = `/v26/customers/${customer}/googleAds:search`;
const login = (id: string) => ({ 'login-customer-id': id });

describe('an address', () => {
  it.each([
    ['/v26/customers/1/googleAds:search', { version: 'v26', customer: '1', collection: 'googleAds', verb: 'search' }],
    ['/v26/customers/1/campaigns%3Amutate', { version: 'v26', customer: '1', collection: 'campaigns', verb: 'mutate' }],
    ['/v26/customers:listAccessibleCustomers', { customer: null, verb: 'listAccessibleCustomers' }],
    ['/v26/customers/1:uploadClickConversions', { customer: '1', collection: null, verb: 'uploadClickConversions' }],
  ])('%s is read', (path, expected) => {
    expect(adsAddress({ path })).toMatchObject(expected);
  });

  it.each([
    '/v26/customers/1/campaigns',
    '/v26/customer/1/campaigns:mutate',
    '/customers/1/campaigns:mutate',
    '/v26/',
    '',
  ])('“%s” names nothing', (path) => {
    expect(adsAddress({ path })).toBeNull();
  });

  it('belongs to this platform with every version, and to Data Manager and OAuth', () => {
    const { owns } = createGoogle();
    for (const path of [search, '/v99/customers/1/x:y', '/v1/events:ingest', '/token']) expect(owns(path)).toBe(true);
    for (const path of ['/v26.0/act_1/campaigns', '/rest/adAccounts', '/v26/customersX', '/token/']) {
      expect(owns(path)).toBe(false);
    }
  });

  it.each(['v22', 'v27', 'v1'])('of version %s is not supported', (version) => {
    expect(ask(plain, search.replace('v26', version))).toMatch(/^400 .*UNSUPPORTED_VERSION/);
  });

  it('of a version that still lives is', () => {
    for (const version of ['v23', 'v24', 'v25', 'v26'])
      expect(ask(plain, search.replace('v26', version))).toMatch(/^200/);
  });

  it('of a resource, a verb or a method that there is not is not found', () => {
    for (const path of ['labels:mutate', 'campaigns:search', 'googleAds:searchAll']) {
      expect(ask(plain, `/v26/customers/${customer}/${path}`, {}, { operations: [] })).toMatch(/^404/);
    }
    expect(plain.call('GET', search).status).toBe(404);
  });

  it('for uploading clicks is closed to whoever is new', () => {
    const path = `/v26/customers/${customer}:uploadClickConversions`;
    expect(ask(plain, path, {}, {})).toMatch(/^403 .*CUSTOMER_NOT_ALLOWLISTED_FOR_THIS_FEATURE/);
  });
});

describe('who calls', () => {
  it('is the account itself, or who manages it', () => {
    expect(ask(plain, search)).toMatch(/^200/);
    expect(ask(plain, search, login(customer))).toMatch(/^200/);
    expect(ask(managed, search, login(manager))).toMatch(/^200/);
    const { body } = plain.call('GET', '/v26/customers:listAccessibleCustomers');
    expect(body).toEqual({ resourceNames: [`customers/${customer}`] });
  });

  it.each<[string, 'plain' | 'managed', string, Record<string, string>, string]>([
    ['without its manager', 'managed', search, {}, 'USER_PERMISSION_DENIED'],
    [
      'with another manager',
      'managed',
      search,
      login('7007007001'),
      'INVALID_LOGIN_CUSTOMER_ID_SERVING_CUSTOMER_ID_COMBINATION',
    ],
    [
      'with a manager that it has not',
      'plain',
      search,
      login(manager),
      'INVALID_LOGIN_CUSTOMER_ID_SERVING_CUSTOMER_ID_COMBINATION',
    ],
    ['with dashes in the header', 'managed', search, login('800-800-8001'), 'INVALID_LOGIN_CUSTOMER_ID'],
    ['with dashes in the path', 'plain', search.replace(customer, '900-900-9001'), {}, 'INVALID_CUSTOMER_ID'],
    ['for another account', 'plain', search.replace(customer, '9009009002'), {}, 'USER_PERMISSION_DENIED'],
  ])('is refused %s', (_, which, path, headers, value) => {
    expect(ask(which === 'plain' ? plain : managed, path, headers)).toContain(`"${value}"`);
  });

  it('needs no developer token, and may still send one', () => {
    expect(ask(plain, search, { 'developer-token': 'anything' })).toMatch(/^200/);
  });
});

describe('an answer at the door', () => {
  const google = createGoogle();
  const stream = callOf('POST', search.replace('search', 'searchStream'), query);
  const ingest = callOf('POST', '/v1/events:ingest', {});

  it('to a stream is an array when it failed, and every one has its request id', () => {
    const failed = google.finish?.(google.serverError(stream), stream, null);
    expect(failed).toMatchObject({ status: 500, body: [{ error: { status: 'INTERNAL' } }] });
    expect(failed?.headers).toHaveProperty('request-id');
    const paged = callOf('POST', search, query);
    expect(google.finish?.(google.serverError(paged), paged, null).body).not.toBeInstanceOf(Array);
  });

  it('that throttles says how long to wait, in the form of the API that was called', () => {
    const throttled = (wait_seconds: number | null) => {
      const fault = faultSchema.parse({ kind: 'throttle', wait_seconds });
      if (fault.kind !== 'throttle') throw new Error('another fault');
      return fault;
    };
    const told = (call: typeof stream, wait_seconds: number | null = 30) =>
      JSON.stringify(google.throttled(call, throttled(wait_seconds)).body);
    expect(told(stream)).toContain('"retryDelay":"30s"');
    expect(told(stream)).toContain('"quotaError":"RESOURCE_EXHAUSTED"');
    expect(told(stream, null)).not.toContain('retryDelay');
    expect(told(ingest)).toContain('google.rpc.RetryInfo');
    expect(told(ingest)).not.toContain('GoogleAdsFailure');
  });

  it('to a token tells an old one from a wrong one', () => {
    expect(JSON.stringify(google.expiredToken(stream, null))).toContain('OAUTH_TOKEN_EXPIRED');
    expect(JSON.stringify(google.wrongToken(stream, 'x'))).toContain('OAUTH_TOKEN_INVALID');
    expect(google.wrongToken(stream, null)).toMatchObject({
      status: 401,
      body: { error: { status: 'UNAUTHENTICATED' } },
    });
  });

  it('knows what a query is about, for the faults that wait for it', () => {
    const about = (text: string) => google.targetOf(callOf('POST', search, { query: text }), plain.world);
    expect(about("SELECT campaign.id FROM campaign WHERE campaign.id = '9001'")).toMatchObject({
      ...{ access: 'read', entity_ids: ['9001'], fields: ['campaign.id', 'campaign.id'] },
    });
    expect(about('SELECT asset.id FROM asset').entity_ids).toEqual([customer]);
  });
});
