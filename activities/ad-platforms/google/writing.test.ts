import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AdPlatformAdapter, EntityReference } from '../../../contracts/ad-platform.ts';
import { writableFieldSchema } from '../../../contracts/change-set.ts';
import {
  adsFailure,
  type GoogleReplay,
  googleFixture,
  mutated,
  openGoogleReplay,
  stream,
} from '../../../tests/ad-platforms/google-replay.ts';

let replay: GoogleReplay;
beforeAll(async () => {
  replay = await openGoogleReplay();
});
afterAll(() => replay.server.stop());

type Wish = Parameters<AdPlatformAdapter['write']>[0];
const reference = (entity_type: EntityReference['entity_type'], entity_id: string): EntityReference => ({
  ...{ account_id: '1', entity_type, entity_id },
});
const campaign = reference('campaign', '111');
const adGroup = reference('ad_set', '222');
const ad = reference('ad', '333');
const wish = (on: EntityReference, field: Wish['field'], value: Wish['value']): Wish => ({
  ...{ reference: on, field, value, request_id: 'r' },
});
const budgetRow = (more: object) => ({
  campaign: { id: '111', status: 'ENABLED' },
  campaignBudget: { resourceName: 'customers/1/campaignBudgets/511', amountMicros: '400000000', ...more },
});
const groupRow = (biddingStrategyType: string) => ({
  adGroup: { id: '222', status: 'ENABLED' },
  campaign: { id: '111', biddingStrategyType },
});
const adRow = (adGroupId = '222') => ({
  adGroupAd: { resourceName: `customers/1/adGroupAds/${adGroupId}~333`, status: 'ENABLED', ad: { id: '333' } },
  adGroup: { id: adGroupId },
});
const lastSent = () => replay.sent().at(-1);
const oneOperation = (operation: object) => ({ operations: [operation], partialFailure: false, validateOnly: false });

describe('one field, one mutation', () => {
  it.each([
    [
      ...[wish(campaign, 'daily_budget_minor', 46_000), budgetRow({ period: 'DAILY' }), 'campaignBudgets'],
      { update: { resourceName: 'customers/1/campaignBudgets/511', amountMicros: '460000000' } },
      'amount_micros',
    ],
    [
      ...[wish(campaign, 'lifetime_budget_minor', 500_000), budgetRow({ period: 'CUSTOM_PERIOD' }), 'campaignBudgets'],
      { update: { resourceName: 'customers/1/campaignBudgets/511', totalAmountMicros: '5000000000' } },
      'total_amount_micros',
    ],
    [
      ...[wish(adGroup, 'bid_amount_minor', 288), groupRow('MANUAL_CPC'), 'adGroups'],
      { update: { resourceName: 'customers/1/adGroups/222', cpcBidMicros: '2880000' } },
      'cpc_bid_micros',
    ],
    [
      ...[wish(adGroup, 'bid_amount_minor', 4_500), groupRow('TARGET_CPA'), 'adGroups'],
      { update: { resourceName: 'customers/1/adGroups/222', targetCpaMicros: '45000000' } },
      'target_cpa_micros',
    ],
    [
      ...[wish(campaign, 'status', 'paused'), null, 'campaigns'],
      { update: { resourceName: 'customers/1/campaigns/111', status: 'PAUSED' } },
      'status',
    ],
    [
      ...[wish(adGroup, 'status', 'active'), null, 'adGroups'],
      { update: { resourceName: 'customers/1/adGroups/222', status: 'ENABLED' } },
      'status',
    ],
    [
      ...[wish(ad, 'status', 'paused'), adRow(), 'adGroupAds'],
      { update: { resourceName: 'customers/1/adGroupAds/222~333', status: 'PAUSED' } },
      'status',
    ],
    [
      ...[wish(campaign, 'starts_at', '2026-12-01T09:00:00.000Z'), null, 'campaigns'],
      { update: { resourceName: 'customers/1/campaigns/111', startDateTime: '2026-12-01 10:00:00' } },
      'start_date_time',
    ],
    [
      ...[wish(campaign, 'ends_at', '2026-07-01T21:59:59.000Z'), null, 'campaigns'],
      { update: { resourceName: 'customers/1/campaigns/111', endDateTime: '2026-07-01 23:59:59' } },
      'end_date_time',
    ],
    [
      ...[wish(campaign, 'ends_at', ''), null, 'campaigns'],
      { update: { resourceName: 'customers/1/campaigns/111' } },
      'end_date_time',
    ],
  ] as const)('%o', async (write, looked, resource, operation, updateMask) => {
    const adapter = replay.adapter();
    if (looked !== null) replay.server.answerWith(stream([looked]));
    replay.server.answerWith(mutated('customers/1/x/1'));
    expect(await adapter.write(write)).toEqual({ platform_request_id: 'G1' });
    expect(replay.sent()).toHaveLength(looked === null ? 1 : 2);
    expect(lastSent()).toMatchObject({ method: 'POST', path: `/v26/customers/1/${resource}:mutate` });
    expect(lastSent()?.json).toEqual(oneOperation({ ...operation, updateMask }));
  });

  it('yen travel as a million micros each', async () => {
    replay.server.answerWith(stream([budgetRow({})]), mutated('a'));
    await replay.adapter({ currency: 'JPY' }).write(wish(campaign, 'daily_budget_minor', 60_000));
    expect(lastSent()?.json.operations[0].update.amountMicros).toBe('60000000000');
  });
});

describe('a list of audiences is written whole', () => {
  const criteria = { body: googleFixture('campaign-criteria') };
  it('in one request of removals and creations, and the other list stays', async () => {
    replay.server.answerWith(criteria, mutated('a', 'b'));
    await replay.adapter().write(wish(campaign, 'included_audience_ids', '71,73'));
    expect(lastSent()?.path).toBe('/v26/customers/1/campaignCriteria:mutate');
    expect(lastSent()?.json).toEqual({
      operations: [
        { remove: 'customers/1/campaignCriteria/111~72' },
        { create: { campaign: 'customers/1/campaigns/111', userList: { userList: 'customers/1/userLists/73' } } },
      ],
      ...{ partialFailure: false, validateOnly: false },
    });
  });
  it('what is left out is negative, on ad groups too', async () => {
    replay.server.answerWith(stream(), mutated('a'));
    await replay.adapter().write(wish(adGroup, 'excluded_audience_ids', '79,79'));
    expect(lastSent()?.path).toBe('/v26/customers/1/adGroupCriteria:mutate');
    expect(lastSent()?.json.operations).toEqual([
      {
        create: {
          adGroup: 'customers/1/adGroups/222',
          userList: { userList: 'customers/1/userLists/79' },
          negative: true,
        },
      },
    ]);
  });
  it('that already is as it shall be needs no mutation', async () => {
    replay.server.answerWith(criteria);
    expect(await replay.adapter().write(wish(campaign, 'excluded_audience_ids', '79'))).toEqual({
      platform_request_id: null,
    });
    expect(replay.sent()).toHaveLength(1);
  });
  it('none takes them all away', async () => {
    replay.server.answerWith(criteria, mutated('a', 'b'));
    await replay.adapter().write(wish(campaign, 'included_audience_ids', ''));
    expect(lastSent()?.json.operations).toEqual([
      { remove: 'customers/1/campaignCriteria/111~72' },
      { remove: 'customers/1/campaignCriteria/111~71' },
    ]);
  });
  it('an audience cannot be aimed at and left out', async () => {
    replay.server.answerWith(criteria);
    await expect(replay.adapter().write(wish(campaign, 'included_audience_ids', '71,79'))).rejects.toMatchObject({
      ...{ code: 'PLATFORM_REFUSED', message: expect.stringContaining('79') },
    });
    expect(replay.sent()).toHaveLength(1);
  });
});

describe('what is not written', () => {
  it.each([
    ['a shared budget', wish(campaign, 'daily_budget_minor', 1_000), budgetRow({ explicitlyShared: true }), /shared/],
    [
      'a campaign without budget',
      wish(campaign, 'daily_budget_minor', 1_000),
      { campaign: { id: '111', status: 'ENABLED' } },
      /no budget/,
    ],
    [
      'a daily amount into a budget for life',
      wish(campaign, 'daily_budget_minor', 1_000),
      budgetRow({ period: 'CUSTOM_PERIOD' }),
      /whole time/,
    ],
    [
      'an amount for life into a daily budget',
      wish(campaign, 'lifetime_budget_minor', 1_000),
      budgetRow({ period: 'DAILY' }),
      /daily budget/,
    ],
    [
      'a bid where the strategy has none',
      wish(adGroup, 'bid_amount_minor', 100),
      groupRow('TARGET_ROAS'),
      /TARGET_ROAS/,
    ],
  ] as const)('%s is refused after looking, and no mutation is sent', async (_name, write, row, words) => {
    replay.server.answerWith(stream([row]));
    await expect(replay.adapter().write(write)).rejects.toMatchObject({
      ...{ code: 'PLATFORM_CAPABILITY_MISSING', message: expect.stringMatching(words) },
      details: { field: write.field, value: write.value },
    });
    expect(replay.sent()).toHaveLength(1);
  });
  it.each([
    [wish(campaign, 'daily_budget_minor', 12.5)],
    [wish(campaign, 'daily_budget_minor', 0)],
    [wish(campaign, 'daily_budget_minor', '500')],
    [wish(campaign, 'status', 'deleted')],
    [wish(campaign, 'starts_at', 'tomorrow')],
    [wish(campaign, 'starts_at', '2026-12-01T09:00:00.500Z')],
  ])('%o is refused before anything is sent', async (write) => {
    await expect(replay.adapter().write(write)).rejects.toMatchObject({ code: 'PLATFORM_REFUSED' });
    expect(replay.sent()).toEqual([]);
  });
  it('an ad that stands in several ad groups is not guessed at', async () => {
    replay.server.answerWith(stream([adRow('222'), adRow('223')]));
    await expect(replay.adapter().write(wish(ad, 'status', 'paused'))).rejects.toMatchObject({
      code: 'PLATFORM_REFUSED',
    });
  });
  it('no field that the capabilities do not name, without a call', async () => {
    const adapter = replay.adapter();
    for (const on of [campaign, adGroup, ad, reference('creative', 'mbi-0123456789abcdef')])
      for (const field of writableFieldSchema.options) {
        if (adapter.writable[on.entity_type].includes(field)) continue;
        await expect(adapter.write(wish(on, field, 1))).rejects.toMatchObject({ code: 'PLATFORM_CAPABILITY_MISSING' });
      }
    expect(replay.sent()).toEqual([]);
    await expect(adapter.write(wish(ad, 'creative_id', '7'))).rejects.toThrow(/its own creative/);
  });
});

describe('what an answer to a mutation means', () => {
  const pause = wish(campaign, 'status', 'paused');
  it.each([
    ['a dropped connection', { drop: true }],
    ['a server error', { status: 503, body: '<html>oops</html>' }],
    ['an internal error', adsFailure(500, { errorCode: { internalError: 'INTERNAL_ERROR' }, message: 'x' })],
    ['a transient error', adsFailure(400, { errorCode: { internalError: 'TRANSIENT_ERROR' }, message: 'x' })],
    ['an answer that is no JSON', { body: 'OK' }],
    ['no result', { body: { results: [] } }],
    ['an empty result', { body: { results: [{}] } }],
  ])('%s leaves the outcome open, and it is not sent again', async (_name, answer) => {
    replay.server.answerWith(answer);
    await expect(replay.adapter().write(pause)).rejects.toMatchObject({ code: 'PLATFORM_OUTCOME_UNKNOWN' });
    expect(replay.sent()).toHaveLength(1);
  });
  it('somebody who wrote at the same time means that nothing was applied', async () => {
    const busy = { errorCode: { databaseError: 'CONCURRENT_MODIFICATION' }, message: 'busy' };
    replay.server.answerWith(adsFailure(409, busy));
    await expect(replay.adapter().write(pause)).rejects.toMatchObject({ code: 'PLATFORM_UNAVAILABLE' });
  });
  it('a failure in the part of a request that succeeded is a refusal', async () => {
    const partialFailureError = {
      code: 3,
      message: 'Multiple errors in ‘details’.',
      details: [
        {
          '@type': 'type.googleapis.com/google.ads.googleads.v26.errors.GoogleAdsFailure',
          errors: [
            {
              errorCode: { campaignError: 'DUPLICATE_CAMPAIGN_NAME' },
              message: 'There is another campaign of this name.',
              location: { fieldPathElements: [{ fieldName: 'operations', index: 0 }] },
            },
          ],
        },
      ],
    };
    replay.server.answerWith({ body: { results: [{}], partialFailureError } });
    await expect(replay.adapter().write(pause)).rejects.toMatchObject({
      ...{ code: 'PLATFORM_REFUSED', message: 'Google: There is another campaign of this name.' },
      details: { google_code: 'campaignError.DUPLICATE_CAMPAIGN_NAME', field: 'operations[0]' },
    });
  });
  it('a write that Google only checks is never taken for one that was made', async () => {
    const adapter = replay.adapter({ validate_only: true });
    replay.server.answerWith({ body: {} });
    await expect(adapter.write(pause)).rejects.toMatchObject({
      code: 'PLATFORM_REFUSED',
      details: { only_checked: true },
    });
    expect(lastSent()?.json).toMatchObject({ validateOnly: true, partialFailure: false });
  });
  it('a look-up that fails sends no mutation, and is no open outcome', async () => {
    replay.server.answerWith({ status: 503, body: '' });
    const budget = wish(campaign, 'daily_budget_minor', 1_000);
    await expect(replay.adapter().write(budget)).rejects.toMatchObject({ code: 'PLATFORM_UNAVAILABLE' });
    expect(replay.sent()).toHaveLength(1);
  });
  it('a look-up that took all the time of a write sends no mutation', async () => {
    const slow: typeof fetch = async (...request) => {
      const answer = await fetch(...request);
      const until = performance.now() + 60;
      while (performance.now() < until) await new Promise((resolve) => setImmediate(resolve));
      return answer;
    };
    const adapter = replay.adapter({ fetch: slow, write_timeout_seconds: 0.05 });
    replay.server.answerWith(stream([budgetRow({})]));
    await expect(adapter.write(wish(campaign, 'daily_budget_minor', 1_000))).rejects.toMatchObject({
      code: 'PLATFORM_UNAVAILABLE',
    });
    expect(replay.sent()).toHaveLength(1);
  });
});
