import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { boots, googleCalls, named } from '../../testing/google-account.ts';
import { type SandboxProcess, startSandboxProcess } from '../../testing/sandbox-process.ts';

let sandbox: SandboxProcess;
let google: ReturnType<typeof googleCalls>;
beforeAll(async () => {
  sandbox = await startSandboxProcess();
  google = googleCalls(sandbox);
});
afterAll(() => sandbox.stop());

const chunksSchema = z.array(z.object({ results: z.array(z.record(z.string(), z.unknown())).default([]) }));
const rows = async (query: string) => {
  const { status, body } = await google.stream(query);
  expect([status, JSON.stringify(body).slice(0, 300)]).toEqual([200, expect.anything()]);
  return chunksSchema.parse(body).flatMap((chunk) => chunk.results);
};
const refusal = async (query: string) => {
  const { status, body } = await google.stream(query);
  return `${status} ${JSON.stringify(body)}`;
};

describe('a query', () => {
  it('answers as an array of chunks, int64 as text, names always there, with the mask of what was asked', async () => {
    const { body } = await google.stream(
      "SELECT campaign.id, campaign.name, campaign.status, campaign.bidding_strategy_type, campaign_budget.amount_micros FROM campaign WHERE campaign.status != 'REMOVED'",
    );
    expect(body).toEqual([
      {
        results: [
          {
            campaign: {
              resourceName: named('campaigns', boots.campaign),
              id: boots.campaign,
              name: 'Hiking Boots – search',
              status: 'ENABLED',
              biddingStrategyType: 'MANUAL_CPC',
            },
            campaignBudget: { resourceName: named('campaignBudgets', boots.budget), amountMicros: '180000000' },
          },
          {
            campaign: expect.objectContaining({ id: boots.other_campaign }),
            campaignBudget: expect.objectContaining({ amountMicros: '120000000' }),
          },
        ],
        fieldMask: 'campaign.id,campaign.name,campaign.status,campaign.biddingStrategyType,campaignBudget.amountMicros',
        requestId: expect.any(String),
      },
    ]);
  });

  it('in the paged form says the same, and takes no page size', async () => {
    const at = `/v26/customers/${boots.customer}/googleAds:search`;
    const query = 'SELECT campaign.id FROM campaign';
    expect((await google.post(at, { query })).body).toMatchObject({ results: [{}, {}], fieldMask: 'campaign.id' });
    expect((await google.post(at, { query, validateOnly: true })).body).toEqual({});
    const sized = await google.post(at, { query, pageSize: 10 });
    expect([sized.status, JSON.stringify(sized.body)]).toEqual([
      400,
      expect.stringContaining('PAGE_SIZE_NOT_SUPPORTED'),
    ]);
    const lost = await google.post(at, { query, pageToken: 'bm8' });
    expect(JSON.stringify(lost.body)).toContain('INVALID_PAGE_TOKEN');
    expect((await google.post(at, { query, colour: 1 })).status).toBe(400);
  });

  it.each([
    [`campaign.id = ${boots.campaign}`, 1],
    [`campaign.id = '${boots.campaign}'`, 1],
    [`campaign.id IN (${boots.campaign}, 1)`, 1],
    [`campaign.id NOT IN (${boots.campaign})`, 1],
    [`campaign.id > ${boots.campaign}`, 1],
    ["campaign.name LIKE '%BOOTS%'", 1],
    ["campaign.name NOT LIKE 'Hiking%'", 1],
    ["campaign.name LIKE 'Hiking_Boots%'", 1],
    ["campaign.name LIKE 'Hiking[_]Boots%'", 0],
    ["campaign.status = 'PAUSED'", 0],
    ["campaign.status IN ('PAUSED', 'ENABLED')", 2],
    ['campaign_budget.amount_micros >= 180000000', 1],
    ['campaign_budget.explicitly_shared = FALSE', 2],
    ['campaign.end_date_time IS NULL', 2],
    ['campaign.end_date_time IS NOT NULL', 0],
    ["campaign.advertising_channel_type = 'DISPLAY'", 1],
  ])('with %s finds %d', async (condition, count) => {
    expect(await rows(`SELECT campaign.id FROM campaign WHERE ${condition}`)).toHaveLength(count);
  });

  it('orders by numbers as numbers, and cuts', async () => {
    const query = 'SELECT campaign.id FROM campaign ORDER BY campaign_budget.amount_micros';
    const ids = async (rest: string) =>
      (await rows(query + rest)).map((row) => JSON.stringify(row).includes(boots.campaign));
    expect(await ids('')).toEqual([false, true]);
    expect(await ids(' DESC')).toEqual([true, false]);
    expect(await ids(' DESC LIMIT 1')).toEqual([true]);
  });

  it.each([
    ['SELECT campaign.colour FROM campaign', 'UNRECOGNIZED_FIELD'],
    ['SELECT campaign.biddingStrategyType FROM campaign', 'UNRECOGNIZED_FIELD'],
    ['SELECT campaign.id FROM adgroup', 'BAD_RESOURCE_TYPE_IN_FROM_CLAUSE'],
    ['SELECT campaign.id FROM toString', 'BAD_RESOURCE_TYPE_IN_FROM_CLAUSE'],
    ['SELECT ad_group.id FROM campaign', 'PROHIBITED_RESOURCE_TYPE_IN_SELECT_CLAUSE'],
    ['SELECT metrics.clicks FROM user_list', 'PROHIBITED_METRIC_IN_SELECT_OR_WHERE_CLAUSE'],
    ["SELECT campaign.id FROM campaign WHERE campaign.status = 'ACTIVE'", 'BAD_ENUM_CONSTANT'],
    ["SELECT campaign.id FROM campaign WHERE campaign.status > 'ENABLED'", 'BAD_OPERATOR'],
    ["SELECT campaign.id FROM campaign WHERE campaign.id LIKE '1%'", 'BAD_OPERATOR'],
    ["SELECT campaign.id FROM campaign WHERE campaign.id = 'abc'", 'BAD_VALUE'],
    ["SELECT campaign.id FROM campaign WHERE segments.date = '1 Nov'", 'BAD_VALUE'],
    ['SELECT campaign.id FROM campaign WHERE segments.date DURING LAST_90_DAYS', 'INVALID_VALUE_WITH_DURING_OPERATOR'],
    ['SELECT campaign.id, segments.date FROM campaign', 'EXPECTED_FILTERS_ON_DATE_RANGE'],
    ['SELECT metrics.auction_insight_search_impression_share FROM campaign', 'METRIC_ACCESS_DENIED'],
  ])('%s is refused with %s, in an array as the stream is', async (query, value) => {
    const text = await refusal(query);
    expect(text).toMatch(/^40[03] \[\{"error":/);
    expect(text).toContain(value);
    expect(text).toContain('google.ads.googleads.v26.errors.GoogleAdsFailure');
  });
});

describe('metrics', () => {
  const period = "segments.date BETWEEN '2026-11-14' AND '2026-11-20'";
  const metricsSchema = z.object({
    segments: z.object({ date: z.string().optional(), hour: z.int().optional() }).optional(),
    metrics: z.object({
      ...{ impressions: z.string().default('0'), clicks: z.string().default('0'), costMicros: z.string().default('0') },
      ...{ conversions: z.number().default(0), conversionsValue: z.number().default(0), ctr: z.number().default(0) },
    }),
  });
  const fields =
    'metrics.impressions, metrics.clicks, metrics.cost_micros, metrics.conversions, metrics.conversions_value, metrics.ctr';
  const measured = async (select: string, from: string, where: string) =>
    (await rows(`SELECT ${select}${fields} FROM ${from} WHERE ${where}`)).map((row) => metricsSchema.parse(row));
  const sum = (found: readonly z.infer<typeof metricsSchema>[]) =>
    found.reduce((total, { metrics }) => total + Number(metrics.costMicros), 0);
  const own = `campaign.id = ${boots.campaign} AND ${period}`;

  it('add up alike by campaign, ad group, ad, day and hour', async () => {
    const whole = await measured('campaign.id, ', 'campaign', own);
    expect(whole).toHaveLength(1);
    const days = await measured('segments.date, ', 'campaign', own);
    expect(days.map((row) => row.segments?.date)).toEqual([14, 15, 16, 17, 18, 19, 20].map((day) => `2026-11-${day}`));
    const hours = await measured('segments.date, segments.hour, ', 'campaign', own);
    expect(hours.length).toBeGreaterThan(7 * 10);
    const groups = await measured('ad_group.id, ', 'ad_group', own);
    const ads = await measured('ad_group_ad.ad.id, segments.date, ', 'ad_group_ad', own);
    expect(new Set([whole, days, hours, groups, ads].map(sum)).size).toBe(1);
    expect(sum(whole)).toBeGreaterThan(0);
    for (const { metrics } of days)
      expect(metrics.ctr).toBeCloseTo(Number(metrics.clicks) / Number(metrics.impressions));
    expect(sum(days) % 10_000).toBe(0);
  });

  it('of the whole account are those of its campaigns together', async () => {
    const campaigns = await measured('campaign.id, ', 'campaign', period);
    expect(sum(await measured('customer.id, ', 'customer', period))).toBe(sum(campaigns));
  });

  it('can be filtered and ordered by', async () => {
    const found = await measured('campaign.id, ', 'campaign', `${period} AND metrics.impressions > 0`);
    expect(found).toHaveLength(2);
    expect(await rows(`SELECT campaign.id FROM campaign WHERE ${period} AND metrics.clicks > 99999999`)).toEqual([]);
  });

  it('LAST_7_DAYS ends yesterday, and empty days are left out', async () => {
    const dates = async (where: string) =>
      (await measured('segments.date, ', 'campaign', `campaign.id = ${boots.campaign} AND ${where}`)).map(
        (row) => row.segments?.date,
      );
    expect(await dates('segments.date DURING LAST_7_DAYS')).toEqual(
      [14, 15, 16, 17, 18, 19, 20].map((day) => `2026-11-${day}`),
    );
    expect(await dates('segments.date DURING TODAY')).toEqual(['2026-11-21']);
    expect(await dates("segments.date >= '2027-01-01' AND segments.date <= '2027-01-05'")).toEqual([]);
  });

  it('tell the share of impressions of a campaign that the budget limits', async () => {
    const share = z.object({
      metrics: z.object({ searchImpressionShare: z.number(), searchBudgetLostImpressionShare: z.number().default(0) }),
    });
    const query = `SELECT metrics.search_impression_share, metrics.search_budget_lost_impression_share FROM campaign WHERE ${period}`;
    const [limited, other] = (await rows(query)).map((row) => share.parse(row).metrics);
    expect(limited?.searchBudgetLostImpressionShare).toBeGreaterThan(0.2);
    expect(other?.searchBudgetLostImpressionShare ?? 1).toBeLessThan(limited?.searchBudgetLostImpressionShare ?? 0);
  });
});

describe('the other resources', () => {
  it('the account describes itself', async () => {
    const query =
      'SELECT customer.id, customer.descriptive_name, customer.currency_code, customer.time_zone FROM customer LIMIT 1';
    expect(await rows(query)).toEqual([
      {
        customer: {
          resourceName: `customers/${boots.customer}`,
          id: boots.customer,
          descriptiveName: 'Alder & Finch Search',
          currencyCode: 'USD',
          timeZone: 'UTC',
        },
      },
    ]);
  });

  it('ads carry their ad group in their name, ad groups their bid', async () => {
    const ads = await rows(
      `SELECT ad_group_ad.resource_name, ad_group_ad.status, ad_group_ad.ad.id FROM ad_group_ad WHERE ad_group.id = ${boots.ad_group}`,
    );
    expect(ads[0]).toMatchObject({
      adGroupAd: {
        resourceName: named('adGroupAds', boots.ad_group, boots.ad),
        status: 'ENABLED',
        ad: { id: boots.ad },
      },
    });
    const groups = await rows(
      `SELECT ad_group.id, ad_group.cpc_bid_micros, ad_group.cpm_bid_micros FROM ad_group WHERE campaign.id = ${boots.campaign}`,
    );
    expect(groups).toMatchObject([{ adGroup: { id: boots.ad_group, cpcBidMicros: '1900000' } }]);
    expect(JSON.stringify(groups)).not.toContain('cpmBidMicros');
  });

  it('user lists and assets are listed', async () => {
    const audiences = [
      { audience_id: '881', name: 'Hikers', kind: 'lookalike', size: 5000, ready: false },
      { audience_id: '882', name: 'Buyers' },
    ];
    await sandbox.post('/_sandbox/audiences', { account_id: boots.customer, audiences });
    const query =
      'SELECT user_list.id, user_list.name, user_list.type, user_list.size_for_display, user_list.eligible_for_display FROM user_list';
    expect(await rows(query)).toMatchObject([
      { userList: { id: '881', type: 'LOOKALIKE', sizeForDisplay: '5000', eligibleForDisplay: false } },
      { userList: { id: '882', type: 'CRM_BASED', eligibleForDisplay: true } },
    ]);
    expect(await rows(`SELECT asset.id, asset.type FROM asset WHERE asset.id = ${boots.asset}`)).toMatchObject([
      { asset: { id: boots.asset, type: 'IMAGE' } },
    ]);
  });
});
