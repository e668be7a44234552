import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { AdPlatformAdapter, EntityReference } from '../../../contracts/ad-platform.ts';
import { openLinkedIn, type ReplayedLinkedIn, recorded } from '../../../tests/ad-platforms/linkedin-on-replay.ts';

const account_id = '504004001';
const group: EntityReference = { account_id, entity_type: 'campaign', entity_id: '613870146' };
const campaign: EntityReference = { account_id, entity_type: 'ad_set', entity_id: '338763756' };
const creative: EntityReference = { account_id, entity_type: 'ad', entity_id: '119962155' };

let linkedin: ReplayedLinkedIn;
let adapter: AdPlatformAdapter;
beforeAll(async () => {
  linkedin = await openLinkedIn();
});
afterAll(() => linkedin.stop());
beforeEach(() => {
  adapter = linkedin.adapterWith();
});
const targets = () => linkedin.sent().map((request) => request.target);

describe('reading one thing', () => {
  it('a campaign group is our campaign, and unknown fields are ignored', async () => {
    linkedin.answerWith({ body: recorded('campaign-group') });
    expect(await adapter.readEntity(group)).toEqual({
      platform: 'linkedin_ads',
      account_id,
      entity_type: 'campaign',
      entity_id: '613870146',
      parent_id: null,
      name: 'Autumn boots',
      status: 'active',
      daily_budget_minor: 40_000,
      lifetime_budget_minor: 900_050,
      bid_amount_minor: null,
      bid_strategy: 'MAXIMUM_DELIVERY',
      creative_id: null,
      starts_at: '2026-10-01T00:00:00.000Z',
      ends_at: '2026-12-31T23:59:59.000Z',
      included_audience_ids: null,
      excluded_audience_ids: null,
      audience_expansion: null,
      content_digest: null,
      currency: 'EUR',
      in_learning: null,
      read_at: '2026-11-21T12:00:00.000Z',
    });
  });
  it('a campaign is our ad set, with its bid and whom it is aimed at', async () => {
    linkedin.answerWith({ body: recorded('campaign') });
    expect(await adapter.readEntity(campaign)).toMatchObject({
      parent_id: '613870146',
      status: 'paused',
      daily_budget_minor: 6_000,
      lifetime_budget_minor: null,
      bid_amount_minor: 250,
      bid_strategy: 'NONE',
      ends_at: null,
      included_audience_ids: '10804,9002',
      excluded_audience_ids: '77',
      audience_expansion: 'on',
    });
  });
  it('where LinkedIn bids by itself there is no bid, whatever is still held as one', async () => {
    const wire = { id: 1, status: 'ACTIVE', unitCost: { amount: '2.50', currencyCode: 'EUR' } };
    linkedin.answerWith({ body: { ...wire, optimizationTargetType: 'MAX_LEAD' } }, { body: wire });
    expect((await adapter.readEntity(campaign)).bid_amount_minor).toBeNull();
    expect((await adapter.readEntity(campaign)).bid_amount_minor).toBe(250);
  });
  it('an amount in another currency than the account’s is not understood', async () => {
    linkedin.answerWith({ body: { id: 1, status: 'ACTIVE', dailyBudget: { amount: '50', currencyCode: 'USD' } } });
    await expect(adapter.readEntity(group)).rejects.toMatchObject({ code: 'PLATFORM_ANSWER_INVALID' });
  });
  it('a creative is our ad, read by its encoded URN', async () => {
    linkedin.answerWith({ body: { id: 'urn:li:sponsoredCreative:119962155', intendedStatus: 'PAUSED' } });
    const state = await adapter.readEntity(creative);
    expect(state).toMatchObject({ entity_id: '119962155', name: '119962155', status: 'paused', creative_id: null });
    expect(targets()).toEqual(['/rest/adAccounts/504004001/creatives/urn%3Ali%3AsponsoredCreative%3A119962155']);
  });
  it('every request names the version and the protocol, and the token stands in the header alone', async () => {
    linkedin.answerWith({ body: recorded('campaign-group') });
    await adapter.readEntity(group);
    const [request] = linkedin.sent();
    expect(request).toMatchObject({ method: 'GET', target: '/rest/adAccounts/504004001/adCampaignGroups/613870146' });
    expect(request?.headers).toMatchObject({
      authorization: 'Bearer a-token',
      'linkedin-version': '202608',
      'x-restli-protocol-version': '2.0.0',
    });
    expect(request?.headers).not.toHaveProperty('x-restli-method');
  });
  it.each(['../adAccounts/1', '1/2', '', 'urn:li:sponsoredCampaignGroup:x', '12?fields=id'])(
    'an id that cannot be one, %j, never gets into an address',
    async (entity_id) => {
      await expect(adapter.readEntity({ ...group, entity_id })).rejects.toMatchObject({ code: 'PLATFORM_NOT_FOUND' });
      expect(linkedin.sent()).toEqual([]);
    },
  );
  it('an answer without a needed field is named as such', async () => {
    linkedin.answerWith({ body: { id: 1 } }, { body: 'OK' });
    const invalid = { code: 'PLATFORM_ANSWER_INVALID' };
    await expect(adapter.readEntity(group)).rejects.toMatchObject(invalid);
    await expect(adapter.readEntity(group)).rejects.toMatchObject(invalid);
  });
});

describe('reading lists', () => {
  it('campaigns of a group come by cursor until there is none', async () => {
    linkedin.answerWith({ body: recorded('campaigns-page-1') }, { body: recorded('campaigns-page-2') });
    const found = await adapter.listChildren(group);
    expect(found.map((each) => [each.entity_id, each.status, each.bid_amount_minor, each.audience_expansion])).toEqual([
      ['338763756', 'active', null, null],
      ['338763757', 'other', 310, 'off'],
    ]);
    expect(found.map((each) => [each.parent_id, each.lifetime_budget_minor])).toEqual([
      ['613870146', null],
      ['613870146', 120_000],
    ]);
    const search =
      'q=search&search=(campaignGroup:(values:List(urn%3Ali%3AsponsoredCampaignGroup%3A613870146)),' +
      'status:(values:List(ACTIVE,PAUSED,DRAFT,ARCHIVED,COMPLETED,CANCELED)))&pageSize=500';
    expect(targets()).toEqual([
      `/rest/adAccounts/504004001/adCampaigns?${search}`,
      `/rest/adAccounts/504004001/adCampaigns?${search}&pageToken=DgGerr1iVQreCJVjZDOW_grcp63nueBDipsS4DJpvJo%3D`,
    ]);
  });
  it('creatives of a campaign come by the criteria finder, at most a hundred at once', async () => {
    linkedin.answerWith({ body: recorded('creatives') });
    const found = await adapter.listChildren(campaign);
    expect(found.map((each) => [each.entity_id, each.creative_id, each.status, each.parent_id])).toEqual([
      ['119962155', '6778045555198214144', 'active', '338763756'],
      ['119962156', 'urn:li:ugcPost:6778045555198214145', 'other', '338763756'],
      ['119962157', null, 'archived', '338763756'],
    ]);
    expect(targets()).toEqual([
      '/rest/adAccounts/504004001/creatives?q=criteria&campaigns=List(urn%3Ali%3AsponsoredCampaign%3A338763756)' +
        '&sortOrder=ASCENDING&pageSize=100',
    ]);
    expect(linkedin.sent()[0]?.headers['x-restli-method']).toBe('FINDER');
  });
  it('campaign groups of the account are those that are not deleted', async () => {
    linkedin.answerWith({ body: { elements: [recorded('campaign-group')] } });
    expect((await adapter.listCampaigns()).map((each) => each.entity_id)).toEqual(['613870146']);
    expect(targets()).toEqual([
      '/rest/adAccounts/504004001/adCampaignGroups?q=search' +
        '&search=(status:(values:List(ACTIVE,PAUSED,DRAFT,ARCHIVED,CANCELED)))&pageSize=500',
    ]);
  });
  it('audiences are the segments that targeting can name, by position and to the end', async () => {
    const small = linkedin.adapterWith({ page_size: 2 });
    const { elements } = z.object({ elements: z.array(z.unknown()) }).parse(recorded('segments'));
    const paging = { total: 3 };
    linkedin.answerWith(
      { body: { elements: elements.slice(0, 2), paging } },
      { body: { elements: [elements[2]], paging } },
    );
    expect(await small.listAudiences()).toEqual([
      { audience_id: '9002', name: 'Customers of last year', kind: 'custom', size: 12_345, ready: true },
      { audience_id: '9003', name: 'Companies to win', kind: 'custom', size: null, ready: false },
    ]);
    const finder = '/rest/dmpSegments?q=account&account=urn%3Ali%3AsponsoredAccount%3A504004001';
    expect(targets()).toEqual([`${finder}&start=0&count=2`, `${finder}&start=2&count=2`]);
  });
  it('without a total, a page that is not full is the last one', async () => {
    linkedin.answerWith({ body: { elements: [] } });
    expect(await adapter.listAudiences()).toEqual([]);
    expect(linkedin.sent()).toHaveLength(1);
  });
  it('an ad has nothing below it', async () => {
    await expect(adapter.listChildren(creative)).rejects.toMatchObject({ code: 'PLATFORM_CAPABILITY_MISSING' });
  });
});

describe('the account', () => {
  it('lives by UTC, because LinkedIn’s accounts have no time zone', async () => {
    linkedin.answerWith({ body: { id: 504_004_001, name: 'Alder EU', currency: 'EUR', status: 'ACTIVE' } });
    expect(await adapter.readAccount()).toEqual({ account_id, name: 'Alder EU', currency: 'EUR', timezone: 'UTC' });
    expect(targets()).toEqual(['/rest/adAccounts/504004001']);
  });
  it('health is the cheapest authorised read', async () => {
    const alone = linkedin.adapterWith({ app: null });
    linkedin.answerWith({ body: { id: 1 } }, { status: 401, body: recorded('error-expired-token') });
    expect([await alone.healthCheck(), await alone.healthCheck()]).toEqual([true, false]);
  });
  it('has no change history, and says so instead of an empty one', async () => {
    const asked = adapter.readChanges({ reference: group, since: '2026-11-20' });
    await expect(asked).rejects.toMatchObject({ code: 'PLATFORM_CAPABILITY_MISSING' });
    expect(linkedin.sent()).toEqual([]);
  });
});
