import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AdPlatformAdapter, EntityReference } from '../../../contracts/ad-platform.ts';
import type { ConversionEvent } from '../../../contracts/conversion.ts';
import { openLinkedIn, type ReplayedLinkedIn } from '../../../tests/ad-platforms/linkedin-on-replay.ts';
import { eventOf } from './conversions.ts';
import { encodeQuery } from './rest-li.ts';

/**
 * What the adapter puts on the wire, byte for byte against the examples of LinkedIn’s documentation (version 202608).
 * https://learn.microsoft.com/en-us/linkedin/marketing/
 */

const account_id = '504004001';
const campaign: EntityReference = { account_id, entity_type: 'ad_set', entity_id: '338763756' };

let linkedin: ReplayedLinkedIn;
let adapter: AdPlatformAdapter;
beforeAll(async () => {
  linkedin = await openLinkedIn();
});
afterAll(() => linkedin.stop());
beforeEach(() => {
  adapter = linkedin.adapterWith();
});
const nothing = { body: { elements: [], metadata: {} } };

describe('queries as documented', () => {
  it('accounts and campaigns by status', () => {
    const search = (...values: string[]) => encodeQuery({ q: 'search', search: { status: { values } } });
    expect(search('ACTIVE')).toBe('q=search&search=(status:(values:List(ACTIVE)))');
    expect(search('ACTIVE', 'PAUSED', 'DRAFT')).toBe('q=search&search=(status:(values:List(ACTIVE,PAUSED,DRAFT)))');
  });
  it('creatives by campaign', async () => {
    linkedin.answerWith(nothing);
    await adapter.listChildren(campaign);
    const [request] = linkedin.sent();
    expect(request?.target).toMatch(
      /^\/rest\/adAccounts\/504004001\/creatives\?q=criteria&campaigns=List\(urn%3Ali%3AsponsoredCampaign%3A338763756\)&sortOrder=ASCENDING/,
    );
    expect(request?.headers['x-restli-method']).toBe('FINDER');
  });
  it('analytics by day, with a projection', async () => {
    linkedin.answerWith(nothing);
    const reference = { ...campaign, entity_type: 'ad', entity_id: '5' } as const;
    await adapter.readInsights({ reference, since: '2026-11-01', until: '2026-11-07', grain: 'day' });
    expect(linkedin.sent()[0]?.target).toMatch(
      /^\/rest\/adAnalytics\?q=analytics&pivot=CREATIVE&timeGranularity=DAILY&dateRange=\(start:\(year:2026,month:11,day:1\),end:\(year:2026,month:11,day:7\)\)&creatives=List\(urn%3Ali%3AsponsoredCreative%3A5\)&fields=/,
    );
  });
});

describe('headers as documented', () => {
  it('of a read', async () => {
    linkedin.answerWith(nothing);
    await adapter.listCampaigns();
    expect(linkedin.sent()[0]?.headers).toMatchObject({
      authorization: 'Bearer a-token',
      'linkedin-version': expect.stringMatching(/^20\d{4}$/),
      'x-restli-protocol-version': '2.0.0',
    });
  });
  it('of an update', async () => {
    linkedin.answerWith({ status: 204, body: '' });
    await adapter.write({ reference: campaign, field: 'status', value: 'paused', request_id: 'r' });
    expect(linkedin.sent()[0]?.headers).toMatchObject({
      'x-restli-method': 'PARTIAL_UPDATE',
      'content-type': 'application/json',
    });
  });
});

describe('updates as documented', () => {
  it.each([
    ['daily_budget_minor', 1_234, '{"patch":{"$set":{"dailyBudget":{"amount":"12.34","currencyCode":"EUR"}}}}'],
    ['lifetime_budget_minor', 1_234, '{"patch":{"$set":{"totalBudget":{"amount":"12.34","currencyCode":"EUR"}}}}'],
    ['status', 'paused', '{"patch":{"$set":{"status":"PAUSED"}}}'],
    ['status', 'active', '{"patch":{"$set":{"status":"ACTIVE"}}}'],
    ['audience_expansion', 'on', '{"patch":{"$set":{"audienceExpansionEnabled":true}}}'],
  ] as const)('%s', async (field, value, body) => {
    linkedin.answerWith({ status: 204, body: '' });
    await adapter.write({ reference: campaign, field, value, request_id: 'r' });
    expect(linkedin.sent()[0]).toMatchObject({
      method: 'POST',
      target: '/rest/adAccounts/504004001/adCampaigns/338763756',
      body,
    });
  });
});

describe('other bodies as documented', () => {
  it('a conversion', () => {
    const event: ConversionEvent = {
      event_id: 'order-1',
      event_name: 'lead',
      happened_at: '2026-11-20T10:00:00Z',
      value_minor: 1_234,
      currency: 'USD',
      order_id: null,
      source: 'crm',
      page_url: null,
      click_ids: { li_fat_id: 'df5gf5' },
      person: { first_name: 'Mike', last_name: 'Smith', country: 'US', external_id: '12345' },
      consent: { ad_user_data: true, ad_personalization: true },
    };
    expect(JSON.stringify(eventOf(event, 'urn:lla:llaPartnerConversion:1'))).toBe(
      '{"conversion":"urn:lla:llaPartnerConversion:1","conversionHappenedAt":1795168800000,' +
        '"conversionValue":{"currencyCode":"USD","amount":"12.34"},"eventId":"order-1","user":{"userIds":' +
        '[{"idType":"LINKEDIN_FIRST_PARTY_ADS_TRACKING_UUID","idValue":"df5gf5"}],' +
        '"userInfo":{"firstName":"Mike","lastName":"Smith","countryCode":"US"},"externalIds":["12345"]}}',
    );
  });
});
