import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { account, startTiktok } from './test-account.ts';

let tiktok: Awaited<ReturnType<typeof startTiktok>>;
beforeAll(async () => {
  tiktok = await startTiktok();
  await tiktok.begin({ included_audience_ids: ['777'], ends_at: '2026-12-31T00:00:00.000Z' });
});
afterAll(() => tiktok.stop());

describe('lists', () => {
  it('of campaigns have the envelope, rows and page_info of the page', async () => {
    const answer = await tiktok.get('campaign/get/', { filtering: { campaign_ids: ['9001'] } });
    expect(answer).toEqual({
      code: 0,
      message: 'OK',
      request_id: expect.any(String),
      data: {
        list: [
          expect.objectContaining({
            campaign_id: '9001',
            advertiser_id: account.external_id,
            campaign_name: 'Test',
            operation_status: 'ENABLE',
            secondary_status: 'CAMPAIGN_STATUS_ENABLE',
            budget_mode: 'BUDGET_MODE_INFINITE',
            budget: 0,
          }),
        ],
        page_info: { page: 1, page_size: 10, total_number: 1, total_page: 1 },
      },
    });
  });

  it('of ad groups tell budget and bid as numbers in major units, the schedule in UTC, and audiences', async () => {
    const { data } = await tiktok.get('adgroup/get/', { filtering: { campaign_ids: ['9001'] } });
    expect(data.list).toEqual([
      expect.objectContaining({
        adgroup_id: '9002',
        campaign_id: '9001',
        adgroup_name: 'Test – ad set',
        budget_mode: 'BUDGET_MODE_DAY',
        budget: 400,
        bid_type: 'BID_TYPE_CUSTOM',
        billing_event: 'CPC',
        bid_price: 2.5,
        deep_bid_type: null,
        schedule_type: 'SCHEDULE_START_END',
        schedule_end_time: '2026-12-31 00:00:00',
        audience_ids: ['777'],
        excluded_audience_ids: [],
        secondary_status: 'ADGROUP_STATUS_DELIVERY_OK',
      }),
    ]);
  });

  it('of ads tell their image', async () => {
    const { data } = await tiktok.get('ad/get/', {
      filtering: { adgroup_ids: ['9002'] },
      fields: ['ad_id', 'image_ids', 'ad_format'],
    });
    expect(data.list).toEqual([
      { ad_id: '9003', image_ids: ['9005'], ad_format: 'SINGLE_IMAGE' },
      { ad_id: '9004', image_ids: ['9006'], ad_format: 'SINGLE_IMAGE' },
    ]);
  });

  it('come in pages, and an unknown id is an empty list', async () => {
    const second = await tiktok.get('ad/get/', { page: '2', page_size: '1' });
    expect(second.data).toMatchObject({
      list: [{ ad_id: '9004' }],
      page_info: { page: 2, page_size: 1, total_number: 2, total_page: 2 },
    });
    const none = await tiktok.get('campaign/get/', { filtering: { campaign_ids: ['42'] } });
    expect(none).toMatchObject({ code: 0, data: { list: [], page_info: { total_number: 0, total_page: 0 } } });
  });

  it('hide what is deleted, until it is asked for', async () => {
    await tiktok.post('ad/status/update/', { ad_ids: ['9004'], operation_status: 'DELETE' });
    const ids = async (filtering?: object) =>
      JSON.stringify(
        (await tiktok.get('ad/get/', { fields: ['ad_id'], ...(filtering ? { filtering } : {}) })).data.list,
      );
    expect(await ids()).toBe('[{"ad_id":"9003"}]');
    expect(await ids({ primary_status: 'STATUS_DELETE' })).toBe('[{"ad_id":"9004"}]');
    expect(await ids({ primary_status: 'STATUS_ALL', secondary_status: 'AD_STATUS_DELETE' })).toBe(
      '[{"ad_id":"9004"}]',
    );
  });

  it('of the account: name, currency and time zone', async () => {
    const answer = await tiktok.call(
      'GET',
      `advertiser/info/?advertiser_ids=${encodeURIComponent(`["${account.external_id}"]`)}`,
    );
    expect(answer.data.list).toEqual([
      expect.objectContaining({
        advertiser_id: account.external_id,
        currency: 'USD',
        display_timezone: 'America/New_York',
      }),
    ]);
    const other = await tiktok.call('GET', `advertiser/info/?advertiser_ids=${encodeURIComponent('["1"]')}`);
    expect(other.data.list).toEqual([]);
    const owned = await tiktok.call('GET', 'oauth2/advertiser/get/?app_id=1&secret=s');
    expect(owned.data.list).toEqual([{ advertiser_id: account.external_id, advertiser_name: 'Test account' }]);
  });
});

describe('a call is refused, in HTTP 200 and with a code,', () => {
  it.each([
    ['without a token', 'campaign/get/', { 'access-token': '' }, 40105],
    ['with a wrong token', 'campaign/get/', { 'access-token': 'other' }, 40105],
    ['without the slash at the end', 'campaign/get', {}, 40002],
    ['for an endpoint that is none', 'label/get/', {}, 40002],
  ])('%s', async (_, path, headers, code) => {
    const answer = await tiktok.call('GET', `${path}?advertiser_id=${account.external_id}`, undefined, headers);
    expect(answer).toMatchObject({ code, data: {}, request_id: expect.any(String) });
  });

  it.each([
    ['a list that is not JSON', { fields: 'campaign_id,budget' }, 'fields'],
    ['broken JSON', { filtering: '{"campaign_ids":' }, 'filtering'],
    ['ids that are numbers', { filtering: { campaign_ids: [9001] } }, 'filtering.campaign_ids'],
    ['an unknown filter', { filtering: { name: 'x' } }, 'filtering'],
    ['an unknown parameter', { limit: '10' }, 'limit'],
    ['an unknown field', { fields: ['daily_budget'] }, 'daily_budget'],
    ['a page that is too long', { page_size: '1001' }, 'page_size'],
    ['a page that is none', { page: '0' }, 'page'],
  ])('for %s, by name', async (_, query, name) => {
    const answer = await tiktok.get('campaign/get/', query);
    expect(answer).toMatchObject({ code: 40002, message: expect.stringContaining(name) });
  });

  it('for another advertiser, and for none', async () => {
    expect((await tiktok.get('campaign/get/', { advertiser_id: '1' })).code).toBe(40001);
    expect((await tiktok.call('GET', 'campaign/get/')).code).toBe(40002);
  });
});
