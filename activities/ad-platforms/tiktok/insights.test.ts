import { assert, date, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { named, pageOf, recorded, replayedTiktok } from '../../../tests/ad-platforms/replayed-tiktok.ts';
import { dayWindows } from './day-windows.ts';
import { insightFromWire } from './insights.ts';
import { reportRowWire } from './schemas.ts';

const tiktok = replayedTiktok();

describe('reading insights', () => {
  const days = { reference: named.campaign, since: '2026-11-01', until: '2026-11-02', grain: 'day' } as const;
  it('days come as numbers, sorted, with what is missing as zero', async () => {
    tiktok.answerWith({ body: recorded('report-days') });
    expect(await tiktok.adapter().readInsights(days)).toEqual([
      {
        ...{ entity_id: '1830000000000001', date: '2026-11-01', hour: null, impressions: 120_034, clicks: 2101 },
        ...{ spend_minor: 41_237, conversions: 41, revenue_minor: 369_050, reach: 80_011, frequency: 1.5 },
        ...{ engagements: null, video_views: null, video_completions: null },
      },
      expect.objectContaining({ date: '2026-11-02', impressions: 10, revenue_minor: 0, reach: 9 }),
    ]);
    expect(tiktok.sent()[0]?.query).toEqual({
      ...{ advertiser_id: '7050050050051', report_type: 'BASIC', data_level: 'AUCTION_CAMPAIGN' },
      dimensions: '["campaign_id","stat_time_day"]',
      metrics:
        '["spend","impressions","clicks","conversion","total_purchase_value","reach","frequency","likes","comments","shares","follows","video_play_actions","video_views_p100"]',
      ...{ start_date: '2026-11-01', end_date: '2026-11-02' },
      filtering: '[{"field_name":"campaign_ids","filter_type":"IN","filter_value":"[\\"1830000000000001\\"]"}]',
      ...{ page: '1', page_size: '1000' },
    });
  });
  it.each([
    [named.ad_set, 'AUCTION_ADGROUP', '["adgroup_id","stat_time_day"]', 'adgroup_ids'],
    [named.ad, 'AUCTION_AD', '["ad_id","stat_time_day"]', 'ad_ids'],
  ] as const)('%o is reported at its own level', async (reference, data_level, dimensions, field_name) => {
    tiktok.answerWith(pageOf());
    await tiktok.adapter().readInsights({ ...days, reference });
    expect(tiktok.sent()[0]?.query).toMatchObject({ data_level, dimensions });
    expect(tiktok.sent()[0]?.query.filtering).toContain(`"${field_name}"`);
  });
  it('a longer range is asked for in reports of 30 days', async () => {
    tiktok.answerWith(pageOf(), pageOf(), pageOf());
    await tiktok.adapter().readInsights({ ...days, since: '2026-09-01', until: '2026-10-31' });
    expect(tiktok.sent().map(({ query }) => [query.start_date, query.end_date])).toEqual([
      ['2026-09-01', '2026-09-30'],
      ['2026-10-01', '2026-10-30'],
      ['2026-10-31', '2026-10-31'],
    ]);
  });
  it('hours are asked for day by day, and have neither reach nor frequency', async () => {
    tiktok.answerWith({ body: recorded('report-hours') }, pageOf());
    const rows = await tiktok.adapter().readInsights({ ...days, grain: 'hour' });
    expect(rows.map((row) => [row.date, row.hour, row.clicks, row.conversions, row.reach])).toEqual([
      ['2026-11-01', 0, 1, 0, null],
      ['2026-11-01', 13, 31, 2, null],
    ]);
    expect(tiktok.sent().map(({ query }) => [query.start_date, query.end_date])).toEqual([
      ['2026-11-01', '2026-11-01'],
      ['2026-11-02', '2026-11-02'],
    ]);
    expect(tiktok.sent()[0]?.query).toMatchObject({
      ...{ dimensions: '["campaign_id","stat_time_hour"]' },
      metrics: '["spend","impressions","clicks","conversion","total_purchase_value"]',
    });
  });
  it('an image has no report of its own', async () => {
    const reading = tiktok.adapter().readInsights({ ...days, reference: named.creative });
    await expect(reading).rejects.toMatchObject({ code: 'PLATFORM_CAPABILITY_MISSING' });
  });
});

describe('a row of a report', () => {
  const row = (dimensions: object, metrics: object = {}, currency = 'USD') =>
    insightFromWire(reportRowWire.parse({ dimensions, metrics }), '1', currency);
  const day = { stat_time_day: '2026-11-20 00:00:00' };
  it('without any metric is a day of zeros, with reach and frequency not known', () => {
    expect(row(day)).toEqual({
      ...{ entity_id: '1', date: '2026-11-20', hour: null, impressions: 0, clicks: 0, spend_minor: 0 },
      ...{ conversions: 0, revenue_minor: 0, reach: null, frequency: null },
      ...{ engagements: null, video_views: null, video_completions: null },
    });
  });
  it('counts money in the minor units of its currency', () => {
    expect(row(day, { spend: '1234' }, 'JPY').spend_minor).toBe(1234);
    expect(row(day, { spend: '1.005', total_purchase_value: '0.30' })).toMatchObject({
      ...{ spend_minor: 101, revenue_minor: 30 },
    });
  });
  it.each([
    {},
    { stat_time_day: 'yesterday' },
    { stat_time_hour: '2026-11-20 24:00:00' },
    { stat_time_hour: '2026-11-20' },
  ])('without a time that exists (%o) is refused', (dimensions) => {
    expect(() => row(dimensions)).toThrow(expect.objectContaining({ code: 'PLATFORM_ANSWER_INVALID' }));
  });
  it.each([{ spend: 'NaN' }, { clicks: '1,234' }, { impressions: 'Infinity' }])('is refused with %o', (metrics) => {
    expect(reportRowWire.safeParse({ dimensions: day, metrics }).success).toBe(false);
  });
});

describe('windows of days', () => {
  const iso = (time: Date) => time.toISOString().slice(0, 10);
  it('cover every day of the range once and in order, none longer than asked for', () => {
    const from = date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
    assert(
      property(from, integer({ min: 0, max: 400 }), integer({ min: 1, max: 90 }), (start, length, most) => {
        const wanted = Array.from({ length: length + 1 }, (_, day) =>
          iso(new Date(start.getTime() + day * 86_400_000)),
        );
        const covered = dayWindows(iso(start), wanted.at(-1) ?? '', most).flatMap((window) => {
          const days = dayWindows(window.start_date, window.end_date, 1).map((each) => each.start_date);
          expect(days.length).toBeLessThanOrEqual(most);
          return days;
        });
        expect(covered).toEqual(wanted);
      }),
    );
  });
  it('of a range that ends before it begins are none', () => {
    expect(dayWindows('2026-11-02', '2026-11-01', 30)).toEqual([]);
  });
});
