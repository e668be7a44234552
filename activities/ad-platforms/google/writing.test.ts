import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writableFieldSchema } from '../../../contracts/change-set.ts';
import { type GoogleReplay, mutated, openGoogleReplay, stream } from '../../../tests/ad-platforms/google-replay.ts';
import {
  ad,
  adGroup,
  adRow,
  budgetRow,
  campaign,
  groupRow,
  oneOperation,
  reference,
  wish,
} from '../../../tests/ad-platforms/google-wishes.ts';

let replay: GoogleReplay;
beforeAll(async () => {
  replay = await openGoogleReplay();
});
afterAll(() => replay.server.stop());

const lastSent = () => replay.sent().at(-1);

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
