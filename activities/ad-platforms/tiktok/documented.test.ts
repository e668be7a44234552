import { describe, expect, it } from 'vitest';
import { named, pageOf, replayedTiktok, success } from '../../../tests/ad-platforms/replayed-tiktok.ts';

/**
 * The requests that TikTok documents, byte by byte: paths end with a slash, lists and objects in a query are JSON, amounts are
 * JSON numbers in major units, moments are UTC.
 */
const tiktok = replayedTiktok();
const root = '/open_api/v1.3/';
const A = '7050050050051';
const C = '1830000000000001';
const G = '1830000000000011';
const D = '1830000000000021';
const daily = { budget: 400, budget_mode: 'BUDGET_MODE_DAY' };
const group = {
  adgroup_id: G,
  ...daily,
  schedule_type: 'SCHEDULE_FROM_NOW',
  schedule_start_time: '2026-11-01 08:00:00',
};
const platform = () => tiktok.adapter({ page_size: 10 });
const { campaign, ad_set, ad } = named;
const request_id = 'r';

describe('a GET is sent as documented', () => {
  const range = { since: '2026-11-01', until: '2026-11-07' } as const;
  it.each([
    [
      'campaign/get/',
      () => platform().readEntity(campaign),
      `?advertiser_id=${A}&filtering={"campaign_ids":["${C}"]}&fields=["campaign_id","campaign_name","operation_status","budget","budget_mode"]&page=1&page_size=10`,
    ],
    [
      'ad/get/',
      () => platform().readEntity(ad),
      `?advertiser_id=${A}&filtering={"ad_ids":["${D}"]}&fields=["ad_id","ad_name","adgroup_id","operation_status","ad_format","video_id","image_ids"]&page=1&page_size=10`,
    ],
    [
      'report/integrated/get/',
      () => platform().readInsights({ reference: ad, grain: 'day', ...range }),
      `?advertiser_id=${A}&report_type=BASIC&data_level=AUCTION_AD&dimensions=["ad_id","stat_time_day"]&metrics=["spend","impressions","clicks","conversion","total_purchase_value","reach","frequency","likes","comments","shares","follows","video_play_actions","video_views_p100"]&start_date=2026-11-01&end_date=2026-11-07&filtering=[{"field_name":"ad_ids","filter_type":"IN","filter_value":"[\\"${D}\\"]"}]&page=1&page_size=10`,
    ],
  ] as const)('%s', async (path, call, query) => {
    tiktok.answerWith(pageOf());
    await call().catch(() => undefined);
    const [request] = tiktok.sent();
    expect(`${request?.method} ${decodeURIComponent(request?.target ?? '')}`).toBe(`GET ${root}${path}${query}`);
    expect(request?.headers['access-token']).toBe('a-token');
    expect(request?.body).toBe('');
  });
});

describe('a POST is sent as documented', () => {
  it.each([
    [
      'campaign/update/',
      { reference: campaign, field: 'daily_budget_minor', value: 46_050 },
      pageOf({ campaign_id: C, ...daily }),
      `{"advertiser_id":"${A}","campaign_id":"${C}","budget":460.5}`,
    ],
    [
      'adgroup/budget/update/',
      { reference: ad_set, field: 'daily_budget_minor', value: 46_050 },
      pageOf(group),
      `{"advertiser_id":"${A}","budget":[{"adgroup_id":"${G}","budget":460.5}]}`,
    ],
    [
      'adgroup/update/',
      { reference: ad_set, field: 'bid_amount_minor', value: 130 },
      pageOf({ ...group, billing_event: 'CPC' }),
      `{"advertiser_id":"${A}","adgroup_id":"${G}","bid_price":1.3}`,
    ],
    [
      'adgroup/update/',
      { reference: ad_set, field: 'bid_amount_minor', value: 3_200 },
      pageOf({ ...group, billing_event: 'OCPM' }),
      `{"advertiser_id":"${A}","adgroup_id":"${G}","conversion_bid_price":32}`,
    ],
    [
      'adgroup/update/',
      { reference: ad_set, field: 'starts_at', value: '2026-12-01T09:30:00.000Z' },
      pageOf(group),
      `{"advertiser_id":"${A}","adgroup_id":"${G}","schedule_type":"SCHEDULE_FROM_NOW","schedule_start_time":"2026-12-01 09:30:00"}`,
    ],
    [
      'adgroup/update/',
      { reference: ad_set, field: 'included_audience_ids', value: '30,4' },
      null,
      `{"advertiser_id":"${A}","adgroup_id":"${G}","audience_ids":["30","4"]}`,
    ],
    [
      'adgroup/update/',
      { reference: ad_set, field: 'excluded_audience_ids', value: '7' },
      null,
      `{"advertiser_id":"${A}","adgroup_id":"${G}","excluded_audience_ids":["7"]}`,
    ],
    [
      'campaign/status/update/',
      { reference: campaign, field: 'status', value: 'paused' },
      null,
      `{"advertiser_id":"${A}","campaign_ids":["${C}"],"operation_status":"DISABLE"}`,
    ],
    [
      'adgroup/status/update/',
      { reference: ad_set, field: 'status', value: 'active' },
      null,
      `{"advertiser_id":"${A}","adgroup_ids":["${G}"],"operation_status":"ENABLE"}`,
    ],
    [
      'ad/status/update/',
      { reference: ad, field: 'status', value: 'paused' },
      null,
      `{"advertiser_id":"${A}","ad_ids":["${D}"],"operation_status":"DISABLE"}`,
    ],
    [
      'ad/update/',
      { reference: ad, field: 'creative_id', value: 'image-2' },
      pageOf({ ad_id: D, adgroup_id: G, ad_format: 'SINGLE_IMAGE', image_ids: ['image-1'] }),
      `{"advertiser_id":"${A}","adgroup_id":"${G}","patch_update":true,"creatives":[{"ad_id":"${D}","image_ids":["image-2"]}]}`,
    ],
  ] as const)('%s %o', async (path, write, live, body) => {
    tiktok.answerWith(...(live === null ? [] : [live]), success());
    await platform().write({ ...write, request_id });
    const request = tiktok.sent().at(-1);
    expect(`${request?.method} ${request?.target}`).toBe(`POST ${root}${path}`);
    expect(request?.body).toBe(body);
    expect(request?.headers).toMatchObject({ 'access-token': 'a-token', 'content-type': 'application/json' });
  });

  it('event/track/', async () => {
    tiktok.answerWith(success());
    await platform().sendConversions?.({
      destination: 'C1PIXELCODE',
      events: [
        {
          ...{ event_id: 'e1', event_name: 'purchase', happened_at: '2026-11-20T08:00:00Z', order_id: 'o-1' },
          ...{ value_minor: 9_990, currency: 'EUR', source: 'website', page_url: 'https://shop.example/thanks' },
          click_ids: { ttclid: 'E.C.P-AbC' },
          person: { phone: '(+1) 213 373 4253', external_id: 'user_123' },
          consent: { ad_user_data: true, ad_personalization: true },
        },
      ],
    });
    // The hashes are those that TikTok prints beside its rules for "+12133734253" and "user_123".
    expect(tiktok.lines()).toEqual([
      `POST ${root}event/track/ {"event_source":"web","event_source_id":"C1PIXELCODE","data":[{"event":"Purchase","event_time":1795161600,"event_id":"e1","user":{"phone":["9f7ec22d72092cd3c0b58726ed9c2d91b92e51a3f29837508fb2948bb22dd2fd"],"external_id":["80fba0ae1c48e3978e43e4efc365e14e12ea0c830ba8ba5b9a2dafc7e3f2ab8b"],"ttclid":"E.C.P-AbC"},"properties":{"value":99.9,"currency":"EUR","order_id":"o-1"},"page":{"url":"https://shop.example/thanks"}}]}`,
    ]);
  });
});
