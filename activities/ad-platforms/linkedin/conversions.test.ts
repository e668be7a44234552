import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { AdPlatformAdapter } from '../../../contracts/ad-platform.ts';
import type { ConversionEvent } from '../../../contracts/conversion.ts';
import { openLinkedIn, type ReplayedLinkedIn } from '../../../tests/ad-platforms/linkedin-on-replay.ts';
import { eventOf } from './conversions.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const rule = 'urn:lla:llaPartnerConversion:104012';

function event(more: Partial<ConversionEvent> = {}): ConversionEvent {
  return {
    event_id: 'order-1',
    event_name: 'purchase',
    happened_at: '2026-11-20T10:00:00Z',
    value_minor: 12_345,
    currency: 'EUR',
    order_id: '1',
    source: 'website',
    page_url: null,
    click_ids: { li_fat_id: '0f6cD-AbC', gclid: 'not-ours' },
    person: { email: ' Ada.Example@Mail.example ' },
    consent: { ad_user_data: true, ad_personalization: true },
    ...more,
  };
}

let linkedin: ReplayedLinkedIn;
let adapter: AdPlatformAdapter;
beforeAll(async () => {
  linkedin = await openLinkedIn();
});
afterAll(() => linkedin.stop());
beforeEach(() => {
  adapter = linkedin.adapterWith();
});
async function send(events: readonly ConversionEvent[], destination = '104012') {
  const report = await adapter.sendConversions?.({ destination, events });
  if (report === undefined) throw new Error('LinkedIn takes conversions.');
  return report;
}
const taken = (count: number) => ({
  body: { elements: Array.from({ length: count }, () => ({ status: 201 })) },
  headers: { 'x-li-uuid': 'AAX' },
});

describe('one event on the wire', () => {
  it('names the person by hash and by the click id as it came', () => {
    expect(eventOf(event(), rule)).toEqual({
      conversion: rule,
      conversionHappenedAt: 1_795_168_800_000,
      conversionValue: { currencyCode: 'EUR', amount: '123.45' },
      eventId: 'order-1',
      user: {
        userIds: [
          { idType: 'SHA256_EMAIL', idValue: sha256('ada.example@mail.example') },
          { idType: 'LINKEDIN_FIRST_PARTY_ADS_TRACKING_UUID', idValue: '0f6cD-AbC' },
        ],
      },
    });
  });
  it('never hashes a hash again', () => {
    const email = sha256('ada@mail.example').toUpperCase();
    const { userIds } = eventOf(event({ person: { email }, click_ids: {} }), rule).user;
    expect(userIds).toEqual([{ idType: 'SHA256_EMAIL', idValue: email.toLowerCase() }]);
  });
  it('says nothing of a value that is not known, or has no currency', () => {
    expect(eventOf(event({ value_minor: null }), rule)).not.toHaveProperty('conversionValue');
    expect(eventOf(event({ currency: null }), rule)).not.toHaveProperty('conversionValue');
    expect(eventOf(event({ value_minor: 500, currency: 'JPY' }), rule).conversionValue?.amount).toBe('500');
  });
  it('names go as a pair with the country, or not at all', () => {
    const person = { first_name: ' Ada ', last_name: 'Lovelace', country: 'gb', external_id: 'crm-7' };
    expect(eventOf(event({ person }), rule).user).toMatchObject({
      userInfo: { firstName: 'Ada', lastName: 'Lovelace', countryCode: 'GB' },
      externalIds: ['crm-7'],
    });
    expect(eventOf(event({ person: { first_name: 'Ada', country: 'gb' } }), rule).user).not.toHaveProperty('userInfo');
  });
  it('a name that was hashed is none, because LinkedIn takes names in the clear alone', () => {
    const person = { email: 'a@b.example', first_name: sha256('ada'), last_name: sha256('lovelace') };
    expect(eventOf(event({ person }), rule).user).not.toHaveProperty('userInfo');
  });
  it('tells neither address nor phone nor browser, which LinkedIn does not ask for', () => {
    const person = {
      email: 'a@b.example',
      phone: '+49151',
      ip_address: '192.0.2.7',
      user_agent: 'Mozilla',
      city: 'Ulm',
    };
    expect(JSON.stringify(eventOf(event({ person }), rule))).not.toMatch(/49151|192\.0|Mozilla|Ulm/);
  });
});

describe('a batch of conversions', () => {
  it('goes as one BATCH_CREATE, each event with its own verdict', async () => {
    linkedin.answerWith({
      body: {
        elements: [
          { status: 201 },
          { status: 400, error: { status: 400, code: 'INVALID', message: 'The email is not a hash' } },
          { status: 500, error: { message: 'Come back' } },
          { status: 429 },
        ],
      },
    });
    const ids = ['a', 'b', 'c', 'd', 'e'];
    const report = await send(ids.map((event_id) => event({ event_id })));
    expect(report).toEqual({
      accepted: ['a'],
      refused: [{ event_id: 'b', code: 'INVALID', reason: 'The email is not a hash' }],
      later: [
        { event_id: 'c', after_seconds: 60, reason: 'Come back' },
        { event_id: 'd', after_seconds: 60, reason: 'HTTP 429' },
        { event_id: 'e', after_seconds: 60, reason: 'HTTP 503' },
      ],
      platform_request_id: null,
    });
    const [request] = linkedin.sent();
    expect(request).toMatchObject({ method: 'POST', target: '/rest/conversionEvents' });
    expect(request?.headers['x-restli-method']).toBe('BATCH_CREATE');
  });
  it('of more than 5,000 goes in several', async () => {
    linkedin.answerWith(taken(5_000), taken(1));
    const events = Array.from({ length: 5_001 }, (_, index) => event({ event_id: `e${index}` }));
    expect((await send(events)).accepted).toHaveLength(5_001);
    const batch = z.object({ elements: z.array(z.unknown()) });
    expect(linkedin.sent().map((request) => batch.parse(JSON.parse(request.body)).elements.length)).toEqual([5_000, 1]);
  });
  it('leaves out what LinkedIn would never count, and says why', async () => {
    linkedin.answerWith(taken(1));
    const report = await send([
      event({ event_id: 'old', happened_at: '2026-08-01T00:00:00Z' }),
      event({ event_id: 'nobody', person: { first_name: 'Ada', email: '  ' }, click_ids: {} }),
      event({ event_id: 'refund', value_minor: -1 }),
      event({ event_id: 'unwilling', consent: { ad_user_data: false, ad_personalization: false } }),
      event({ event_id: 'good', person: { first_name: 'Ada', last_name: 'Lovelace' }, click_ids: {} }),
    ]);
    expect(report.accepted).toEqual(['good']);
    expect(report.refused.map((each) => [each.event_id, each.code]).toSorted()).toEqual([
      ['nobody', 'NO_IDENTIFIER'],
      ['old', 'EVENT_TOO_OLD'],
      ['refund', 'VALUE_NEGATIVE'],
      ['unwilling', 'CONSENT_MISSING'],
    ]);
    expect(report.platform_request_id).toBe('AAX');
  });
  it('of nothing sends nothing', async () => {
    expect(await send([])).toEqual({ accepted: [], refused: [], later: [], platform_request_id: null });
    expect(linkedin.sent()).toEqual([]);
  });
  it('whose answer is lost may be sent again, because an event counts once', async () => {
    linkedin.answerWith({ drop: true }, { status: 502 });
    await expect(send([event()])).rejects.toMatchObject({ code: 'PLATFORM_UNAVAILABLE' });
    await expect(send([event()])).rejects.toMatchObject({ code: 'PLATFORM_UNAVAILABLE' });
  });
  it('for a rule that has no number is refused before anything is sent', async () => {
    await expect(send([event()], 'urn:li:other:1')).rejects.toMatchObject({ code: 'PLATFORM_REFUSED' });
    expect(linkedin.sent()).toEqual([]);
  });
  it('takes the rule as a number or as a URN', async () => {
    linkedin.answerWith(taken(1), taken(1));
    await send([event()]);
    await send([event()], rule);
    const [one, other] = linkedin.sent().map((request) => request.body);
    expect(one).toBe(other);
    expect(one).toContain(rule);
  });
});
