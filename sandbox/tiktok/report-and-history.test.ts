import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startTiktok } from './test-account.ts';

let tiktok: Awaited<ReturnType<typeof startTiktok>>;
beforeAll(async () => {
  tiktok = await startTiktok();
});
afterAll(() => tiktok.stop());

const rowsSchema = z.array(
  z.object({ dimensions: z.record(z.string(), z.string()), metrics: z.record(z.string(), z.string()) }),
);
const base = {
  report_type: 'BASIC',
  data_level: 'AUCTION_CAMPAIGN',
  dimensions: ['campaign_id', 'stat_time_day'],
  metrics: ['spend', 'impressions', 'clicks', 'conversion', 'reach', 'frequency'],
  start_date: '2026-11-14',
  end_date: '2026-11-20',
  page_size: '1000',
};
const report = (parts: Record<string, unknown> = {}) => tiktok.get('report/integrated/get/', { ...base, ...parts });
const rows = async (parts: Record<string, unknown> = {}) => rowsSchema.parse((await report(parts)).data.list);
const filter = (field_name: string, ids: readonly string[]) => ({
  filtering: [{ field_name, filter_type: 'IN', filter_value: JSON.stringify(ids) }],
});
const sum = (list: z.infer<typeof rowsSchema>, metric: string) =>
  list.reduce((all, { metrics }) => all + Number(metrics[metric]), 0);

describe('a report', () => {
  beforeAll(() => tiktok.begin());

  it('has a row for each day of the account, with texts for values', async () => {
    const list = await rows(filter('campaign_ids', ['9001']));
    expect(list.map(({ dimensions }) => dimensions.stat_time_day)).toEqual(
      [14, 15, 16, 17, 18, 19, 20].map((day) => `2026-11-${day} 00:00:00`),
    );
    expect(list[0]).toEqual({
      dimensions: { campaign_id: '9001', stat_time_day: '2026-11-14 00:00:00' },
      metrics: {
        spend: expect.stringMatching(/^\d+\.\d\d$/),
        impressions: expect.stringMatching(/^\d+$/),
        clicks: expect.stringMatching(/^\d+$/),
        conversion: expect.stringMatching(/^\d+$/),
        reach: expect.stringMatching(/^\d+$/),
        frequency: expect.stringMatching(/^\d\.\d\d$/),
      },
    });
  });

  it('adds up to the same by ad, ad group, campaign, account and over the whole range', async () => {
    const totals = [
      sum(await rows(), 'impressions'),
      sum(await rows({ data_level: 'AUCTION_AD', dimensions: ['ad_id', 'stat_time_day'] }), 'impressions'),
      sum(await rows({ data_level: 'AUCTION_ADGROUP', dimensions: ['adgroup_id'] }), 'impressions'),
      sum(await rows({ data_level: 'AUCTION_ADVERTISER', dimensions: ['advertiser_id'] }), 'impressions'),
    ];
    expect(new Set(totals).size).toBe(1);
    expect(totals[0]).toBeGreaterThan(1000);
    expect(sum(await rows(filter('ad_ids', ['9003'])), 'impressions')).toBeLessThan(totals[0] ?? 0);
    expect(await rows(filter('adgroup_ids', ['4']))).toEqual([]);
  });

  it('has hours of one day, names, and rates as percentages', async () => {
    const hourly = { dimensions: ['campaign_id', 'stat_time_hour'], start_date: '2026-11-20', end_date: '2026-11-20' };
    const list = await rows({ ...hourly, metrics: ['clicks', 'impressions', 'ctr', 'campaign_name', 'currency'] });
    expect(list.length).toBeGreaterThan(12);
    const noon = list.find(({ dimensions }) => dimensions.stat_time_hour === '2026-11-20 12:00:00')?.metrics ?? {};
    expect(noon).toMatchObject({ campaign_name: 'Test', currency: 'USD' });
    expect(Number(noon.ctr)).toBeCloseTo((100 * Number(noon.clicks)) / Number(noon.impressions), 1);
    const every = [
      'cpc',
      'cpm',
      'cost_per_conversion',
      'conversion_rate',
      'total_purchase_value',
      'complete_payment_roas',
      'video_views_p100',
      'ad_name',
      'adgroup_name',
    ];
    const [one] = await rows({ dimensions: ['campaign_id'], metrics: every });
    expect(Object.keys(one?.metrics ?? {})).toEqual(every);
  });

  it('comes in pages, and hides what is deleted', async () => {
    const paged = await report({ page: '2', page_size: '3' });
    expect(paged.data).toMatchObject({ list: [{}, {}, {}], page_info: { page: 2, total_number: 7, total_page: 3 } });
    await tiktok.post('ad/status/update/', { ad_ids: ['9004'], operation_status: 'DELETE' });
    const list = await rows({ data_level: 'AUCTION_AD', dimensions: ['ad_id'] });
    expect(list.map(({ dimensions }) => dimensions.ad_id)).toEqual(['9003']);
  });

  it.each([
    ['more than thirty days by day', { start_date: '2026-10-21' }, '30 days'],
    ['more than a day by hour', { dimensions: ['campaign_id', 'stat_time_hour'] }, '1 days'],
    ['more than a year', { dimensions: ['campaign_id'], start_date: '2025-11-20' }, '365 days'],
    ['an end before the start', { end_date: '2026-11-13' }, 'end_date'],
    ['dimensions of another level', { dimensions: ['ad_id'] }, 'dimensions'],
    ['an unknown dimension', { dimensions: ['campaign_id', 'country_code'] }, 'dimensions'],
    ['an unknown metric', { metrics: ['impression_share'] }, 'impression_share'],
    ['metrics that are no JSON', { metrics: 'spend,clicks' }, 'metrics'],
    ['another type', { report_type: 'AUDIENCE' }, 'report_type'],
    [
      'ids that are no JSON',
      { filtering: [{ field_name: 'ad_ids', filter_type: 'IN', filter_value: '9003' }] },
      'filter_value',
    ],
  ])('is refused for %s', async (_, parts, told) => {
    expect(await report(parts)).toMatchObject({ code: 40002, message: expect.stringContaining(told) });
  });
});

const span = { start_time: '2026-11-21 00:00:00', end_time: '2026-11-22 00:00:00', timezone: 'UTC' };
async function history(task: object): Promise<string> {
  const begun = await tiktok.post('changelog/task/create/', { ...span, ...task });
  const task_id = String(begun.data.task_id);
  expect((await tiktok.get('changelog/task/check/', { task_id })).data).toEqual({ status: 'SUCCESS' });
  const { data } = await tiktok.get('changelog/task/download/', { task_id });
  return z.object({ file_data: z.string(), file_name: z.string() }).parse(JSON.parse(String(data.changelog))).file_data;
}

describe('the change log', () => {
  beforeEach(() => tiktok.begin());

  it('tells what the app and what a person changed, newest first, as a literal of bytes', async () => {
    await tiktok.post('adgroup/budget/update/', { budget: [{ adgroup_id: '9002', budget: 460 }] });
    const edit = { entity_id: '9002', field: 'bid_amount', value: 300, actor_name: 'a***@example.com' };
    await tiktok.sandbox.post('/_sandbox/human_edits', edit);
    const [start = '', ...lines] = (await history({ object_type: 'ADGROUP', object_ids: ['9002'] })).split('\\r\\n');
    expect([start, ...lines.slice(0, 2)]).toEqual(["b'Budget changes,1", 'Bid changes,1', 'Status changes,0']);
    expect(lines[3]).toBe('Time,log_object_type,Object ID,Object,Operator,Source,App ID,Activity details');
    expect(lines[4]).toMatch(
      /^2026-11-21 12:00,Ad group,9002,Bidding & Optimization,a\*\*\*@example.com,TikTok Ads Manager,--,"/,
    );
    expect(lines[4]).toContain(`""before"":""b'2.50 USD'"",""after"":""b'3.00 USD'""`);
    expect(lines[5]).toMatch(/,Marketing API,7420042004200420042,"/);
    expect(lines[5]).toContain(`""before"":""b'400.00 USD'"",""after"":""b'460.00 USD'""`);
    expect(lines.slice(6)).toEqual(["'"]);
  });

  it('is narrowed by kind, id, module and time', async () => {
    await tiktok.post('campaign/status/update/', { campaign_ids: ['9001'], operation_status: 'DISABLE' });
    const status = await history({ object_type: 'CAMPAIGN', module: 'STATUS' });
    expect(status).toContain('Status changes,1');
    expect(status).toContain(`""name"":""Campaign""`);
    expect(status).toContain(`""before"":""b'Enabled'"",""after"":""b'Paused'""`);
    for (const other of [
      { object_type: 'ADGROUP' },
      { object_type: 'CAMPAIGN', object_ids: ['4'] },
      { object_type: 'CAMPAIGN', module: 'BUDGET' },
      { object_type: 'CAMPAIGN', start_time: '2026-11-21 12:30:00' },
    ]) {
      expect(await history(other)).not.toContain('9001');
    }
  });

  it.each([
    ['more than thirty days', { start_time: '2026-10-20 00:00:00' }, '30 days'],
    ['an end before the start', { end_time: '2026-11-20 00:00:00' }, 'end_time'],
    ['another form of time', { start_time: '2026-11-21T00:00:00Z' }, 'start_time'],
    ['an unknown module', { module: 'EVERYTHING' }, 'module'],
  ])('is refused for %s', async (_, parts, told) => {
    const answer = await tiktok.post('changelog/task/create/', { ...span, object_type: 'AD', ...parts });
    expect(answer).toMatchObject({ code: 40002, message: expect.stringContaining(told) });
  });

  it('has only tasks that were begun', async () => {
    expect((await tiktok.get('changelog/task/check/', { task_id: '4' })).code).toBe(40002);
    expect((await tiktok.get('changelog/task/download/', { task_id: '4' })).code).toBe(40002);
  });
});
