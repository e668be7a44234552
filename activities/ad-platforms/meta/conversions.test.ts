import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AdPlatformAdapter } from '../../../contracts/ad-platform.ts';
import type { ConversionEvent } from '../../../contracts/conversion.ts';
import { type ReplayServer, startReplayServer } from '../../../tests/ad-platforms/replay-server.ts';
import { sha256Hex } from '../wire/identifier.ts';
import { createMetaAdapter } from './index.ts';

let server: ReplayServer;
let adapter: AdPlatformAdapter;
beforeEach(async () => {
  server = await startReplayServer();
  adapter = createMetaAdapter({
    ...{ base_url: server.url, api_version: 'v26.0', access_token: 't', account_id: 'act_1', currency: 'USD' },
    now: () => new Date('2026-11-21T12:00:00Z'),
  });
});
afterEach(() => server.stop());

/** What was sent while `work` ran. */
async function sentBy(work: () => Promise<unknown>) {
  await work();
  return server.received.map(({ method, path, body }) => ({ line: `${method} ${path}`, body: JSON.parse(body) }));
}

describe('a conversion', () => {
  const event: ConversionEvent = {
    event_id: 'e1',
    event_name: 'purchase',
    happened_at: '2026-11-20T12:00:00Z',
    value_minor: 12_345,
    currency: 'EUR',
    order_id: 'o1',
    source: 'website',
    page_url: 'https://shop.example/thanks',
    click_ids: { fbclid: 'IwAR0-AbC', fbp: 'fb.1.1700000000000.42' },
    person: {
      email: ' Ada@Mail.Example ',
      phone: '+49 (0)151 234-5678',
      first_name: 'Ada ',
      last_name: 'Byron',
      city: 'New York 3',
      postal_code: '12345-6789',
      country: 'DE',
      external_id: 'C-17',
      ip_address: '192.0.2.7',
      user_agent: 'Mozilla/5.0',
    },
    consent: { ad_user_data: true, ad_personalization: true },
  };
  const send = (events: readonly ConversionEvent[]) => adapter.sendConversions?.({ destination: '555', events });
  const taken = { body: { events_received: 1, messages: [], fbtrace_id: 'T1' } };

  it('is sent with seconds, major units and normalised hashes', async () => {
    server.answerWith(taken);
    const [sent] = await sentBy(async () => send([event]));
    expect(sent?.line).toBe('POST /v26.0/555/events');
    expect(sent?.body).toEqual({
      data: [
        {
          event_name: 'Purchase',
          event_time: 1_795_176_000,
          action_source: 'website',
          event_id: 'e1',
          event_source_url: 'https://shop.example/thanks',
          user_data: {
            em: sha256Hex('ada@mail.example'),
            ph: sha256Hex('4901512345678'),
            fn: sha256Hex('ada'),
            ln: sha256Hex('byron'),
            ct: sha256Hex('newyork'),
            zp: sha256Hex('12345'),
            country: sha256Hex('de'),
            external_id: sha256Hex('c-17'),
            client_ip_address: '192.0.2.7',
            client_user_agent: 'Mozilla/5.0',
            fbc: 'fb.1.1795176000000.IwAR0-AbC',
            fbp: 'fb.1.1700000000000.42',
          },
          custom_data: { value: 123.45, currency: 'EUR', order_id: 'o1' },
        },
      ],
    });
  });
  it.each([
    ['older than seven days', { happened_at: '2026-11-14T11:59:59Z' }, 'EVENT_TOO_OLD'],
    ['still to come', { happened_at: '2026-11-21T12:00:01Z' }, 'EVENT_IN_FUTURE'],
    ['of a website without its page', { page_url: null }, 'EVENT_INCOMPLETE'],
    ['of nobody', { source: 'crm', person: { phone: '12' }, click_ids: { ttclid: 'T' } }, 'PERSON_UNKNOWN'],
    [
      'of somebody who did not agree',
      { consent: { ad_user_data: false, ad_personalization: true } },
      'CONSENT_MISSING',
    ],
  ] as const)('%s stays behind, so that it does not sink the others', async (_name, more, code) => {
    server.answerWith(taken);
    const reports: unknown[] = [];
    const sent = await sentBy(async () => reports.push(await send([event, { ...event, ...more, event_id: 'e2' }])));
    expect(sent[0]?.body.data.map((each: { event_id: string }) => each.event_id)).toEqual(['e1']);
    expect(reports).toMatchObject([
      { accepted: ['e1'], refused: [{ event_id: 'e2', code }], later: [], platform_request_id: 'T1' },
    ]);
  });
  it('that Meta alone knows to be wrong is found by halving', async () => {
    const refusal = { status: 400, body: { error: { code: 100, message: 'Invalid parameter' } } };
    server.answerWith(refusal, taken, refusal, refusal, taken);
    const events = ['a', 'b', 'c', 'd'].map((event_id) => ({ ...event, event_id }));
    const report = await send(events);
    expect(report).toMatchObject({ accepted: ['a', 'b', 'd'], refused: [{ event_id: 'c', code: 'PLATFORM_REFUSED' }] });
  });
  it('goes in requests of a thousand', async () => {
    server.answerWith(taken, taken);
    const events = Array.from({ length: 1_001 }, (_, index) => ({ ...event, event_id: `e${index}` }));
    const sent = await sentBy(async () => send(events));
    expect(sent.map((each) => each.body.data.length)).toEqual([1_000, 1]);
  });
  it('whose answer was lost may be sent again: nothing is left open', async () => {
    server.answerWith({ drop: true });
    await expect(send([event])).rejects.toMatchObject({ code: 'PLATFORM_UNAVAILABLE' });
  });
});
