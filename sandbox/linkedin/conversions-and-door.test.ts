import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { bornAt } from '../testing/sandbox-process.ts';
import { account, encoded, paths, startLinkedin, usualHeaders } from './test-account.ts';

let linkedin: Awaited<ReturnType<typeof startLinkedin>>;
beforeAll(async () => {
  linkedin = await startLinkedin();
});
afterAll(() => linkedin.stop());

const now = Date.parse(bornAt);
const DAY = 86_400_000;
const hash = createHash('sha256').update('someone@example.com').digest('hex');
const event = (parts: object = {}) => ({
  conversion: 'urn:lla:llaPartnerConversion:104012',
  conversionHappenedAt: now - DAY,
  conversionValue: { currencyCode: 'USD', amount: '50.0' },
  eventId: 'order-1',
  user: { userIds: [{ idType: 'SHA256_EMAIL', idValue: hash }], userInfo: { firstName: 'A', lastName: 'B' } },
  ...parts,
});
const batch = { 'x-restli-method': 'BATCH_CREATE' };
const counted = async () => (await linkedin.sandbox.get('/_sandbox/conversions')).body;

describe('conversions', () => {
  beforeEach(() => linkedin.begin());

  it('are taken one by one with 201, and count once for each event id of a rule', async () => {
    for (const _ of [1, 2]) {
      expect(await linkedin.post('/rest/conversionEvents', event())).toMatchObject({ status: 201, body: '' });
    }
    await linkedin.post('/rest/conversionEvents', event({ conversion: 'urn:lla:llaPartnerConversion:5' }));
    expect(await counted()).toMatchObject({
      conversions: [
        {
          platform: 'linkedin_ads',
          account_id: account.external_id,
          destination: '104012',
          event_id: 'order-1',
          at: new Date(now - DAY).toISOString(),
          value: 50,
          currency: 'USD',
          identifiers: { SHA256_EMAIL: [hash] },
          wire: event(),
          times: 2,
        },
        { destination: '5', times: 1 },
      ],
    });
  });

  it('in a batch each have their own result, in their order', async () => {
    const elements = [
      event(),
      event({ eventId: 'old', conversionHappenedAt: now - 91 * DAY }),
      event({ eventId: 'order-2' }),
    ];
    expect(await linkedin.post('/rest/conversionEvents', { elements }, batch)).toMatchObject({
      status: 200,
      body: {
        elements: [
          { status: 201 },
          { status: 400, error: { status: 400, message: expect.stringContaining('90 days') } },
          { status: 201 },
        ],
      },
    });
    expect(await counted()).toMatchObject({ conversions: [{ event_id: 'order-1' }, { event_id: 'order-2' }] });
  });

  it('of a batch fail by themselves when a fault says so', async () => {
    await linkedin.sandbox.fault({ kind: 'partial_failure', match: { entity_id: '104012', field: 'conversion' } });
    const elements = [event(), event({ eventId: 'order-2' })];
    const answer = await linkedin.post('/rest/conversionEvents', { elements }, batch);
    expect(answer.body).toMatchObject({ elements: [{ status: 400, error: {} }, { status: 201 }] });
    expect(await counted()).toMatchObject({ conversions: [{ event_id: 'order-2' }] });
  });

  it.each([
    ['an address in the clear', { user: { userIds: [{ idType: 'SHA256_EMAIL', idValue: 'someone@example.com' }] } }],
    ['an unknown kind of id', { user: { userIds: [{ idType: 'EMAIL', idValue: hash }] } }],
    ['nobody', { user: { userIds: [] } }],
    ['a first name alone', { user: { userInfo: { firstName: 'A' } } }],
    ['seconds', { conversionHappenedAt: Math.floor(now / 1000) }],
    ['the future', { conversionHappenedAt: now + DAY }],
    ['an amount that is a number', { conversionValue: { currencyCode: 'USD', amount: 50 } }],
    ['a bare rule', { conversion: '104012' }],
    ['an unknown field', { value: 5 }],
    ['two external ids', { user: { ...event().user, externalIds: ['a', 'b'] } }],
  ])('with %s are refused', async (_, parts) => {
    expect(await linkedin.post('/rest/conversionEvents', event(parts))).toMatchObject({
      status: 400,
      body: { errorDetails: { inputErrors: [{}] } },
    });
    expect(await counted()).toEqual({ conversions: [] });
  });

  it('may name a person by full name, by lead, or by the raw click id', async () => {
    const click = { userIds: [{ idType: 'LINKEDIN_FIRST_PARTY_ADS_TRACKING_UUID', idValue: 'AbC-12' }] };
    for (const user of [
      { userInfo: { firstName: 'A', lastName: 'B' } },
      { lead: 'urn:li:leadGenFormResponse:1' },
      click,
    ]) {
      expect(
        (await linkedin.post('/rest/conversionEvents', event({ user, eventId: JSON.stringify(user) }))).status,
      ).toBe(201);
    }
    expect((await linkedin.post('/rest/conversionEvents', { elements: 1 }, batch)).status).toBe(400);
  });

  it('have rules that are made, read, found and linked to campaigns', async () => {
    const ours = `urn:li:sponsoredAccount:${account.external_id}`;
    const rule = { name: 'Purchase', account: ours, conversionMethod: 'CONVERSIONS_API', type: 'PURCHASE' };
    const made = await linkedin.post('/rest/conversions', rule);
    const id = made.headers.get('x-restli-id') ?? '';
    expect([made.status, made.body]).toEqual([201, '']);
    const full = { ...rule, id: Number(id), postClickAttributionWindowSize: 30, viewThroughAttributionWindowSize: 7 };
    expect((await linkedin.get(`/rest/conversions/${id}`)).body).toMatchObject(full);
    const found = await linkedin.get(
      `/rest/conversions?q=account&account=${encoded('sponsoredAccount', account.external_id)}`,
    );
    expect(found.body).toMatchObject({ elements: [full] });
    const campaign = encoded('sponsoredCampaign', '9002');
    const link = `/rest/campaignConversions/(campaign:${campaign},conversion:${encodeURIComponent(`urn:lla:llaPartnerConversion:${id}`)})`;
    expect((await linkedin.call('PUT', link)).status).toBe(204);
    expect((await linkedin.call('PUT', link.replace('9002', '4'))).status).toBe(404);
    expect((await linkedin.call('PUT', '/rest/campaignConversions/x')).status).toBe(400);
    expect((await linkedin.post('/rest/conversions', { ...rule, postClickAttributionWindowSize: 14 })).status).toBe(
      400,
    );
    expect((await linkedin.get('/rest/conversions/4')).status).toBe(404);
  });
});

describe('the door', () => {
  beforeEach(() => linkedin.begin());
  const about = (more: object = {}) => ({ match: { entity_id: '9002', ...more } });

  it('throttles with 429 and without any word of when to come back', async () => {
    await linkedin.sandbox.fault({ kind: 'throttle', ...about({ access: 'write', field: 'daily_budget' }) });
    expect((await linkedin.get(paths.campaign)).status).toBe(200);
    const answer = await linkedin.patch(paths.campaign, { dailyBudget: { amount: '460.00', currencyCode: 'USD' } });
    expect(answer).toMatchObject({ status: 429, body: { status: 429, code: 'TOO_MANY_REQUESTS' } });
    expect([answer.headers.get('retry-after'), answer.headers.get('x-li-uuid')]).toEqual([null, expect.any(String)]);
    expect(await linkedin.ledger()).toEqual({ entries: [] });
  });

  it('loses an answer after applying, and fails before it', async () => {
    await linkedin.sandbox.fault(
      { kind: 'apply_then_500', ...about() },
      { kind: 'error_500_before', ...about({ access: 'read' }) },
    );
    expect(await linkedin.patch(paths.campaign, { status: 'PAUSED' })).toMatchObject({
      status: 500,
      body: { status: 500 },
    });
    expect((await linkedin.get(paths.campaign)).status).toBe(500);
    expect((await linkedin.get(paths.campaign)).body).toMatchObject({ status: 'PAUSED' });
  });

  it('shows the past while reads lag', async () => {
    await linkedin.sandbox.fault({ kind: 'read_after_write_lag', ...about(), seconds: 60 });
    await linkedin.patch(paths.campaign, { status: 'PAUSED' });
    expect((await linkedin.get(paths.campaign)).body).toMatchObject({ status: 'ACTIVE' });
    await linkedin.sandbox.post('/_sandbox/clock', { advance_seconds: 61 });
    expect((await linkedin.get(paths.campaign)).body).toMatchObject({ status: 'PAUSED' });
  });

  it('ends a token until a new one is fetched with the refresh token, by a form', async () => {
    await linkedin.sandbox.fault({ kind: 'expired_token', match: {}, until_renewed: true });
    for (const _ of [1, 2]) {
      expect(await linkedin.get(paths.campaign)).toMatchObject({ status: 401, body: { code: 'EXPIRED_ACCESS_TOKEN' } });
    }
    const ask = (form: Record<string, string>) =>
      fetch(`${linkedin.sandbox.url}/oauth/v2/accessToken`, { method: 'POST', body: new URLSearchParams(form) });
    const secrets = { client_id: 'app', client_secret: 'secret' };
    const renewal = { grant_type: 'refresh_token', refresh_token: `refresh-${account.sandbox_token}`, ...secrets };
    const answer: unknown = await (await ask(renewal)).json();
    const { access_token } = z.object({ access_token: z.string() }).parse(answer);
    expect(answer).toMatchObject({
      expires_in: 5_184_000,
      refresh_token_expires_in: 31_536_000,
      scope: expect.any(String),
    });
    expect(
      (await linkedin.get(paths.campaign, { ...usualHeaders, authorization: `Bearer ${access_token}` })).status,
    ).toBe(200);
    expect((await ask({ ...renewal, refresh_token: 'refresh-other' })).status).toBe(400);
    expect((await ask({ ...renewal, grant_type: 'password' })).status).toBe(400);
    expect((await ask({ grant_type: 'refresh_token', refresh_token: 'x' })).status).toBe(400);
    expect((await linkedin.sandbox.post('/oauth/v2/accessToken', renewal)).status).toBe(400);
  });
});
