import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ConversionEvent } from '../../../contracts/conversion.ts';
import { refused, replayedTiktok, success } from '../../../tests/ad-platforms/replayed-tiktok.ts';
import { eventToWire } from './conversion-events.ts';

const tiktok = replayedTiktok();
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const event = (event_id: string, more: Partial<ConversionEvent> = {}): ConversionEvent => ({
  ...{ event_id, event_name: 'purchase', happened_at: '2026-11-20T10:00:00.900+02:00', order_id: null },
  ...{ value_minor: 12_345, currency: 'USD', source: 'website', page_url: 'https://shop.example/thanks?a=1' },
  ...{ click_ids: { ttclid: 'E.C.P-AbC', fbclid: 'other' }, person: { email: ' Ada.Example@Mail.example ' } },
  consent: { ad_user_data: true, ad_personalization: true },
  ...more,
});
const send = (...events: readonly ConversionEvent[]) =>
  tiktok.adapter().sendConversions?.({ destination: 'C1PIXELCODE', events });
const body = z.object({ event_source: z.string(), data: z.array(z.object({ event_id: z.string() })) });
/** Which events each request carried. */
const requests = () =>
  tiktok.sent().map((request) => {
    const { event_source, data } = body.parse(JSON.parse(request.body));
    return `${event_source}: ${data.map((each) => each.event_id).join(' ')}`;
  });

describe('an event', () => {
  it('names nobody in the clear, keeps click ids as they came, and counts in major units and seconds', () => {
    expect(eventToWire(event('e1'))).toEqual({
      ...{ event: 'Purchase', event_time: 1_795_161_600, event_id: 'e1' },
      user: { email: [sha256('ada.example@mail.example')], ttclid: 'E.C.P-AbC' },
      properties: { value: 123.45, currency: 'USD' },
      page: { url: 'https://shop.example/thanks?a=1' },
    });
  });
  it('hashes what identifies a person in the form that TikTok wants, and never twice', () => {
    const hashed = sha256('already');
    const person = {
      ...{ email: hashed.toUpperCase(), phone: '+49 (151) 234-5678', external_id: ' User_123 ', first_name: ' Ada ' },
      ...{ last_name: 'Example', city: 'Bad Tölz', postal_code: '83 646', country: 'DE' },
      ...{ ip_address: '192.0.2.7', user_agent: 'Mozilla/5.0' },
    };
    const click_ids = { ttclid: 'E.C.P-AbC', ttp: 'Cookie-Id' };
    expect(eventToWire(event('e1', { person, click_ids }))).toMatchObject({
      user: {
        ...{ email: [hashed], phone: [sha256('+491512345678')], external_id: [sha256('User_123')] },
        ...{ first_name: sha256('ada'), last_name: sha256('example'), zip_code: sha256('83646') },
        ...{ city: 'badtölz', country: 'de', ttclid: 'E.C.P-AbC', ttp: 'Cookie-Id' },
        ...{ ip: '192.0.2.7', user_agent: 'Mozilla/5.0' },
      },
    });
  });
  it('leaves out what is not known', () => {
    const bare = event('e1', { value_minor: 500, currency: null, page_url: null, person: {}, click_ids: {} });
    expect(eventToWire(bare)).toEqual({ event: 'Purchase', event_time: 1_795_161_600, event_id: 'e1', user: {} });
    expect(eventToWire({ ...bare, order_id: 'o1' })).toMatchObject({ properties: { order_id: 'o1' } });
  });
  it('of somebody who wants no personal ads has the use of the data limited', () => {
    const consent = { ad_user_data: true, ad_personalization: false };
    expect(eventToWire(event('e1', { consent }))).toMatchObject({ limited_data_use: true });
  });
  it.each([
    ['lead', 'Lead'],
    ['sign_up', 'CompleteRegistration'],
    ['add_to_cart', 'AddToCart'],
    ['page_view', 'ViewContent'],
    ['other', 'Other'],
  ] as const)('%s is called %s', (event_name, name) => {
    expect(eventToWire(event('e1', { event_name }))).toMatchObject({ event: name });
  });
});

describe('telling TikTok of conversions', () => {
  it('sends each kind of source by itself to the destination', async () => {
    tiktok.answerWith(success(), success(), success());
    const report = await send(
      ...[event('a'), event('b', { source: 'crm' }), event('c', { source: 'phone_call' })],
      ...[event('d', { source: 'physical_store' }), event('e')],
    );
    expect(report).toEqual({ accepted: ['a', 'e', 'b', 'c', 'd'], refused: [], later: [], platform_request_id: 'R1' });
    expect(requests()).toEqual(['web: a e', 'crm: b', 'offline: c d']);
    expect(tiktok.sent()[0]).toMatchObject({ method: 'POST', path: '/open_api/v1.3/event/track/' });
    expect(tiktok.sent()[0]?.body).toMatch(
      /^\{"event_source":"web","event_source_id":"C1PIXELCODE","data":\[\{"event":/,
    );
  });
  it('never sends what the person did not agree to, nor what is too old to be counted', async () => {
    tiktok.answerWith(success());
    const consent = { ad_user_data: false, ad_personalization: true };
    const report = await send(event('a'), event('b', { consent }), event('c', { happened_at: '2026-10-24T11:59:59Z' }));
    expect(report?.accepted).toEqual(['a']);
    expect(report?.refused.map((each) => [each.event_id, each.code])).toEqual([
      ['b', 'CONSENT_MISSING'],
      ['c', 'EVENT_TOO_OLD'],
    ]);
    expect(requests()).toEqual(['web: a']);
  });
  it('one event that TikTok objects to does not sink the others', async () => {
    const no = refused(40_002, 'data.2.event_time is invalid');
    tiktok.answerWith(no, success(), no, no, success());
    const report = await send(event('a'), event('b'), event('bad'), event('c'));
    expect(report?.accepted).toEqual(['a', 'b', 'c']);
    expect(report?.refused).toEqual([
      { event_id: 'bad', code: '40002', reason: 'TikTok: data.2.event_time is invalid' },
    ]);
    expect(requests()).toEqual(['web: a b bad c', 'web: a b', 'web: bad c', 'web: bad', 'web: c']);
  });
  it('more events than one request takes go in several', async () => {
    tiktok.answerWith(success(), success());
    const report = await send(...Array.from({ length: 1_001 }, (_, index) => event(`e${index}`)));
    expect(report?.accepted).toHaveLength(1_001);
    expect(requests().map((line) => line.split(' ').length - 1)).toEqual([1_000, 1]);
  });
  it.each([
    ['a lost answer', { drop: true }, 'PLATFORM_OUTCOME_UNKNOWN'],
    ['throttling', refused(40_100), 'PLATFORM_THROTTLED'],
    ['a fault of TikTok', refused(50_000), 'PLATFORM_OUTCOME_UNKNOWN'],
  ])('%s is thrown, and everything may be sent again', async (_name, answer, code) => {
    tiktok.answerWith(answer);
    await expect(send(event('a'))).rejects.toMatchObject({ code });
    tiktok.answerWith(success());
    expect((await send(event('a')))?.accepted).toEqual(['a']);
  });
  it('nothing to send is not sent', async () => {
    expect(await send()).toEqual({ accepted: [], refused: [], later: [], platform_request_id: null });
    expect(tiktok.sent()).toEqual([]);
  });
});
