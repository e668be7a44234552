import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bornAt, type SandboxProcess, startSandboxProcess } from '../testing/sandbox-process.ts';

let sandbox: SandboxProcess;
beforeAll(async () => {
  sandbox = await startSandboxProcess();
});
afterAll(() => sandbox.stop());
const account = {
  platform: 'meta_ads',
  external_id: 'act_900900',
  name: 'Test account',
  currency: 'USD',
  timezone: 'UTC',
  sandbox_token: 'meta-token',
  conversion_destinations: ['555'],
};
const campaign = {
  campaign_id: '9001',
  campaign_name: 'Test',
  daily_budget_minor: 40_000,
  target_cpa_minor: 4_500,
  audience_size: 1_000_000,
  ad_set_id: '9002',
  bid_amount_minor: 250,
  ads: [{ ad_id: '9003', name: 'first', creative_id: '9005' }],
};
beforeEach(async () => {
  await sandbox.post('/_sandbox/reset', { now: bornAt });
  await sandbox.post('/_sandbox/campaigns', { account_id: account.external_id, account, campaign });
});

const now = Math.floor(Date.parse(bornAt) / 1000);
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const DAY = 86_400;
const event = (parts: object = {}, user: object = {}) => ({
  event_name: 'Purchase',
  event_time: now - 60,
  action_source: 'website',
  event_id: 'order-1',
  event_source_url: 'https://shop.example/thanks',
  user_data: { em: [sha256('someone@example.com')], client_user_agent: 'Browser', fbc: `fb.1.${now}000.AbCd`, ...user },
  custom_data: { value: 12.5, currency: 'USD', order_id: '1' },
  ...parts,
});
const send = (data: unknown, dataset = '555', more: object = {}) =>
  sandbox.post(`/v26.0/${dataset}/events`, { data, ...more }, { authorization: 'Bearer meta-token' });
const counted = async () => (await sandbox.get('/_sandbox/conversions')).body;

describe('conversions', () => {
  it('are taken as the page shows it, and written down with what came', async () => {
    const answer = await send([event()], '555', { test_event_code: 'TEST1' });
    expect(answer).toMatchObject({
      status: 200,
      body: { events_received: 1, messages: [], fbtrace_id: expect.any(String) },
    });
    expect(await counted()).toMatchObject({
      conversions: [
        {
          platform: 'meta_ads',
          account_id: 'act_900900',
          destination: '555',
          event_id: 'order-1',
          event_name: 'Purchase',
          value: 12.5,
          currency: 'USD',
          times: 1,
          identifiers: { em: [sha256('someone@example.com')], fbc: [`fb.1.${now}000.AbCd`] },
          wire: event(),
        },
      ],
    });
  });

  it('come as a form too, with the data in JSON', async () => {
    const form = new URLSearchParams({ data: JSON.stringify([event()]), access_token: 'meta-token' });
    const answer = await fetch(`${sandbox.url}/v26.0/555/events`, { method: 'POST', body: form });
    expect(await answer.json()).toMatchObject({ events_received: 1 });
  });

  it('of the same name and id within 48 hours count once, others count each', async () => {
    await send([event(), event()]);
    await send([event({ event_time: now - DAY }), event({ event_name: 'Lead' }), event({ event_id: 'order-2' })]);
    await send([event({ event_time: now - 3 * DAY })]);
    expect(await counted()).toMatchObject({
      conversions: [
        { times: 3 },
        { event_name: 'Lead', times: 1 },
        { event_id: 'order-2' },
        { event_id: 'order-1', times: 1 },
      ],
    });
  });

  it('of which one is older than seven days are refused all together', async () => {
    const answer = await send([event(), event({ event_id: 'old', event_time: now - 7 * DAY - 120 })]);
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 100, error_subcode: 2804003 } } });
    expect(await counted()).toEqual({ conversions: [] });
    const shop = event({ action_source: 'physical_store', event_time: now - 30 * DAY });
    expect((await send([shop])).status).toBe(200);
  });

  it('whose answer is lost were taken all the same', async () => {
    await sandbox.fault({ kind: 'apply_then_500', match: { entity_id: '555', field: 'conversion', access: 'write' } });
    expect((await send([event()])).status).toBe(500);
    expect(await counted()).toMatchObject({ conversions: [{ times: 1 }] });
  });

  it.each([
    ['an e-mail address in the clear', event({}, { em: 'someone@example.com' }), 'em'],
    ['a hash in capitals', event({}, { em: sha256('x').toUpperCase() }), 'em'],
    ['a phone number in the clear', event({}, { ph: ['491701234567'] }), 'ph'],
    ['a country in the clear', event({}, { country: 'de' }), 'country'],
    ['a hashed address of the network', event({}, { client_ip_address: sha256('127.0.0.1') }), 'client_ip_address'],
    ['a hashed browser', event({}, { client_user_agent: sha256('Browser') }), 'client_user_agent'],
    ['a bare click id', event({}, { fbc: 'AbCd' }), 'fbc'],
    ['an unknown identifier', event({}, { gclid: 'x' }), 'gclid'],
    ['no identifier', { ...event(), action_source: 'app', user_data: {} }, 'identifier'],
    ['a website without its browser', event({ user_data: { em: sha256('x') } }), 'client_user_agent'],
    ['a website without its address', event({ event_source_url: undefined }), 'event_source_url'],
    ['milliseconds', event({ event_time: now * 1000 }), 'seconds'],
    ['an unknown source', event({ action_source: 'crm' }), 'action_source'],
    ['a currency in small letters', event({ custom_data: { value: 1, currency: 'usd' } }), 'currency'],
    ['a value without a currency', event({ custom_data: { value: 1 } }), 'currency'],
    ['a value that is a text', event({ custom_data: { value: '1', currency: 'USD' } }), 'value'],
  ])('with %s are refused', async (_, wrong, told) => {
    const { status, body } = await send([event({ event_id: 'good' }), wrong]);
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toContain(told);
    expect(await counted()).toEqual({ conversions: [] });
  });

  it('for another dataset, too many, none, an unknown parameter, no token', async () => {
    expect((await send([event()], '556')).body).toMatchObject({ error: { error_subcode: 33 } });
    expect((await send(Array.from({ length: 1001 }, () => event()))).status).toBe(400);
    expect((await send([])).status).toBe(400);
    expect((await send([event()], '555', { pixel: '1' })).status).toBe(400);
    const nobody = await sandbox.post('/v26.0/555/events', { data: [event()] }, { authorization: 'Bearer no' });
    expect(nobody.status).toBe(401);
  });
});
