import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { encoded, startLinkedin } from './test-account.ts';

let linkedin: Awaited<ReturnType<typeof startLinkedin>>;
beforeAll(async () => {
  linkedin = await startLinkedin();
});
afterAll(() => linkedin.stop());

const rowsSchema = z.object({ elements: z.array(z.record(z.string(), z.unknown())) }).strict();
const range = '(start:(year:2026,month:11,day:14),end:(year:2026,month:11,day:20))';
const asked = (parts: Record<string, string> = {}) => {
  const campaigns = `List(${encoded('sponsoredCampaign', '9002')})`;
  const all = { q: 'analytics', pivot: 'CAMPAIGN', timeGranularity: 'DAILY', dateRange: range, campaigns, ...parts };
  return `/rest/adAnalytics?${Object.entries(all)
    .map(([name, value]) => `${name}=${value}`)
    .join('&')}`;
};
const rows = async (parts: Record<string, string> = {}) =>
  rowsSchema.parse((await linkedin.get(asked(parts))).body).elements;
const sum = (list: readonly Record<string, unknown>[], field: string) =>
  list.reduce((total, row) => total + Number(row[field]), 0);

describe('metrics', () => {
  beforeAll(() => linkedin.begin());

  it('are impressions and clicks alone when no field is asked for', async () => {
    const found = await rows();
    expect(found).toHaveLength(7);
    for (const row of found) expect(row).toEqual({ impressions: expect.any(Number), clicks: expect.any(Number) });
  });

  it('come by day in UTC with the asked fields, money as decimal texts', async () => {
    const fields =
      'pivotValues,dateRange,impressions,clicks,costInLocalCurrency,costInUsd,externalWebsiteConversions,approximateMemberReach,conversionValueInLocalCurrency,oneClickLeads';
    const [first] = await rows({ fields });
    expect(first).toEqual({
      pivotValues: ['urn:li:sponsoredCampaign:9002'],
      dateRange: { start: { year: 2026, month: 11, day: 14 }, end: { year: 2026, month: 11, day: 14 } },
      impressions: expect.any(Number),
      clicks: expect.any(Number),
      costInLocalCurrency: expect.stringMatching(/^\d+\.\d\d$/),
      costInUsd: expect.stringMatching(/^\d+\.\d\d$/),
      externalWebsiteConversions: expect.any(Number),
      approximateMemberReach: expect.any(Number),
      conversionValueInLocalCurrency: expect.stringMatching(/^\d+\.\d\d$/),
      oneClickLeads: 0,
    });
  });

  it('of creatives, campaign, group and account add up to the same', async () => {
    const creatives = await rows({ pivot: 'CREATIVE', fields: 'impressions,pivotValues' });
    expect(new Set(creatives.map((row) => JSON.stringify(row.pivotValues)))).toEqual(
      new Set(['["urn:li:sponsoredCreative:9003"]', '["urn:li:sponsoredCreative:9004"]']),
    );
    const groups = `List(${encoded('sponsoredCampaignGroup', '9001')})`;
    const totals = [
      sum(creatives, 'impressions'),
      sum(await rows(), 'impressions'),
      sum(await rows({ pivot: 'CAMPAIGN_GROUP', campaignGroups: groups }), 'impressions'),
      sum(await rows({ pivot: 'ACCOUNT', timeGranularity: 'ALL' }), 'impressions'),
    ];
    expect(new Set(totals).size).toBe(1);
    expect(totals[0]).toBeGreaterThan(1000);
    const one = await rows({ pivot: 'CREATIVE', creatives: `List(${encoded('sponsoredCreative', '9003')})` });
    expect(sum(one, 'impressions')).toBeLessThan(totals[0] ?? 0);
    expect(await rows({ campaigns: `List(${encoded('sponsoredCampaign', '4')})` })).toEqual([]);
  });

  it.each([
    ['more than twenty fields', { fields: Array.from({ length: 21 }, () => 'clicks').join(',') }],
    ['a metric that is none', { fields: 'impressions,impressionShare' }],
    ['paging', { pageSize: '10' }],
    ['another pivot', { pivot: 'COMPANY' }],
    ['another granularity', { timeGranularity: 'HOURLY' }],
    ['another finder', { q: 'statistics' }],
    ['no range', { dateRange: '2026-11-14' }],
    ['a day that there is not', { dateRange: '(start:(year:2026,month:2,day:30))' }],
    ['an end before the start', { dateRange: '(start:(year:2026,month:11,day:2),end:(year:2026,month:11,day:1))' }],
    ['a bare id', { campaigns: 'List(9002)' }],
  ])('are refused for %s', async (_, parts) => {
    expect((await linkedin.get(asked(parts))).status).toBe(400);
  });

  it('are refused without any facet, and for a write', async () => {
    const bare = `/rest/adAnalytics?q=analytics&pivot=CAMPAIGN&timeGranularity=DAILY&dateRange=${range}`;
    expect((await linkedin.get(bare)).status).toBe(400);
    expect((await linkedin.post(bare, {})).status).toBe(405);
  });
});
