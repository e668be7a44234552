import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bornAt } from '../testing/sandbox-process.ts';
import { account, startTiktok } from './test-account.ts';

let tiktok: Awaited<ReturnType<typeof startTiktok>>;
beforeAll(async () => {
  tiktok = await startTiktok();
});
afterAll(() => tiktok.stop());
beforeEach(() => tiktok.begin());

const now = Math.floor(Date.parse(bornAt) / 1000);
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const event = (parts: object = {}, user: object = {}) => ({
  event: 'CompletePayment',
  event_time: now - 60,
  event_id: 'order-1',
  user: { email: sha256('someone@example.com'), phone: [sha256('+491701234567')], ttclid: 'E.C.P.AbC', ...user },
  properties: {
    value: 12.5,
    currency: 'USD',
    order_id: '1',
    contents: [{ content_id: 'a', price: 12.5, quantity: 1 }],
  },
  page: { url: 'https://shop.example/thanks' },
  ...parts,
});
const track = (data: unknown, more: object = {}) =>
  tiktok.call('POST', 'event/track/', { event_source: 'web', event_source_id: 'PIXEL1', data, ...more });
const counted = async () => (await tiktok.sandbox.get('/_sandbox/conversions')).body;

describe('events', () => {
  it('are taken as the page shows it, and written down as they came', async () => {
    expect(await track([event()], { test_event_code: 'TEST1' })).toMatchObject({ code: 0, message: 'OK', data: {} });
    expect(await counted()).toMatchObject({
      conversions: [
        {
          platform: 'tiktok_ads',
          account_id: account.external_id,
          destination: 'PIXEL1',
          event_id: 'order-1',
          event_name: 'CompletePayment',
          at: new Date((now - 60) * 1000).toISOString(),
          value: 12.5,
          currency: 'USD',
          identifiers: {
            email: [sha256('someone@example.com')],
            phone: [sha256('+491701234567')],
            ttclid: ['E.C.P.AbC'],
          },
          wire: event(),
          times: 1,
        },
      ],
    });
  });

  it('of the same source, event and id count once', async () => {
    await track([event(), event()]);
    await track([event({ event_time: now - 7200 }), event({ event: 'Contact' }), event({ event_id: 'order-2' })]);
    await track([event()], { event_source_id: 'PIXEL2' });
    expect(await counted()).toMatchObject({
      conversions: [
        { times: 3 },
        { event_name: 'Contact', times: 1 },
        { event_id: 'order-2' },
        { destination: 'PIXEL2', times: 1 },
      ],
    });
  });

  it.each([
    ['an address in the clear', event({}, { email: 'someone@example.com' }), 'email'],
    ['a hash in capitals', event({}, { phone: sha256('x').toUpperCase() }), 'phone'],
    ['a first name in the clear', event({}, { first_name: 'ann' }), 'first_name'],
    ['a city in capitals', event({}, { city: 'New York' }), 'city'],
    ['milliseconds', event({ event_time: now * 1000 }), 'event_time'],
    ['a time as a text', event({ event_time: String(now) }), 'event_time'],
    ['no page', event({ page: undefined }), 'page'],
    ['nobody', event({ user: {} }), 'user'],
    ['a value that is a text', event({ properties: { value: '12.5' } }), 'properties'],
    ['an unknown field', event({ custom_data: {} }), 'custom_data'],
    ['an unknown identifier', event({}, { gclid: 'x' }), 'gclid'],
  ])('with %s are refused all together', async (_, wrong, told) => {
    expect(await track([event({ event_id: 'good' }), wrong])).toMatchObject({
      code: 40002,
      message: expect.stringContaining(told),
    });
    expect(await counted()).toEqual({ conversions: [] });
  });

  it('are refused when there are too many or none, from an unknown source, or to a pixel of somebody else', async () => {
    expect((await track(Array.from({ length: 1001 }, () => event()))).code).toBe(40002);
    expect((await track([])).code).toBe(40002);
    expect((await track([event()], { event_source: 'shop' })).code).toBe(40002);
    const others = {
      ...account,
      external_id: '7050000000002',
      sandbox_token: 'other-token',
      conversion_destinations: ['PIXEL9'],
    };
    const campaign = {
      ...{
        campaign_id: '8001',
        campaign_name: 'Other',
        daily_budget_minor: 9000,
        target_cpa_minor: 900,
        audience_size: 9000,
      },
      ...{ ad_set_id: '8002', bid_amount_minor: 90, ads: [{ ad_id: '8003', name: 'ad', creative_id: '8004' }] },
    };
    await tiktok.sandbox.post('/_sandbox/campaigns', { account_id: others.external_id, account: others, campaign });
    const body = { event_source: 'web', event_source_id: 'PIXEL1', data: [event()] };
    const token = { 'access-token': 'other-token' };
    expect((await tiktok.call('POST', 'event/track/', body, token)).code).toBe(40001);
    expect((await tiktok.call('POST', 'event/track/', { ...body, event_source_id: 'PIXEL9' }, token)).code).toBe(0);
  });

  it('whose answer is lost were taken all the same', async () => {
    await tiktok.sandbox.fault({
      kind: 'apply_then_500',
      match: { entity_id: 'PIXEL1', field: 'conversion', access: 'write' },
    });
    expect((await track([event()])).code).toBe(50000);
    expect(await counted()).toMatchObject({ conversions: [{ times: 1 }] });
  });
});

describe('the door', () => {
  const pause = { adgroup_ids: ['9002'], operation_status: 'DISABLE' };
  const read = () => tiktok.get('adgroup/get/', { filtering: { adgroup_ids: ['9002'] }, fields: ['operation_status'] });

  it('throttles with a code of its own in HTTP 200, for the thing and field that a fault names', async () => {
    await tiktok.sandbox.fault({ kind: 'throttle', match: { entity_id: '9002', access: 'write', field: 'status' } });
    expect((await read()).code).toBe(0);
    expect((await tiktok.post('adgroup/update/', { adgroup_id: '9002', bid_price: 3 })).code).toBe(0);
    expect(await tiktok.post('adgroup/status/update/', pause)).toMatchObject({ code: 40100, data: {} });
    expect((await tiktok.post('adgroup/status/update/', pause)).code).toBe(0);
  });

  it('finds the thing of a report inside its filters', async () => {
    await tiktok.sandbox.fault({ kind: 'throttle', match: { entity_id: '9001', access: 'read' } });
    const report = {
      ...{ report_type: 'BASIC', data_level: 'AUCTION_CAMPAIGN', dimensions: ['campaign_id'], metrics: ['spend'] },
      ...{ start_date: '2026-11-20', end_date: '2026-11-20' },
      filtering: [{ field_name: 'campaign_ids', filter_type: 'IN', filter_value: '["9001"]' }],
    };
    expect((await tiktok.get('report/integrated/get/', report)).code).toBe(40100);
    expect((await tiktok.get('report/integrated/get/', report)).code).toBe(0);
  });

  it('loses answers after applying, fails before it, and shows the past while reads lag', async () => {
    await tiktok.sandbox.fault({ kind: 'apply_then_500', match: { entity_id: '9002' } });
    expect((await tiktok.post('adgroup/status/update/', pause)).code).toBe(50000);
    expect((await read()).data.list).toEqual([{ operation_status: 'DISABLE' }]);
    await tiktok.sandbox.fault({ kind: 'apply_then_drop', match: { entity_id: '9002' } });
    await expect(tiktok.post('adgroup/status/update/', { ...pause, operation_status: 'ENABLE' })).rejects.toThrow();
    expect((await read()).data.list).toEqual([{ operation_status: 'ENABLE' }]);
    await tiktok.sandbox.fault({ kind: 'error_500_before', match: { entity_id: '9002' } });
    expect((await tiktok.post('adgroup/status/update/', pause)).code).toBe(50000);
    expect(await tiktok.ledger()).toHaveLength(2);
    await tiktok.sandbox.post('/_sandbox/clock', { advance_seconds: 3600 });
    await tiktok.sandbox.fault({ kind: 'read_after_write_lag', seconds: 600 });
    await tiktok.post('adgroup/status/update/', pause);
    expect((await read()).data.list).toEqual([{ operation_status: 'ENABLE' }]);
  });

  it('does not lose the answer to a write that was refused', async () => {
    await tiktok.sandbox.fault({ kind: 'apply_then_500', match: { entity_id: '9002' } });
    expect((await tiktok.post('adgroup/update/', { adgroup_id: '9002', bid_price: '3' })).code).toBe(40002);
    expect((await tiktok.post('adgroup/update/', { adgroup_id: '9002', bid_price: 3 })).code).toBe(50000);
  });

  it('ends a token until a new one is fetched with the refresh token', async () => {
    await tiktok.sandbox.fault({ kind: 'expired_token', match: {}, until_renewed: true });
    for (const _ of [1, 2]) expect((await read()).code).toBe(40104);
    const renewal = {
      client_id: 'app',
      client_secret: 'secret',
      grant_type: 'refresh_token',
      refresh_token: `refresh-${account.sandbox_token}`,
    };
    const renewed = await tiktok.call('POST', 'oauth2/token/', renewal);
    expect(renewed).toMatchObject({ code: 0, data: { expires_in: 86_400, refresh_token_expires_in: 31_536_000 } });
    const token = { 'access-token': String(renewed.data.access_token) };
    const path = `campaign/get/?advertiser_id=${account.external_id}`;
    expect((await tiktok.call('GET', path, undefined, token)).code).toBe(0);
    await tiktok.sandbox.post('/_sandbox/clock', { advance_seconds: 86_500 });
    expect((await tiktok.call('GET', path, undefined, token)).code).toBe(40104);
    expect((await tiktok.call('POST', 'oauth2/token/', { ...renewal, refresh_token: 'refresh-no' })).code).toBe(40105);
    expect((await tiktok.call('POST', 'oauth2/token/', { ...renewal, client_secret: '' })).code).toBe(40101);
    expect((await tiktok.call('POST', 'oauth2/token/', { refresh_token: 'x' })).code).toBe(40002);
    const code = { app_id: '1', secret: 's', auth_code: 'used' };
    expect((await tiktok.call('POST', 'oauth2/access_token/', code)).code).toBe(40110);
  });
});
