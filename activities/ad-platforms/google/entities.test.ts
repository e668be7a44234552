import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EntityReference, entityStateSchema } from '../../../contracts/ad-platform.ts';
import {
  type GoogleReplay,
  googleFixture,
  openGoogleReplay,
  stream,
} from '../../../tests/ad-platforms/google-replay.ts';

let replay: GoogleReplay;
beforeAll(async () => {
  replay = await openGoogleReplay();
});
afterAll(() => replay.server.stop());

const reference = (entity_type: EntityReference['entity_type'], entity_id: string): EntityReference => ({
  ...{ account_id: '1', entity_type, entity_id },
});
const campaign = reference('campaign', '111');
const nothing = stream();
const adGroup = (id: string, more: object = {}, strategy: string | null = 'MANUAL_CPC') => ({
  adGroup: { id, name: `Group ${id}`, status: 'ENABLED', ...more },
  campaign: { id: '111', ...(strategy === null ? {} : { biddingStrategyType: strategy }) },
});
const ad = (id: string, status = 'ENABLED', more: object = {}) => ({
  adGroupAd: { resourceName: `customers/1/adGroupAds/222~${id}`, status, ad: { id, ...more } },
  adGroup: { id: '222' },
});

describe('reading a campaign', () => {
  it('it comes with its budget, its times in UTC and its audiences, and unknown fields are ignored', async () => {
    replay.server.answerWith({ body: googleFixture('campaign') }, { body: googleFixture('campaign-criteria') });
    const state = await replay.adapter().readEntity(campaign);
    expect(entityStateSchema.parse(state)).toEqual({
      platform: 'google_ads',
      account_id: '1',
      entity_type: 'campaign',
      entity_id: '111',
      parent_id: null,
      name: 'Autumn boots',
      status: 'active',
      daily_budget_minor: 40_000,
      lifetime_budget_minor: null,
      bid_amount_minor: null,
      bid_strategy: 'MANUAL_CPC',
      creative_id: null,
      starts_at: '2026-10-31T23:00:00.000Z',
      ends_at: '2026-12-24T22:59:59.000Z',
      included_audience_ids: '71,72',
      excluded_audience_ids: '79',
      audience_expansion: null,
      content_digest: null,
      currency: 'USD',
      in_learning: null,
      read_at: '2026-11-21T12:00:00.000Z',
    });
  });
  it('the token travels in a header, the manager account in another, and no developer token where none is set', async () => {
    replay.server.answerWith({ body: googleFixture('campaign') }, nothing);
    await replay.adapter().readEntity(campaign);
    const [request] = replay.sent();
    expect(request?.method).toBe('POST');
    expect(request?.path).toBe('/v26/customers/1/googleAds:searchStream');
    expect(request?.query).toEqual({});
    expect(request?.headers).toMatchObject({ authorization: 'Bearer a-token', 'login-customer-id': '9' });
    expect(request?.headers).not.toHaveProperty('developer-token');
  });
  it('dashes of ids are left out, and the settings decide about both headers', async () => {
    replay.server.answerWith({ body: googleFixture('campaign') }, nothing);
    const adapter = replay.adapter({ account_id: '123-456-7890', login_customer_id: null, developer_token: 'D' });
    expect((await adapter.readEntity(campaign)).account_id).toBe('123-456-7890');
    const [request] = replay.sent();
    expect(request?.path).toBe('/v26/customers/1234567890/googleAds:searchStream');
    expect(request?.headers).toMatchObject({ 'developer-token': 'D' });
    expect(request?.headers).not.toHaveProperty('login-customer-id');
  });
  it.each([
    ['a budget for its whole time', { period: 'CUSTOM_PERIOD', totalAmountMicros: '5000000000' }, [null, 500_000]],
    ['a daily budget without its period', { amountMicros: 12_340_000 }, [1_234, null]],
    ['no budget', null, [null, null]],
  ])('%s is told as it is', async (_name, campaignBudget, [daily, life]) => {
    replay.server.answerWith(stream([{ campaign: { id: 111, status: 'PAUSED' }, campaignBudget }]), nothing);
    expect(await replay.adapter().readEntity(campaign)).toMatchObject({
      ...{ daily_budget_minor: daily, lifetime_budget_minor: life, status: 'paused', name: '111' },
      ...{ starts_at: null, ends_at: null, included_audience_ids: '', excluded_audience_ids: '' },
    });
  });
  it('a campaign without end is one, though Google writes a day of 2037', async () => {
    const row = { campaign: { id: '111', status: 'toString', endDateTime: '2037-12-30 23:59:59' } };
    replay.server.answerWith(stream([row]), nothing);
    expect(await replay.adapter().readEntity(campaign)).toMatchObject({ ends_at: null, status: 'other' });
  });
});

describe('reading ad groups and ads', () => {
  it.each([
    ['MANUAL_CPC', 250],
    ['MANUAL_CPM', 1_100],
    ['MANUAL_CPV', 7],
    ['TARGET_CPA', 4_500],
    ['MAXIMIZE_CONVERSIONS', 4_500],
    ['TARGET_ROAS', null],
    ['TARGET_SPEND', null],
    ['constructor', null],
    [null, null],
  ])('under %s the bid of an ad group is %s', async (strategy, bid) => {
    const all = {
      ...{ cpcBidMicros: '2500000', cpmBidMicros: '11000000', cpvBidMicros: '70000', targetCpaMicros: '45000000' },
    };
    replay.server.answerWith(stream([adGroup('222', all, strategy)]), nothing);
    expect(await replay.adapter().readEntity(reference('ad_set', '222'))).toMatchObject({
      ...{ bid_amount_minor: bid, bid_strategy: strategy, parent_id: '111', entity_type: 'ad_set' },
      ...{ daily_budget_minor: null, in_learning: null, included_audience_ids: '' },
    });
  });
  it('an ad is its own creative', async () => {
    replay.server.answerWith(stream([ad('333', 'PAUSED', { name: 'Video' })]));
    expect(await replay.adapter().readEntity(reference('ad', '333'))).toMatchObject({
      ...{ creative_id: '333', parent_id: '222', status: 'paused', name: 'Video', included_audience_ids: null },
    });
  });
  it('children come from all chunks of the stream, with the audiences of each', async () => {
    const criteria = [
      {
        adGroup: { id: '223' },
        adGroupCriterion: {
          ...{ resourceName: 'customers/1/adGroupCriteria/223~5', negative: true },
          userList: { userList: 'customers/1/userLists/5' },
        },
      },
    ];
    replay.server.answerWith(stream([adGroup('222')], [adGroup('223')]), stream(criteria));
    const found = await replay.adapter().listChildren(campaign);
    expect(found.map((each) => [each.entity_id, each.excluded_audience_ids])).toEqual([
      ['222', ''],
      ['223', '5'],
    ]);
    replay.server.answerWith(stream([ad('333')], [ad('334', 'REMOVED')]));
    const ads = await replay.adapter().listChildren(reference('ad_set', '222'));
    expect(ads.map((each) => [each.entity_id, each.status])).toEqual([
      ['333', 'active'],
      ['334', 'deleted'],
    ]);
    await expect(replay.adapter().listChildren(reference('ad', '333'))).rejects.toMatchObject({
      code: 'PLATFORM_CAPABILITY_MISSING',
    });
  });
});

describe('what is not there, or not readable', () => {
  it.each(['campaign', 'ad_set', 'ad'] as const)('a missing %s is named', async (entity_type) => {
    replay.server.answerWith({ body: [] });
    const missing = replay.adapter().readEntity(reference(entity_type, '999'));
    await expect(missing).rejects.toMatchObject({ code: 'PLATFORM_NOT_FOUND', details: { entity_id: '999' } });
  });
  it.each(["1' OR 'a'='a", '', '12a', 'x'.repeat(99)])('%j is no id and never gets into a query', async (entity_id) => {
    const adapter = replay.adapter();
    for (const entity_type of ['campaign', 'ad_set', 'ad', 'creative'] as const)
      await expect(adapter.readEntity(reference(entity_type, entity_id))).rejects.toMatchObject({
        code: 'PLATFORM_NOT_FOUND',
      });
    expect(replay.sent()).toEqual([]);
  });
  it.each([
    ['text', 'garbage'],
    ['no array', {}],
    ['a row without its id', [{ results: [{ campaign: { status: 'ENABLED' } }] }]],
    [
      'money that is no number',
      [{ results: [{ ...{ campaign: { id: '1', status: 'ENABLED' } }, campaignBudget: { amountMicros: '1.5' } }] }],
    ],
  ])('%s is an answer that does not fit', async (_name, body) => {
    replay.server.answerWith({ body });
    await expect(replay.adapter().readEntity(campaign)).rejects.toMatchObject({ code: 'PLATFORM_ANSWER_INVALID' });
  });
  it('a stream that ends with an error is no answer', async () => {
    const broken = { error: { code: 13, message: 'Internal error', status: 'INTERNAL' } };
    replay.server.answerWith({ body: [{ results: [] }, broken] });
    await expect(replay.adapter().readEntity(campaign)).rejects.toMatchObject({ code: 'PLATFORM_UNAVAILABLE' });
  });
});

describe('reading the account', () => {
  it('its name, currency and time zone', async () => {
    const customer = { id: '1', descriptiveName: 'Alder', currencyCode: 'EUR', timeZone: 'Europe/Berlin' };
    replay.server.answerWith(stream([{ customer }]));
    expect(await replay.adapter().readAccount()).toEqual({
      ...{ account_id: '1', name: 'Alder', currency: 'EUR', timezone: 'Europe/Berlin' },
    });
  });
  it('its campaigns, with the audiences of all of them in one more query', async () => {
    replay.server.answerWith({ body: googleFixture('campaign') }, { body: googleFixture('campaign-criteria') });
    const found = await replay.adapter().listCampaigns();
    expect(found).toMatchObject([{ entity_id: '111', included_audience_ids: '71,72', excluded_audience_ids: '79' }]);
    replay.server.answerWith(nothing);
    expect(await replay.adapter().listCampaigns()).toEqual([]);
    expect(replay.sent()).toHaveLength(1);
  });
  it('its user lists', async () => {
    const userLists = [
      { id: '71', name: 'Buyers', type: 'CRM_BASED', sizeForDisplay: '5000', eligibleForDisplay: true },
      { id: '72', type: 'LOOKALIKE', eligibleForDisplay: false },
      { id: 73, name: 'All', type: 'NOVELTY' },
    ];
    replay.server.answerWith(stream(userLists.map((userList) => ({ userList }))));
    expect(await replay.adapter().listAudiences()).toEqual([
      { audience_id: '71', name: 'Buyers', kind: 'custom', size: 5_000, ready: true },
      { audience_id: '72', name: '72', kind: 'lookalike', size: null, ready: false },
      { audience_id: '73', name: 'All', kind: 'other', size: null, ready: true },
    ]);
  });
  it('health is the cheapest authorised read', async () => {
    replay.server.answerWith(stream([{ customer: { id: '1' } }]));
    expect(await replay.adapter().healthCheck()).toBe(true);
    expect(replay.sent()[0]?.json).toEqual({ query: 'SELECT customer.id FROM customer' });
    replay.server.answerWith({ status: 403, body: {} });
    expect(await replay.adapter().healthCheck()).toBe(false);
  });
});
