import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AdPlatformAdapter, type EntityReference, nothingHeld } from '../../../contracts/ad-platform.ts';
import { type ReplayServer, startReplayServer } from '../../../tests/ad-platforms/replay-server.ts';
import { createMetaAdapter } from './index.ts';

function recorded(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8'));
}

const campaign: EntityReference = { account_id: 'act_1', entity_type: 'campaign', entity_id: '120211000000000001' };
const adSet: EntityReference = { account_id: 'act_1', entity_type: 'ad_set', entity_id: '120212000000000001' };
const ad: EntityReference = { account_id: 'act_1', entity_type: 'ad', entity_id: '120213000000000001' };

let server: ReplayServer;
let adapter: AdPlatformAdapter;
let first: number;
const pauses: number[] = [];

beforeAll(async () => {
  server = await startReplayServer();
});
afterAll(() => server.stop());
beforeEach(() => {
  first = server.received.length;
  pauses.length = 0;
  adapter = createMetaAdapter({
    base_url: `${server.url}/`,
    api_version: 'v26.0',
    access_token: 'a-token',
    account_id: 'act_1',
    currency: 'USD',
    application_id: '777',
    now: () => new Date('2026-11-21T12:00:00Z'),
    pause: async (milliseconds) => {
      pauses.push(milliseconds);
    },
  });
});
const sent = () => server.received.slice(first);

describe('reading entities', () => {
  it('a campaign comes in our terms, and unknown fields are ignored', async () => {
    server.answerWith({ body: recorded('campaign') });
    expect(await adapter.readEntity(campaign)).toEqual({
      ...nothingHeld,
      platform: 'meta_ads',
      account_id: 'act_1',
      entity_type: 'campaign',
      entity_id: '120211000000000001',
      parent_id: null,
      name: 'Autumn boots',
      status: 'active',
      daily_budget_minor: 40_000,
      bid_strategy: 'LOWEST_COST_WITH_BID_CAP',
      currency: 'USD',
      read_at: '2026-11-21T12:00:00.000Z',
    });
  });
  it('the token travels in the header and never in the address', async () => {
    server.answerWith({ body: recorded('campaign') });
    await adapter.readEntity(campaign);
    const [request] = sent();
    expect(request?.method).toBe('GET');
    expect(request?.path).toBe('/v26.0/120211000000000001');
    expect(request?.query).toEqual({
      fields: 'id,name,status,effective_status,daily_budget,lifetime_budget,bid_strategy',
    });
    expect(request?.headers.authorization).toBe('Bearer a-token');
  });
  it('lists are read until `next` is missing, by cursor and without following the address', async () => {
    server.answerWith({ body: recorded('ad-sets-page-1') }, { body: recorded('ad-sets-page-2') });
    const found = await adapter.listChildren(campaign);
    expect(found.map((each) => [each.entity_id, each.status, each.daily_budget_minor, each.bid_amount_minor])).toEqual([
      ['120212000000000001', 'active', null, 250],
      ['120212000000000002', 'paused', 1500, 180],
    ]);
    expect(found.map((each) => each.in_learning)).toEqual([true, null]);
    expect(sent().map((request) => [request.path, request.query.after])).toEqual([
      ['/v26.0/120211000000000001/adsets', undefined],
      ['/v26.0/120211000000000001/adsets', 'QVFJ'],
    ]);
  });
  it('ads carry their creative, and a status nobody knows is `other`', async () => {
    server.answerWith({ body: recorded('ads') });
    const found = await adapter.listChildren(adSet);
    expect(found.map((each) => [each.creative_id, each.status, each.parent_id])).toEqual([
      ['120214000000000001', 'active', '120212000000000001'],
      [null, 'other', '120212000000000001'],
    ]);
  });
  it('an answer without a needed field is named as such', async () => {
    server.answerWith({ body: { id: '1' } });
    await expect(adapter.readEntity(campaign)).rejects.toMatchObject({ code: 'PLATFORM_ANSWER_INVALID' });
  });
  it('health is the cheapest authorised read', async () => {
    server.answerWith({ body: { id: 'act_1' } }, { status: 400, body: recorded('error-expired-token') });
    expect(await adapter.healthCheck()).toBe(true);
    expect(await adapter.healthCheck()).toBe(false);
    expect(sent()[0]?.path).toBe('/v26.0/act_1');
  });
});

describe('writing', () => {
  const request_id = '3f1c';
  it.each([
    [campaign, 'daily_budget_minor', 46_000, 'daily_budget=46000'],
    [adSet, 'bid_amount_minor', 288, 'bid_amount=288'],
    [campaign, 'status', 'paused', 'status=PAUSED'],
    [campaign, 'status', 'active', 'status=ACTIVE'],
    [ad, 'creative_id', '77', 'creative=%7B%22creative_id%22%3A%2277%22%7D'],
  ] as const)('%o sets %s to %s with one absolute value in one request', async (reference, field, value, body) => {
    server.answerWith({ body: { success: true }, headers: { 'x-fb-request-id': 'FB1' } });
    expect(await adapter.write({ reference, field, value, request_id })).toEqual({ platform_request_id: 'FB1' });
    expect(sent()).toHaveLength(1);
    expect(sent()[0]).toMatchObject({ method: 'POST', path: `/v26.0/${reference.entity_id}`, body });
    expect(sent()[0]?.headers['x-request-id']).toBe(request_id);
  });
  it.each([
    [ad, 'bid_amount_minor', 100, 'PLATFORM_CAPABILITY_MISSING'],
    [campaign, 'daily_budget_minor', 12.5, 'PLATFORM_REFUSED'],
    [campaign, 'daily_budget_minor', 0, 'PLATFORM_REFUSED'],
    [campaign, 'status', 'deleted', 'PLATFORM_REFUSED'],
    [ad, 'creative_id', '', 'PLATFORM_REFUSED'],
  ] as const)('%o %s %s is refused before anything is sent', async (reference, field, value, code) => {
    await expect(adapter.write({ reference, field, value, request_id })).rejects.toMatchObject({ code });
    expect(sent()).toHaveLength(0);
  });

  const budget = { reference: campaign, field: 'daily_budget_minor', value: 46_000, request_id } as const;
  it.each([
    ['a dropped connection', { drop: true }],
    ['a server error', { status: 500, body: '<html>oops</html>' }],
    ['an unknown error of Meta', { status: 500, body: { error: { code: 1, message: 'unknown' } } }],
    ['a transient error', { status: 400, body: { error: { code: 99, is_transient: true } } }],
    ['an answer that is not JSON', { status: 200, body: 'OK' }],
    ['success: false', { status: 200, body: { success: false } }],
  ])('%s leaves the outcome of a write open, and it is not sent again', async (_name, answer) => {
    server.answerWith(answer);
    await expect(adapter.write(budget)).rejects.toMatchObject({ code: 'PLATFORM_OUTCOME_UNKNOWN' });
    expect(sent()).toHaveLength(1);
  });
  it('a write that never left because nobody listens is known not to be applied', async () => {
    const nobody = createMetaAdapter({
      base_url: 'http://127.0.0.1:1',
      api_version: 'v26.0',
      access_token: 't',
      account_id: 'act_1',
      currency: 'USD',
      fetch: () =>
        Promise.reject(
          new TypeError('fetch failed', { cause: Object.assign(new Error('no'), { code: 'ECONNREFUSED' }) }),
        ),
    });
    await expect(nobody.write(budget)).rejects.toMatchObject({ code: 'PLATFORM_UNAVAILABLE' });
  });
});

describe('errors', () => {
  it('an expired token asks for a new connection', async () => {
    server.answerWith({ status: 400, body: recorded('error-expired-token') });
    await expect(adapter.readEntity(campaign)).rejects.toMatchObject({
      code: 'PLATFORM_UNAUTHORIZED',
      details: { meta_code: 190, meta_subcode: 463, trace_id: 'AbC1' },
    });
  });
  it('throttling says how long to wait, from the usage header', async () => {
    server.answerWith({
      status: 400,
      body: recorded('error-throttled'),
      headers: {
        'x-business-use-case-usage': JSON.stringify({
          '1': [{ type: 'ads_management', call_count: 100, total_cputime: 3, estimated_time_to_regain_access: 7 }],
        }),
      },
    });
    await expect(adapter.readEntity(campaign)).rejects.toMatchObject({
      code: 'PLATFORM_THROTTLED',
      retryAfterSeconds: 420,
    });
  });
  it('a refused value carries Meta’s own words and the field to blame', async () => {
    server.answerWith({ status: 400, body: recorded('error-invalid-bid') });
    await expect(
      adapter.write({ reference: adSet, field: 'bid_amount_minor', value: 9, request_id: 'r' }),
    ).rejects.toMatchObject({
      code: 'PLATFORM_REFUSED',
      message: 'Meta: Your bid is higher than the budget.',
      details: { blamed_fields: { blame_field_specs: [['bid_amount']] } },
    });
  });
  it('reads slow down above 75 % of the rate limit', async () => {
    const usage = { 'x-app-usage': JSON.stringify({ call_count: 90, total_cputime: 10, total_time: 10 }) };
    server.answerWith(
      { body: recorded('campaign'), headers: usage },
      { body: recorded('campaign') },
      { body: recorded('campaign') },
    );
    await adapter.readEntity(campaign);
    await adapter.readEntity(campaign);
    await adapter.readEntity(campaign);
    expect(pauses).toEqual([2400]);
  });
});
