import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callOf, noon, openStage } from '../../testing/stage.ts';
import { createGoogle } from '../google.ts';
import { destinationsIn, isDataManager } from './data-manager.ts';
import { hashesOf, identifiersOf } from './event.ts';

const customer = '9009009001';
let stage: ReturnType<typeof openStage>;
beforeAll(() => {
  stage = openStage(createGoogle(), { external_id: customer, conversion_destinations: ['7300'] });
});
afterAll(() => stage.close());

const hash = createHash('sha256').update('buyer@shop.example').digest('hex');
const base64 = createHash('sha256').update('buyer@shop.example').digest('base64');
const at = (days: number) => new Date(noon - days * 86_400_000).toISOString();
const destination = {
  ...{ reference: 'd1', productDestinationId: '7300' },
  operatingAccount: { accountType: 'GOOGLE_ADS', accountId: customer },
};
const event = { eventTimestamp: at(1), transactionId: 't-1', adIdentifiers: { gclid: 'Click' } };
const person = (identifier: unknown) => ({ userData: { userIdentifiers: [identifier] } });
const ingest = (body: unknown) => stage.call('POST', '/v1/events:ingest', body);
const one = (parts: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  ingest({ destinations: [destination], events: [{ ...event, ...parts }], encoding: 'HEX', ...more });
const text = (reply: { status: number; body: unknown }) => `${reply.status} ${JSON.stringify(reply.body)}`;
const counted = () => stage.world.conversions.counted();

describe('events', () => {
  it('of one transaction count once for a conversion action, however often they come', () => {
    expect(one({ transactionId: 'once' })).toMatchObject({ status: 200, body: { fieldWarnings: [] } });
    expect(one({ transactionId: 'once', conversionValue: 5, currency: 'USD' }).status).toBe(200);
    const found = counted().filter((each) => each.event_id === 'once');
    expect(found).toMatchObject([{ times: 2, value: null, destination: '7300', identifiers: { gclid: ['Click'] } }]);
  });

  it('without a transaction count each', () => {
    const before = counted().length;
    const { transactionId: _, ...nameless } = event;
    const send = () => ({ ...ingest({ destinations: [destination], events: [nameless, nameless] }) });
    expect(send().status).toBe(200);
    expect(counted()).toHaveLength(before + 2);
  });

  it('are taken by nobody when they are only validated', () => {
    const before = counted().length;
    expect(one({ transactionId: 'dry' }, { validateOnly: true })).toMatchObject({ status: 200, applied: false });
    expect(counted()).toHaveLength(before);
  });

  it('are refused all together when one is bad, and each violation has its place', () => {
    const before = counted().length;
    const events = [event, { ...event, eventTimestamp: 'yesterday' }, { ...event, currency: 'dollars' }];
    const told = text(ingest({ destinations: [destination], events }));
    expect(told).toContain('"field":"events[1].event_timestamp"');
    expect(told).toContain('"field":"events[2].currency"');
    expect(counted()).toHaveLength(before);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['older than ninety days', { eventTimestamp: at(90.1) }, 'EVENT_TIME_INVALID'],
    ['from the future', { eventTimestamp: at(-1.1) }, 'EVENT_TIME_INVALID'],
    ['with seconds for a time', { eventTimestamp: '1764000000' }, 'EVENT_TIME_INVALID'],
    ['with a date alone', { eventTimestamp: '2026-11-20' }, 'EVENT_TIME_INVALID'],
    ['without anybody', { adIdentifiers: {} }, 'NO_IDENTIFIERS_PROVIDED'],
    ['with an address in the clear', person({ emailAddress: 'buyer@shop.example' }), 'INVALID_SHA256_FORMAT'],
    ['with a hash in the other encoding', person({ emailAddress: base64 }), 'INVALID_SHA256_FORMAT'],
    ['with a phone number in the clear', person({ phoneNumber: '+491701234567' }), 'INVALID_SHA256_FORMAT'],
    ['with a value and no currency', { conversionValue: 5 }, 'INVALID_CURRENCY_CODE'],
    ['with a small currency', { conversionValue: 5, currency: 'usd' }, 'INVALID_CURRENCY_CODE'],
    ['for a destination that is not there', { destinationReferences: ['d2'] }, 'INVALID_DESTINATION_REFERENCE'],
  ])('%s are refused', (_, parts, reason) => {
    expect(text(one(parts))).toMatch(new RegExp(`^400 .*${reason}`));
  });

  it.each<[string, Record<string, unknown>]>([
    ['a name in snake case', { transaction_id: 't' }],
    ['a value in a text', { conversionValue: '5', currency: 'USD' }],
    ['a value in micros', { conversionValueMicros: 5_000_000 }],
    ['a source that is none', { eventSource: 'WEBSITE' }],
    ['a consent that is none', { consent: { adUserData: 'GRANTED' } }],
    ['a click id of another platform', { adIdentifiers: { fbclid: 'x' } }],
    ['an identifier with two names', person({ emailAddress: hash, phoneNumber: hash })],
  ])('with %s do not fit the message', (_, parts) => {
    expect(text(one(parts))).toMatch(/^400 .*Invalid JSON payload received/);
  });

  it('with hashes need to say in which encoding', () => {
    expect(text(one(person({ emailAddress: hash }), { encoding: undefined }))).toContain('ENCODING_REQUIRED');
    expect(one(person({ emailAddress: hash })).status).toBe(200);
    expect(one(person({ emailAddress: base64 }), { encoding: 'BASE64' }).status).toBe(200);
  });

  it('name at most ten persons, and a request at most two thousand of them', () => {
    const many = Array.from({ length: 11 }, () => ({ emailAddress: hash }));
    expect(text(one({ userData: { userIdentifiers: many } }))).toContain('TOO_MANY_USER_IDENTIFIERS');
    const events = Array.from({ length: 2001 }, () => event);
    expect(text(ingest({ destinations: [destination], events }))).toContain('TOO_MANY_EVENTS');
  });

  it('are for the account that owns the conversion action, and an action that it has', () => {
    const foreign = { ...destination, operatingAccount: { accountType: 'GOOGLE_ADS', accountId: '1111111111' } };
    expect(text(ingest({ destinations: [foreign], events: [event] }))).toMatch(/^403 .*USER_PERMISSION_DENIED/);
    for (const productDestinationId of ['9999', 'AW-7300', 'customers/9009009001/conversionActions/7300']) {
      const wrong = { ...destination, productDestinationId };
      expect(text(ingest({ destinations: [wrong], events: [event] }))).toContain('INVALID_CONVERSION_ACTION_ID');
    }
  });
});

describe('the status of a request', () => {
  it('is told for each destination, and only of requests that were made', () => {
    const { body } = one({ transactionId: 'status' });
    const requestId = /"requestId":"([^"]+)"/.exec(JSON.stringify(body))?.[1];
    const ask = (query: string) => stage.call('GET', `/v1/requestStatus:retrieve${query}`);
    expect(ask(`?requestId=${requestId}`)).toMatchObject({
      status: 200,
      body: {
        requestStatusPerDestination: [{ requestStatus: 'SUCCESS', eventsIngestionStatus: { recordCount: '1' } }],
      },
    });
    expect(ask('?requestId=unknown').status).toBe(404);
    expect(ask('').status).toBe(400);
    expect(stage.call('POST', '/v1/requestStatus:retrieve', {}).status).toBe(404);
  });
});

describe('the parts of an event', () => {
  it('that are hashed are the names and addresses of a person, not where they live', () => {
    const address = { givenName: hash, familyName: hash, regionCode: 'DE', postalCode: '10115' };
    expect(hashesOf({ address })).toEqual([
      ['address.given_name', hash],
      ['address.family_name', hash],
    ]);
    expect(one({ userData: { userIdentifiers: [{ address }] } }).status).toBe(200);
    expect(identifiersOf({ eventTimestamp: at(1), userData: { userIdentifiers: [{ address }, { address }] } })).toEqual(
      {
        ...{ givenName: [hash, hash], familyName: [hash, hash] },
        ...{ regionCode: ['DE', 'DE'], postalCode: ['10115', '10115'] },
      },
    );
  });

  it('tell what a call is about, whatever is wrong with it', () => {
    expect(destinationsIn({ destinations: [destination, {}, 5, null] })).toEqual(['7300']);
    expect([destinationsIn(null), destinationsIn({ destinations: 'x' }), destinationsIn('x')]).toEqual([[], [], []]);
    const { targetOf } = createGoogle();
    const call = callOf('POST', '/v1/events:ingest', { destinations: [destination] });
    expect(targetOf(call, stage.world)).toEqual({ access: 'write', entity_ids: ['7300'], fields: ['conversion'] });
    expect(['/v1/events:ingest', '/v1/events%3Aingest', '/v1/events'].map(isDataManager)).toEqual([true, true, false]);
  });
});
