import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { boots, googleCalls, named } from '../testing/google-account.ts';
import { bornAt, type SandboxProcess, startSandboxProcess } from '../testing/sandbox-process.ts';

let sandbox: SandboxProcess;
let google: ReturnType<typeof googleCalls>;
beforeAll(async () => {
  sandbox = await startSandboxProcess();
  google = googleCalls(sandbox);
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
  await sandbox.post('/_sandbox/reset', { now: bornAt });
});

const query = { query: 'SELECT customer.id FROM customer' };
const at = (customer: string, version = 'v26') => `/${version}/customers/${customer}/googleAds:search`;
const said = (answer: { status: number; body: unknown }) => `${answer.status} ${JSON.stringify(answer.body)}`;

describe('who may call', () => {
  it('is whoever has the token of the customer', async () => {
    expect((await google.get('/v26/customers:listAccessibleCustomers')).body).toEqual({
      resourceNames: [`customers/${boots.customer}`],
    });
    expect((await google.post(at(boots.customer), query)).status).toBe(200);
    expect((await google.post(at(boots.customer), query, { 'login-customer-id': boots.customer })).status).toBe(200);
  });

  it.each([
    ['no token', {}, boots.customer, /^401 .*UNAUTHENTICATED.*AUTHENTICATION_ERROR/],
    ['a wrong token', { authorization: 'Bearer x' }, boots.customer, /^401 .*OAUTH_TOKEN_INVALID/],
    ['another customer', undefined, '1234567890', /^403 .*PERMISSION_DENIED.*USER_PERMISSION_DENIED/],
    ['a customer with dashes', undefined, '300-300-3001', /^400 .*INVALID_CUSTOMER_ID/],
  ])('%s is refused', async (_, headers, customer, pattern) => {
    const answer =
      headers === undefined
        ? await google.post(at(customer), query)
        : await sandbox.call('POST', at(customer), query, { authorization: '', ...headers });
    expect(said(answer)).toMatch(pattern);
    expect(said(answer)).toContain('google.ads.googleads.v26.errors.GoogleAdsFailure');
    expect(answer.headers.get('request-id')).toBeTruthy();
  });

  it('a token that has ended is refused as such, in an array where a stream was asked for', async () => {
    await sandbox.fault({ kind: 'expired_token', times: 2 });
    expect(said(await google.post(at(boots.customer), query))).toMatch(/^401 \{.*OAUTH_TOKEN_EXPIRED/);
    expect(said(await google.stream(query.query))).toMatch(/^401 \[\{.*OAUTH_TOKEN_EXPIRED/);
  });

  it.each(['v22', 'v2', 'v27'])('version %s is not supported', async (version) => {
    expect(said(await google.post(at(boots.customer, version), query))).toMatch(/^400 .*UNSUPPORTED_VERSION/);
  });

  it.each(['googleAds:nothing', 'labels:mutate', 'campaigns', 'campaigns:search'])('%s is not there', async (path) => {
    const answer = await google.post(`/v26/customers/${boots.customer}/${path}`, {});
    expect(answer.status).toBe(404);
  });

  it('uploads of click conversions are closed', async () => {
    const path = `/v26/customers/${boots.customer}:uploadClickConversions`;
    const answer = await google.post(path, { conversions: [], partialFailure: true });
    expect(said(answer)).toMatch(/^403 .*"notAllowlistedError":"CUSTOMER_NOT_ALLOWLISTED_FOR_THIS_FEATURE"/);
  });
});

describe('throttling', () => {
  it('says how long to wait, where the fault says so', async () => {
    await sandbox.fault({ kind: 'throttle', wait_seconds: 30 }, { kind: 'throttle', wait_seconds: null });
    const first = said(await google.post(at(boots.customer), query));
    expect(first).toMatch(/^429 .*RESOURCE_EXHAUSTED/);
    expect(first).toContain(
      '"quotaErrorDetails":{"rateScope":"DEVELOPER","rateName":"Requests per minute","retryDelay":"30s"}',
    );
    const second = said(await google.post(at(boots.customer), query));
    expect(second).toMatch(/^429 .*"quotaError":"RESOURCE_EXHAUSTED"/);
    expect(second).not.toContain('retryDelay');
  });
});

describe('renewing a token', () => {
  const form = (parts: Record<string, string>) =>
    new URLSearchParams({
      ...{ grant_type: 'refresh_token', client_id: 'id', client_secret: 'secret' },
      ...{ refresh_token: `refresh-${boots.token}`, ...parts },
    }).toString();
  const renew = (parts: Record<string, string> = {}) =>
    sandbox.call('POST', '/token', form(parts), {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: '',
    });

  it('gives a new one for an hour, and no new refresh token', async () => {
    const { status, body } = await renew();
    expect([status, body]).toMatchObject([
      200,
      { expires_in: 3599, token_type: 'Bearer', access_token: expect.stringMatching(/^sandbox-token/) },
    ]);
    expect(JSON.stringify(body)).not.toContain('refresh_token');
  });

  it.each([
    [{ refresh_token: 'refresh-x' }, 400, 'invalid_grant'],
    [{ client_id: '' }, 401, 'invalid_client'],
    [{ client_secret: '' }, 401, 'invalid_client'],
    [{ grant_type: 'password' }, 400, 'unsupported_grant_type'],
  ])('with %o is refused', async (parts, status, error) => {
    expect(await renew(parts)).toMatchObject({ status, body: { error, error_description: expect.any(String) } });
  });
});

describe('the change history', () => {
  const fields = [
    ...['change_date_time', 'change_resource_type', 'change_resource_name', 'client_type', 'user_email'],
    ...['resource_change_operation', 'changed_fields', 'old_resource', 'new_resource'],
  ].map((field) => `change_event.${field}`);
  const between = (first: string, last: string) =>
    `change_event.change_date_time >= '${first}' AND change_event.change_date_time <= '${last}'`;
  const history = (where: string, limit = ' LIMIT 1000') =>
    google.stream(
      `SELECT ${fields.join(', ')} FROM change_event${where === '' ? '' : ` WHERE ${where}`} ORDER BY change_event.change_date_time DESC${limit}`,
    );
  const recent = between('2026-11-01', '2026-11-22');

  it('tells what the API and what people did, newest first, in the account’s time', async () => {
    const resourceName = named('campaignBudgets', boots.budget);
    await google.update('campaignBudgets', { resourceName, amountMicros: '200000000' }, 'amount_micros');
    await sandbox.post('/_sandbox/clock', { advance_seconds: 60 });
    const edit = { entity_id: boots.ad_group, field: 'bid_amount', value: 250, actor_name: 'A person' };
    await sandbox.post('/_sandbox/human_edits', edit);
    const { body } = await history(recent);
    expect(body).toMatchObject([
      {
        results: [
          {
            changeEvent: {
              ...{ changeResourceType: 'AD_GROUP', clientType: 'GOOGLE_ADS_WEB_CLIENT', changedFields: 'cpcBidMicros' },
              oldResource: { adGroup: { cpcBidMicros: '1900000' } },
              newResource: { adGroup: { cpcBidMicros: '2500000' } },
            },
          },
          {
            changeEvent: {
              ...{ changeResourceType: 'CAMPAIGN_BUDGET', clientType: 'GOOGLE_ADS_API', changedFields: 'amountMicros' },
              ...{ changeResourceName: resourceName, resourceChangeOperation: 'UPDATE' },
              changeDateTime: expect.stringMatching(/^2026-11-21 12:00:\d\d\.\d{6}$/),
              oldResource: { campaignBudget: { resourceName, amountMicros: '180000000' } },
              newResource: { campaignBudget: { resourceName, amountMicros: '200000000' } },
            },
          },
        ],
      },
    ]);
  });

  it('tells of creations, removals and each audience', async () => {
    const audiences = [{ audience_id: '881', name: 'One' }];
    await sandbox.post('/_sandbox/audiences', { account_id: boots.customer, audiences });
    const userList = { userList: named('userLists', '881') };
    await google.mutate('adGroupCriteria', {
      operations: [{ create: { adGroup: named('adGroups', boots.ad_group), userList, negative: true } }],
    });
    const asset = { name: 'New', type: 'TEXT', textAsset: { text: 'x' } };
    await google.mutate('assets', { operations: [{ create: asset }] });
    await google.mutate('campaigns', { operations: [{ remove: named('campaigns', boots.campaign) }] });
    const text = said(await history(recent));
    expect(text).toMatch(/AD_GROUP_CRITERION.*"resourceChangeOperation":"CREATE".*"negative":true/);
    expect(text).toMatch(/"changeResourceType":"ASSET"/);
    expect(text).toMatch(/"changeResourceType":"CAMPAIGN".*"resourceChangeOperation":"REMOVE"/);
    const robots = await history(`${recent} AND change_event.client_type = 'GOOGLE_ADS_WEB_CLIENT'`);
    expect(said(robots)).not.toContain('changeEvent":{');
  });

  it.each([
    ['', ' LIMIT 10', 'CHANGE_DATE_RANGE_INFINITE'],
    ["change_event.change_date_time >= '2026-11-01'", ' LIMIT 10', 'CHANGE_DATE_RANGE_INFINITE'],
    [between('2026-11-10', '2026-11-01'), ' LIMIT 10', 'CHANGE_DATE_RANGE_NEGATIVE'],
    [between('2026-10-01', '2026-11-22'), ' LIMIT 10', 'START_DATE_TOO_OLD'],
    [recent, '', 'LIMIT_NOT_SPECIFIED'],
    [recent, ' LIMIT 10001', 'INVALID_LIMIT_CLAUSE'],
  ])('asked with “%s%s” is refused with %s', async (where, limit, value) => {
    expect(said(await history(where, limit))).toMatch(new RegExp(`^400 .*"changeEventError":"${value}"`));
  });
});
