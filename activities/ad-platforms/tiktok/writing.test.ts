import { describe, expect, it } from 'vitest';
import {
  named,
  pageOf,
  recorded,
  refused,
  replayedTiktok,
  success,
} from '../../../tests/ad-platforms/replayed-tiktok.ts';

const tiktok = replayedTiktok();
const request_id = '3f1c/1';
const { campaign, ad_set, ad } = named;
const day = pageOf({ campaign_id: campaign.entity_id, budget: 400, budget_mode: 'BUDGET_MODE_DAY' });
const group = (more: object) => pageOf({ adgroup_id: ad_set.entity_id, ...more });
const from = (path: string) => tiktok.sent().findLast((request) => request.path === `/open_api/v1.3/${path}`);

describe('a status', () => {
  it.each([
    [campaign, 'paused', 'campaign/status/update/', '"campaign_ids":["1830000000000001"],"operation_status":"DISABLE"'],
    [ad_set, 'active', 'adgroup/status/update/', '"adgroup_ids":["1830000000000011"],"operation_status":"ENABLE"'],
    [ad, 'paused', 'ad/status/update/', '"ad_ids":["1830000000000021"],"operation_status":"DISABLE"'],
  ] as const)('of %o is set to %s with one request', async (reference, value, path, body) => {
    tiktok.answerWith(success({ status: 'DISABLE' }));
    const written = await tiktok.adapter().write({ reference, field: 'status', value, request_id });
    expect(written).toEqual({ platform_request_id: 'R1' });
    expect(tiktok.lines()).toEqual([`POST /open_api/v1.3/${path} {"advertiser_id":"7050050050051",${body}}`]);
    expect(tiktok.sent()[0]?.headers).toMatchObject({
      ...{ 'access-token': 'a-token', 'content-type': 'application/json' },
    });
  });
});

describe('money', () => {
  it.each([
    [campaign, day, 46_000, 'campaign/update/', '"campaign_id":"1830000000000001","budget":460}'],
    [
      ...([ad_set, group({ budget: 20, budget_mode: 'BUDGET_MODE_DAY' }), 1_999] as const),
      ...(['adgroup/budget/update/', '"budget":[{"adgroup_id":"1830000000000011","budget":19.99}]}'] as const),
    ],
  ] as const)('a daily budget of %o goes out in major units', async (reference, live, value, path, body) => {
    tiktok.answerWith(live, success());
    await tiktok.adapter().write({ reference, field: 'daily_budget_minor', value, request_id });
    expect(from(path)?.body).toBe(`{"advertiser_id":"7050050050051",${body}`);
    expect(tiktok.sent()).toHaveLength(2);
  });
  it('a lifetime budget is set where there is one', async () => {
    const total = pageOf({ campaign_id: campaign.entity_id, budget: 9_000, budget_mode: 'BUDGET_MODE_TOTAL' });
    tiktok.answerWith(total, success(), group({ budget: 50, budget_mode: 'BUDGET_MODE_TOTAL' }), success());
    const field = 'lifetime_budget_minor';
    await tiktok.adapter().write({ reference: campaign, field, value: 1_000_050, request_id });
    expect(from('campaign/update/')?.body).toContain('"budget":10000.5}');
    await tiktok.adapter().write({ reference: ad_set, field, value: 5_500, request_id });
    expect(from('adgroup/budget/update/')?.body).toContain('"budget":55}]');
  });
  it.each([
    ['BUDGET_MODE_TOTAL', 'daily_budget_minor'],
    ['BUDGET_MODE_DAY', 'lifetime_budget_minor'],
    ['BUDGET_MODE_INFINITE', 'daily_budget_minor'],
    [null, 'daily_budget_minor'],
  ] as const)('under %s no %s is set, because TikTok would take it for the other', async (budget_mode, field) => {
    tiktok.answerWith(pageOf({ campaign_id: 1, budget: 5, budget_mode }));
    const writing = tiktok.adapter().write({ reference: campaign, field, value: 100, request_id });
    await expect(writing).rejects.toMatchObject({ code: 'PLATFORM_REFUSED' });
    expect(tiktok.sent()).toHaveLength(1);
  });
  it.each([
    [{ billing_event: 'OCPM', bid_type: 'BID_TYPE_CUSTOM' }, '"conversion_bid_price":2.88'],
    [{ billing_event: 'CPC', bid_type: 'BID_TYPE_CUSTOM' }, '"bid_price":2.88'],
    [{ billing_event: 'CPM' }, '"bid_price":2.88'],
    [{ optimization_goal: 'CONVERT' }, '"conversion_bid_price":2.88'],
  ])('a bid under %o is set as %s', async (live, body) => {
    tiktok.answerWith(group(live), success());
    await tiktok.adapter().write({ reference: ad_set, field: 'bid_amount_minor', value: 288, request_id });
    expect(from('adgroup/update/')?.body).toBe(
      `{"advertiser_id":"7050050050051","adgroup_id":"1830000000000011",${body}}`,
    );
  });
  it('no bid is set where TikTok bids by itself', async () => {
    tiktok.answerWith(group({ billing_event: 'OCPM', bid_type: 'BID_TYPE_NO_BID' }));
    const writing = tiktok.adapter().write({ reference: ad_set, field: 'bid_amount_minor', value: 288, request_id });
    await expect(writing).rejects.toMatchObject({ code: 'PLATFORM_REFUSED' });
    expect(tiktok.sent()).toHaveLength(1);
  });
});

describe('a schedule', () => {
  const ends = { schedule_type: 'SCHEDULE_START_END', schedule_end_time: '2026-12-31 22:59:59' };
  const open = { schedule_type: 'SCHEDULE_FROM_NOW', schedule_end_time: '2036-11-01 08:00:00' };
  const start = { schedule_start_time: '2026-11-01 08:00:00' };
  const both = (begin: string, end: string) =>
    `"schedule_type":"SCHEDULE_START_END","schedule_start_time":"${begin}","schedule_end_time":"${end}"}`;
  it.each([
    ['starts_at', '2026-12-01T09:30:00.000Z', ends, both('2026-12-01 09:30:00', '2026-12-31 22:59:59')],
    [
      ...(['starts_at', '2026-12-01T09:30:00.000Z', open] as const),
      '"schedule_type":"SCHEDULE_FROM_NOW","schedule_start_time":"2026-12-01 09:30:00"}',
    ],
    ['ends_at', '2027-01-31T00:00:00+01:00', open, both('2026-11-01 08:00:00', '2027-01-30 23:00:00')],
    [
      ...(['ends_at', '', ends] as const),
      '"schedule_type":"SCHEDULE_FROM_NOW","schedule_start_time":"2026-11-01 08:00:00"}',
    ],
  ] as const)('%s %s goes out in UTC with what stays as it is', async (field, value, live, body) => {
    tiktok.answerWith(group({ ...start, ...live }), success());
    await tiktok.adapter().write({ reference: ad_set, field, value, request_id });
    expect(from('adgroup/update/')?.body).toBe(
      `{"advertiser_id":"7050050050051","adgroup_id":"1830000000000011",${body}`,
    );
  });
  it.each([
    ['starts_at', '2026-12-01T09:30:00.500Z', start],
    ['starts_at', 'tomorrow', start],
    ['ends_at', '2026-12-01T09:30:00Z', {}],
    ['ends_at', 5, start],
  ] as const)('%s %s is refused, and nothing is changed', async (field, value, live) => {
    tiktok.answerWith(group(live));
    const writing = tiktok.adapter().write({ reference: ad_set, field, value, request_id });
    await expect(writing).rejects.toMatchObject({ code: 'PLATFORM_REFUSED' });
    expect(tiktok.sent()).toHaveLength(1);
  });
});

describe('audiences', () => {
  it.each([
    ['included_audience_ids', '200,30,4', '"audience_ids":["200","30","4"]}'],
    ['excluded_audience_ids', '7', '"excluded_audience_ids":["7"]}'],
    ['excluded_audience_ids', '', '"excluded_audience_ids":[]}'],
  ] as const)('%s %s replace the list with one request', async (field, value, body) => {
    tiktok.answerWith(success());
    await tiktok.adapter().write({ reference: ad_set, field, value, request_id });
    expect(tiktok.lines()).toEqual([
      `POST /open_api/v1.3/adgroup/update/ {"advertiser_id":"7050050050051","adgroup_id":"1830000000000011",${body}`,
    ]);
  });
});

describe('what an ad shows', () => {
  it.each([
    [0, ad, '"image_ids":["ad-site-i18n-sg/2"]'],
    [1, { ...ad, entity_id: '1830000000000022' }, '"video_id":"ad-site-i18n-sg/2"'],
  ] as const)('is changed alone, as the kind that ad %i is of', async (index, reference, shown) => {
    const list = JSON.parse(JSON.stringify(recorded('ads'))).data.list;
    tiktok.answerWith(pageOf(list[index]), success({ ad_ids: [reference.entity_id] }));
    await tiktok.adapter().write({ reference, field: 'creative_id', value: 'ad-site-i18n-sg/2', request_id });
    expect(from('ad/update/')?.body).toBe(
      `{"advertiser_id":"7050050050051","adgroup_id":"1830000000000011","patch_update":true,"creatives":[{"ad_id":"${reference.entity_id}",${shown}}]}`,
    );
  });
});

describe('what cannot be written', () => {
  it.each([
    [ad, 'bid_amount_minor', 100, 'PLATFORM_CAPABILITY_MISSING', 0],
    [campaign, 'starts_at', '2026-12-01T00:00:00Z', 'PLATFORM_CAPABILITY_MISSING', 0],
    [ad_set, 'audience_expansion', 'on', 'PLATFORM_CAPABILITY_MISSING', 0],
    [campaign, 'status', 'deleted', 'PLATFORM_REFUSED', 0],
    [ad_set, 'included_audience_ids', 5, 'PLATFORM_REFUSED', 0],
    [campaign, 'daily_budget_minor', 12.5, 'PLATFORM_REFUSED', 1],
    [campaign, 'daily_budget_minor', 0, 'PLATFORM_REFUSED', 1],
    [campaign, 'daily_budget_minor', '5', 'PLATFORM_REFUSED', 1],
  ] as const)('%o %s %s is refused after looking at most', async (reference, field, value, code, reads) => {
    tiktok.answerWith(...(reads === 1 ? [day] : []));
    await expect(tiktok.adapter().write({ reference, field, value, request_id })).rejects.toMatchObject({ code });
    expect(tiktok.sent().map((request) => request.method)).toEqual(reads === 1 ? ['GET'] : []);
  });
  it('an ad that is asked to show nothing is refused', async () => {
    tiktok.answerWith({ body: recorded('ads') });
    const writing = tiktok.adapter().write({ reference: ad, field: 'creative_id', value: '', request_id });
    await expect(writing).rejects.toMatchObject({ code: 'PLATFORM_REFUSED' });
  });
  it('an entity that is gone is named, and nothing is sent', async () => {
    tiktok.answerWith(pageOf());
    const budget = { reference: campaign, field: 'daily_budget_minor', value: 100, request_id } as const;
    await expect(tiktok.adapter().write(budget)).rejects.toMatchObject({ code: 'PLATFORM_NOT_FOUND' });
  });
  it('what is listed as failed in a success was not done', async () => {
    const failed = { adgroup_ids: [], error_list: [{ adgroup_id: ad_set.entity_id, error_message: 'It is deleted.' }] };
    tiktok.answerWith(success(failed));
    const writing = tiktok.adapter().write({ reference: ad_set, field: 'status', value: 'paused', request_id });
    await expect(writing).rejects.toMatchObject({ code: 'PLATFORM_REFUSED', message: 'TikTok: It is deleted.' });
  });
  it('TikTok’s own words come along with its refusal', async () => {
    tiktok.answerWith(day, refused(40_002, 'Budget must be at least 50.'));
    const budget = { reference: campaign, field: 'daily_budget_minor', value: 100, request_id } as const;
    await expect(tiktok.adapter().write(budget)).rejects.toMatchObject({
      ...{ code: 'PLATFORM_REFUSED', message: 'TikTok: Budget must be at least 50.' },
      details: { tiktok_code: 40_002, trace_id: 'R2' },
    });
  });
});
