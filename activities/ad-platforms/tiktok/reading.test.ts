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

describe('reading entities', () => {
  it('a campaign comes in our terms, and unknown fields are ignored', async () => {
    tiktok.answerWith({ body: recorded('campaign') });
    expect(await tiktok.adapter().readEntity(named.campaign)).toEqual({
      ...named.campaign,
      platform: 'tiktok_ads',
      parent_id: null,
      name: 'Autumn boots',
      status: 'active',
      daily_budget_minor: 40_000,
      lifetime_budget_minor: null,
      bid_amount_minor: null,
      bid_strategy: null,
      creative_id: null,
      starts_at: null,
      ends_at: null,
      included_audience_ids: null,
      excluded_audience_ids: null,
      audience_expansion: null,
      content_digest: null,
      currency: 'USD',
      in_learning: null,
      read_at: '2026-11-21T12:00:00.000Z',
    });
  });
  it('the token travels in its header and never in the address, and paths end with a slash', async () => {
    tiktok.answerWith({ body: recorded('campaign') });
    await tiktok.adapter().readEntity(named.campaign);
    const [request] = tiktok.sent();
    expect(request?.path).toBe('/open_api/v1.3/campaign/get/');
    expect(request?.headers['access-token']).toBe('a-token');
    expect(request?.target).not.toContain('token');
    expect(request?.query).toEqual({
      advertiser_id: '7050050050051',
      filtering: '{"campaign_ids":["1830000000000001"]}',
      fields: '["campaign_id","campaign_name","operation_status","budget","budget_mode"]',
      page: '1',
      page_size: '1000',
    });
  });
  it('ad groups are read to the last page, each with the bid, budget, schedule and audiences that it holds', async () => {
    tiktok.answerWith({ body: recorded('ad-groups-page-1') }, { body: recorded('ad-groups-page-2') });
    const [hikers, runners, ...more] = await tiktok.adapter({ page_size: 1 }).listChildren(named.campaign);
    expect(more).toEqual([]);
    expect(hikers).toMatchObject({
      ...{ entity_id: '1830000000000011', parent_id: '1830000000000001', status: 'active' },
      ...{ daily_budget_minor: null, lifetime_budget_minor: null, bid_amount_minor: 288 },
      ...{ starts_at: '2026-11-01T08:00:00.000Z', ends_at: '2026-12-31T22:59:59.000Z' },
      ...{ included_audience_ids: '200,30,4', excluded_audience_ids: '' },
    });
    expect(runners).toMatchObject({
      ...{ entity_id: '1830000000000012', status: 'paused', bid_amount_minor: 180 },
      ...{ daily_budget_minor: null, lifetime_budget_minor: 1550, ends_at: null, included_audience_ids: '' },
    });
    expect(tiktok.sent().map(({ query }) => [query.filtering, query.page, query.page_size])).toEqual([
      ['{"campaign_ids":["1830000000000001"]}', '1', '1'],
      ['{"campaign_ids":["1830000000000001"]}', '2', '1'],
    ]);
  });
  it('an ad shows its video, or else its image, and a status nobody knows is `other`', async () => {
    tiktok.answerWith({ body: recorded('ads') });
    const found = await tiktok.adapter().listChildren(named.ad_set);
    expect(found.map((each) => [each.creative_id, each.status, each.parent_id])).toEqual([
      ['ad-site-i18n-sg/202611015d0d1', 'active', '1830000000000011'],
      ['v10033g50000cl0abc', 'other', '1830000000000011'],
    ]);
  });
  it('an ad group that TikTok bids for by itself, or for a return, has no bid', async () => {
    const group = { adgroup_id: '1', billing_event: 'OCPM', conversion_bid_price: 9, bid_price: 3 };
    const states = [
      { ...group, bid_type: 'BID_TYPE_NO_BID' },
      { ...group, bid_type: 'BID_TYPE_CUSTOM', deep_bid_type: 'VO_MIN_ROAS' },
      { ...group, billing_event: 'CPV' },
      { ...group, billing_event: null, optimization_goal: 'LEAD_GENERATION' },
      { ...group, billing_event: null, optimization_goal: 'REACH' },
    ];
    tiktok.answerWith(...states.map((state) => pageOf(state)));
    const platform = tiktok.adapter();
    const bids = [];
    for (const _ of states) bids.push((await platform.readEntity(named.ad_set)).bid_amount_minor);
    expect(bids).toEqual([null, null, 300, 900, 300]);
  });
  it('an average over seven days counts as a daily budget', async () => {
    tiktok.answerWith(pageOf({ campaign_id: 1, budget: '12.34', budget_mode: 'BUDGET_MODE_DYNAMIC_DAILY_BUDGET' }));
    const state = await tiktok.adapter().readEntity(named.campaign);
    expect(state).toMatchObject({ entity_id: '1', name: '1', daily_budget_minor: 1234, status: 'other' });
  });
  it.each(['campaign', 'ad_set', 'ad'] as const)('an empty list says that there is no such %s', async (entity_type) => {
    tiktok.answerWith(pageOf());
    const reading = tiktok.adapter().readEntity({ ...named.campaign, entity_type });
    await expect(reading).rejects.toMatchObject({ code: 'PLATFORM_NOT_FOUND' });
  });
  it('an answer without a needed field is named as such', async () => {
    tiktok.answerWith(pageOf({ name: 'no id' }), { body: 'garbage' }, { body: { code: 0 } });
    const platform = tiktok.adapter();
    for (const _ of [1, 2, 3])
      await expect(platform.readEntity(named.campaign)).rejects.toMatchObject({ code: 'PLATFORM_ANSWER_INVALID' });
  });
  it('an ad has nothing below it, and nothing is sent', async () => {
    const below = tiktok.adapter().listChildren(named.ad);
    await expect(below).rejects.toMatchObject({ code: 'PLATFORM_CAPABILITY_MISSING' });
    expect(tiktok.sent()).toEqual([]);
  });
  it('a list that never ends is given up', async () => {
    const page = success({ list: [{ campaign_id: 1 }], page_info: { total_page: 1_000_000 } });
    tiktok.answerWith(...Array.from({ length: 1_000 }, () => page));
    const endless = tiktok.adapter().listCampaigns();
    await expect(endless).rejects.toMatchObject({ code: 'PLATFORM_ANSWER_INVALID', details: { pages: 1_000 } });
    expect(tiktok.sent()).toHaveLength(1_000);
  });
});

describe('reading the account', () => {
  it('its place in the world is taken before its offset', async () => {
    tiktok.answerWith({ body: recorded('advertiser') });
    expect(await tiktok.adapter().readAccount()).toEqual({
      account_id: '7050050050051',
      name: 'Alder & Finch Clips',
      currency: 'USD',
      timezone: 'America/New_York',
    });
    expect(tiktok.lines()).toEqual([
      'GET /open_api/v1.3/advertiser/info/?advertiser_ids=["7050050050051"]&fields=["advertiser_id","name","currency","timezone","display_timezone"]',
    ]);
  });
  it('an advertiser that the token may not see is not found', async () => {
    tiktok.answerWith(success({ list: [] }));
    await expect(tiktok.adapter().readAccount()).rejects.toMatchObject({ code: 'PLATFORM_NOT_FOUND' });
  });
  it('campaigns are listed without a filter, which leaves deleted ones out', async () => {
    tiktok.answerWith({ body: recorded('campaign') });
    expect((await tiktok.adapter().listCampaigns()).map((each) => each.entity_id)).toEqual(['1830000000000001']);
    expect(tiktok.sent()[0]?.query).not.toHaveProperty('filtering');
  });
  it('audiences have a kind, a size and say whether they can be used', async () => {
    tiktok.answerWith({ body: recorded('audiences') });
    expect(await tiktok.adapter().listAudiences()).toEqual([
      { audience_id: '200', name: 'Buyers', kind: 'custom', size: 4800, ready: true },
      { audience_id: '201', name: 'Like buyers', kind: 'lookalike', size: 0, ready: false },
      { audience_id: '202', name: '202', kind: 'other', size: null, ready: true },
    ]);
    expect(tiktok.sent()[0]?.target).toBe(
      '/open_api/v1.3/dmp/custom_audience/list/?advertiser_id=7050050050051&page=1&page_size=100',
    );
  });
  it('health is the cheapest authorised read', async () => {
    tiktok.answerWith({ body: recorded('advertiser') }, refused(40_001));
    expect(await tiktok.adapter().healthCheck()).toBe(true);
    expect(await tiktok.adapter().healthCheck()).toBe(false);
  });
});
