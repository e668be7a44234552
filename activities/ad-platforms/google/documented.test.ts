import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConversionEvent } from '../../../contracts/conversion.ts';
import { type GoogleReplay, mutated, openGoogleReplay, stream } from '../../../tests/ad-platforms/google-replay.ts';
import { changeEventQuery } from './changes.ts';
import { gaql } from './gaql.ts';

/**
 * What the adapter sends, against the examples that Google's documentation gives, byte for byte.
 * https://developers.google.com/google-ads/api/rest/overview, …/docs/query/cookbook, …/docs/mutating/overview,
 * https://developers.google.com/data-manager/api/devguides/events/send-events
 */
let replay: GoogleReplay;
beforeAll(async () => {
  replay = await openGoogleReplay();
});
afterAll(() => replay.server.stop());

const campaign = { account_id: '1', entity_type: 'campaign', entity_id: '111' } as const;
const budgetRow = {
  campaign: { id: '111', status: 'ENABLED' },
  campaignBudget: { resourceName: 'customers/1/campaignBudgets/511', amountMicros: '1', period: 'DAILY' },
};

describe('queries', () => {
  it('are written as in the cookbook', () => {
    expect(
      gaql({
        select: [
          ...['campaign.id', 'campaign.name', 'campaign.status', 'campaign.bidding_strategy_type'],
          ...['campaign_budget.resource_name', 'campaign_budget.amount_micros'],
        ],
        from: 'campaign',
        where: ["campaign.status != 'REMOVED'"],
      }),
    ).toBe(
      "SELECT campaign.id, campaign.name, campaign.status, campaign.bidding_strategy_type, campaign_budget.resource_name, campaign_budget.amount_micros FROM campaign WHERE campaign.status != 'REMOVED'",
    );
    expect(
      gaql({
        select: ['campaign.id', 'segments.date', 'metrics.search_impression_share'],
        from: 'campaign',
        where: ["segments.date BETWEEN '2026-11-01' AND '2026-11-07'"],
      }),
    ).toBe(
      "SELECT campaign.id, segments.date, metrics.search_impression_share FROM campaign WHERE segments.date BETWEEN '2026-11-01' AND '2026-11-07'",
    );
  });
  it('for the change history are the documented one to the letter', () => {
    expect(changeEventQuery('2026-11-01', '2026-11-21', 1000)).toBe(
      "SELECT change_event.change_date_time, change_event.change_resource_type, change_event.change_resource_name, change_event.client_type, change_event.user_email, change_event.resource_change_operation, change_event.changed_fields, change_event.old_resource, change_event.new_resource FROM change_event WHERE change_event.change_date_time >= '2026-11-01' AND change_event.change_date_time <= '2026-11-21' ORDER BY change_event.change_date_time DESC LIMIT 1000",
    );
  });
  it('for campaigns ask for the documented fields first, under the documented condition', async () => {
    replay.server.answerWith(stream());
    await replay.adapter().listCampaigns();
    const [request] = replay.sent();
    expect(Object.keys(request?.json)).toEqual(['query']);
    expect(request?.json.query).toMatch(
      /^SELECT campaign\.id, campaign\.name, campaign\.status, campaign\.bidding_strategy_type, campaign_budget\.resource_name, campaign_budget\.amount_micros, /,
    );
    expect(request?.json.query).toContain(" FROM campaign WHERE campaign.status != 'REMOVED'");
  });
  it('ask for no page size, which Google refuses, and go to the stream', async () => {
    replay.server.answerWith(stream());
    await replay.adapter().listAudiences();
    const [request] = replay.sent();
    expect(request).toMatchObject({ method: 'POST', path: '/v26/customers/1/googleAds:searchStream' });
    expect(request?.body).not.toContain('pageSize');
    expect(request?.headers).toMatchObject({
      ...{ authorization: 'Bearer a-token', 'login-customer-id': '9', 'content-type': 'application/json' },
    });
  });
});

describe('a mutation', () => {
  it('of a budget is the documented body, with its mask, to the byte', async () => {
    replay.server.answerWith(stream([budgetRow]), mutated('customers/1/campaignBudgets/511'));
    await replay.adapter().write({ reference: campaign, field: 'daily_budget_minor', value: 5_000, request_id: 'r' });
    expect(replay.sent()[1]?.path).toBe('/v26/customers/1/campaignBudgets:mutate');
    expect(replay.sent()[1]?.body).toBe(
      '{"operations":[{"update":{"resourceName":"customers/1/campaignBudgets/511","amountMicros":"50000000"},"updateMask":"amount_micros"}],"partialFailure":false,"validateOnly":false}',
    );
  });
  it.each([
    ['status', 'paused', '"status":"PAUSED"},"updateMask":"status"'],
    ['status', 'active', '"status":"ENABLED"},"updateMask":"status"'],
    ['ends_at', '2026-12-24T22:59:59.000Z', '"endDateTime":"2026-12-24 23:59:59"},"updateMask":"end_date_time"'],
  ] as const)('of the %s to %s is the documented body to the byte', async (field, value, inside) => {
    replay.server.answerWith(mutated('customers/1/campaigns/111'));
    await replay.adapter().write({ reference: campaign, field, value, request_id: 'r' });
    expect(replay.sent()[0]?.body).toBe(
      `{"operations":[{"update":{"resourceName":"customers/1/campaigns/111",${inside}}],"partialFailure":false,"validateOnly":false}`,
    );
  });
  it('of an exclusion creates a negative criterion on a user list', async () => {
    replay.server.answerWith(stream(), mutated('customers/1/campaignCriteria/111~7'));
    await replay.adapter().write({ reference: campaign, field: 'excluded_audience_ids', value: '7', request_id: 'r' });
    expect(replay.sent()[1]?.body).toBe(
      '{"operations":[{"create":{"campaign":"customers/1/campaigns/111","userList":{"userList":"customers/1/userLists/7"},"negative":true}}],"partialFailure":false,"validateOnly":false}',
    );
  });
});

describe('a conversion', () => {
  const event: ConversionEvent = {
    ...{ event_id: 'order-1', event_name: 'purchase', happened_at: '2026-11-20T10:00:00+01:00', order_id: 'order-1' },
    ...{ value_minor: 12_345, currency: 'EUR', source: 'website', page_url: null },
    click_ids: { gclid: 'Cj0-AbC', fbclid: 'not-yours' },
    person: {
      ...{ email: ' Ada.Lovelace+news@Gmail.com', phone: '+49 151 2345', first_name: 'Ada', last_name: "O'Neil" },
      ...{ country: 'DE', postal_code: '10115' },
    },
    consent: { ad_user_data: true, ad_personalization: false },
  };
  it('is the documented request of the Data Manager', async () => {
    replay.server.answerWith({ body: { requestId: 'Q1', fieldWarnings: [] } }, { body: {} });
    const report = await replay.adapter().sendConversions?.({ destination: '4711', events: [event] });
    expect(report).toEqual({ accepted: ['order-1'], refused: [], later: [], platform_request_id: 'Q1' });
    const [ingest, status] = replay.sent();
    expect(ingest).toMatchObject({ method: 'POST', path: '/v1/events:ingest' });
    expect(ingest?.headers).toMatchObject({ authorization: 'Bearer a-token' });
    expect(ingest?.headers).not.toHaveProperty('login-customer-id');
    expect(ingest?.json).toEqual({
      destinations: [
        {
          reference: 'google_ads',
          operatingAccount: { accountType: 'GOOGLE_ADS', accountId: '1' },
          loginAccount: { accountType: 'GOOGLE_ADS', accountId: '9' },
          productDestinationId: '4711',
        },
      ],
      events: [
        {
          destinationReferences: ['google_ads'],
          transactionId: 'order-1',
          eventTimestamp: '2026-11-20T10:00:00+01:00',
          eventSource: 'WEB',
          adIdentifiers: { gclid: 'Cj0-AbC' },
          userData: {
            userIdentifiers: [
              // sha256 of adalovelace@gmail.com, +491512345, ada and oneil.
              { emailAddress: 'cd98a25152ad884b29e524ea5d3d8d35615ed0afbbc5ea3a6d4215572b0b2bde' },
              { phoneNumber: '3e4a5059fea0322b49ebdc6346341e76520c9609de943357be794fdaadcddbf5' },
              {
                address: {
                  givenName: 'fdee430d40bd57deeac186cd9790033d0f06f909a8806e7ce6e717ab7c7d5029',
                  familyName: '67a42a846e98e3c1a96cd6ba14883a5ea05990cd93964ce8b832aa9497ca785c',
                  regionCode: 'DE',
                  postalCode: '10115',
                },
              },
            ],
          },
          conversionValue: 123.45,
          currency: 'EUR',
          consent: { adUserData: 'CONSENT_GRANTED', adPersonalization: 'CONSENT_DENIED' },
        },
      ],
      encoding: 'HEX',
      validateOnly: false,
    });
    expect(status).toMatchObject({ method: 'GET', path: '/v1/requestStatus:retrieve', query: { requestId: 'Q1' } });
  });
});
