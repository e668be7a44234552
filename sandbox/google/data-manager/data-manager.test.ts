import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { boots, googleCalls } from '../../testing/google-account.ts';
import { bornAt, type SandboxProcess, startSandboxProcess } from '../../testing/sandbox-process.ts';

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

const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const account = { accountType: 'GOOGLE_ADS', accountId: boots.customer };
const destination = { operatingAccount: account, productDestinationId: boots.destination };
const event = (parts: object = {}) => ({
  transactionId: 'order-1',
  eventTimestamp: '2026-11-20T10:00:00Z',
  eventSource: 'WEB',
  adIdentifiers: { gclid: 'CaseMatters' },
  conversionValue: 12.5,
  currency: 'USD',
  consent: { adUserData: 'CONSENT_GRANTED', adPersonalization: 'CONSENT_DENIED' },
  ...parts,
});
const ingest = async (events: readonly object[], parts: object = {}) => {
  const { status, body } = await google.post('/v1/events:ingest', { destinations: [destination], events, ...parts });
  const requestId = typeof body === 'object' && body !== null && 'requestId' in body ? String(body.requestId) : '';
  return { status, body, text: JSON.stringify(body), requestId };
};
const received = async () => (await sandbox.get('/_sandbox/conversions')).body;
const person = (identifier: object, parts: object = {}) => ({
  ...event({ adIdentifiers: undefined, ...parts }),
  userData: { userIdentifiers: [identifier] },
});

describe('conversions through Data Manager', () => {
  it('are received as they came, under neutral names', async () => {
    const address = { givenName: hash('ada'), familyName: hash('example'), regionCode: 'DE', postalCode: '10115' };
    const events = [event(), person({ emailAddress: hash('a@b.example') }, { transactionId: 'order-2' })];
    const named = person({ address }, { transactionId: 'order-3' });
    expect(await ingest([...events, named], { encoding: 'HEX' })).toMatchObject({
      status: 200,
      requestId: expect.stringMatching(/./),
    });
    expect(await received()).toMatchObject({
      conversions: [
        {
          ...{
            platform: 'google_ads',
            account_id: boots.customer,
            destination: boots.destination,
            event_id: 'order-1',
          },
          ...{ at: '2026-11-20T10:00:00.000Z', value: 12.5, currency: 'USD', times: 1 },
          identifiers: { gclid: ['CaseMatters'] },
          wire: event(),
        },
        { identifiers: { emailAddress: [hash('a@b.example')] } },
        { identifiers: { givenName: [hash('ada')], regionCode: ['DE'], postalCode: ['10115'] } },
      ],
    });
  });

  it('count once for the same transaction and action, however often they come', async () => {
    await ingest([event(), event({ transactionId: 'order-2' })]);
    await ingest([event({ conversionValue: 99 })]);
    expect(await received()).toMatchObject({
      conversions: [
        { event_id: 'order-1', value: 12.5, times: 2 },
        { event_id: 'order-2', times: 1 },
      ],
    });
  });

  it('say what became of them when asked by the id of the request', async () => {
    const { requestId } = await ingest([event(), event({ transactionId: 'order-2' })]);
    const status = await google.get(`/v1/requestStatus:retrieve?requestId=${requestId}`);
    expect(status.body).toMatchObject({
      requestStatusPerDestination: [
        { destination, requestStatus: 'SUCCESS', eventsIngestionStatus: { recordCount: '2' } },
      ],
    });
    expect((await google.get('/v1/requestStatus:retrieve?requestId=none')).status).toBe(404);
    expect((await google.get('/v1/requestStatus:retrieve')).status).toBe(400);
  });

  it('are only validated when asked for', async () => {
    expect((await ingest([event()], { validateOnly: true })).status).toBe(200);
    expect((await ingest([event({ currency: 'x' })], { validateOnly: true })).status).toBe(400);
    expect(await received()).toEqual({ conversions: [] });
  });

  it.each([
    ['in the future', event({ eventTimestamp: '2026-12-20T10:00:00Z' }), 'EVENT_TIME_INVALID', 'event_timestamp'],
    ['too old', event({ eventTimestamp: '2026-08-01T10:00:00Z' }), 'EVENT_TIME_INVALID', 'event_timestamp'],
    ['at no time', event({ eventTimestamp: '20 Nov' }), 'EVENT_TIME_INVALID', 'event_timestamp'],
    ['of nobody', event({ adIdentifiers: undefined }), 'NO_IDENTIFIERS_PROVIDED', 'events[1]'],
    ['with a clear address', person({ emailAddress: 'a@b.example' }), 'INVALID_SHA256_FORMAT', 'email_address'],
    ['with a clear phone', person({ phoneNumber: '+491512345678' }), 'INVALID_SHA256_FORMAT', 'phone_number'],
    ['with half a hash', person({ emailAddress: hash('x').slice(1) }), 'INVALID_SHA256_FORMAT', 'email_address'],
    ['with a currency that is none', event({ currency: 'usd' }), 'INVALID_CURRENCY_CODE', 'currency'],
    ['with a value without a currency', event({ currency: undefined }), 'INVALID_CURRENCY_CODE', 'currency'],
    [
      'for another destination',
      event({ destinationReferences: ['x'] }),
      'INVALID_DESTINATION_REFERENCE',
      'destination_references',
    ],
    ['with an unknown field', event({ orderId: '1' }), 'Unrecognized key', 'events[1]'],
    ['from nowhere', event({ eventSource: 'website' }), 'Invalid', 'event_source'],
  ])('one %s sinks the whole request, and says which', async (_, bad, reason, field) => {
    const { status, text } = await ingest([event({ transactionId: 'good' }), bad], { encoding: 'HEX' });
    expect(status).toBe(400);
    expect(text).toContain(reason);
    expect(text).toContain('events[1]');
    expect(text).toContain(field);
    expect(text).not.toContain('GoogleAdsFailure');
    expect(await received()).toEqual({ conversions: [] });
  });

  it('need to say how their hashes are written', async () => {
    const base64 = createHash('sha256').update('x').digest('base64');
    expect((await ingest([person({ emailAddress: hash('x') })])).text).toContain('ENCODING_REQUIRED');
    expect((await ingest([person({ emailAddress: base64 })], { encoding: 'HEX' })).text).toContain(
      'INVALID_SHA256_FORMAT',
    );
    expect((await ingest([person({ emailAddress: base64 })], { encoding: 'BASE64' })).status).toBe(200);
  });

  it('are at most two thousand, and have at most ten identifiers each', async () => {
    const many = Array.from({ length: 2001 }, (_, index) => event({ transactionId: `order-${index}` }));
    expect((await ingest(many)).text).toContain('TOO_MANY_EVENTS');
    expect((await ingest(many.slice(1))).status).toBe(200);
    const userIdentifiers = Array.from({ length: 11 }, (_, index) => ({ emailAddress: hash(String(index)) }));
    const crowd = await ingest([event({ userData: { userIdentifiers } })], { encoding: 'HEX' });
    expect(crowd.text).toContain('TOO_MANY_USER_IDENTIFIERS');
  });

  it('belong to the account that owns the conversion action', async () => {
    const to = (parts: object) => ingest([event()], { destinations: [{ ...destination, ...parts }] });
    const foreign = await to({ operatingAccount: { ...account, accountId: '1234567890' } });
    expect([foreign.status, foreign.text]).toEqual([403, expect.stringContaining('USER_PERMISSION_DENIED')]);
    expect((await to({ productDestinationId: '1' })).text).toContain('INVALID_CONVERSION_ACTION_ID');
    expect((await ingest([event()], { destinations: [] })).status).toBe(400);
  });

  it('meet the faults of writes by their destination', async () => {
    const match = { entity_id: boots.destination, access: 'write', field: 'conversion' };
    await sandbox.fault({ kind: 'throttle', wait_seconds: 30, match });
    const throttled = await ingest([event()]);
    expect([throttled.status, throttled.text]).toEqual([429, expect.stringContaining('"retryDelay":"30s"')]);
    await sandbox.fault({ kind: 'apply_then_drop', match });
    await expect(ingest([event()])).rejects.toThrow();
    expect((await ingest([event()])).status).toBe(200);
    expect(await received()).toMatchObject({ conversions: [{ times: 2 }] });
  });

  it('are still there after a kill -9', async () => {
    const first = await startSandboxProcess();
    const body = { destinations: [destination], events: [event()] };
    await googleCalls(first).post('/v1/events:ingest', body);
    await first.kill();
    const second = await startSandboxProcess({ directory: first.directory });
    await googleCalls(second).post('/v1/events:ingest', body);
    expect((await second.get('/_sandbox/conversions')).body).toMatchObject({
      conversions: [{ event_id: 'order-1', times: 2 }],
    });
    await second.stop();
  });
});
