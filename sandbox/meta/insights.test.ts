import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type SandboxProcess, spring, startSandboxProcess } from '../testing/sandbox-process.ts';

let sandbox: SandboxProcess;
beforeAll(async () => {
  sandbox = await startSandboxProcess();
});
afterAll(() => sandbox.stop());

const rowSchema = z.looseObject({
  date_start: z.string(),
  date_stop: z.string(),
  impressions: z.string().regex(/^\d+$/),
  spend: z.string().regex(/^\d+(\.\d\d)?$/),
  actions: z.array(z.looseObject({ action_type: z.string(), value: z.string() })).optional(),
});
const fields = 'impressions,clicks,spend,reach,frequency,cpm,cpc,ctr,actions,action_values,purchase_roas';
const range = (since: string, until: string) => encodeURIComponent(JSON.stringify({ since, until }));

async function rows(path: string) {
  const { status, body } = await sandbox.get(`/v26.0/${path}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return z.object({ data: z.array(rowSchema) }).parse(body).data;
}
const sum = (list: readonly z.infer<typeof rowSchema>[], name: 'impressions' | 'spend') =>
  list.reduce((total, row) => total + Number(row[name]), 0);

describe('insights', () => {
  const week = `time_range=${range('2026-11-14', '2026-11-20')}`;

  it('give one row a day, with every number as a text, and nothing that was not asked for', async () => {
    const daily = await rows(`${spring.campaign}/insights?fields=${fields}&time_increment=1&${week}`);
    expect(daily.map((row) => row.date_start)).toEqual(Array.from({ length: 7 }, (_, i) => `2026-11-${14 + i}`));
    expect(daily[0]).toEqual({
      date_start: '2026-11-14',
      date_stop: '2026-11-14',
      impressions: expect.stringMatching(/^\d+$/),
      clicks: expect.stringMatching(/^\d+$/),
      spend: expect.stringMatching(/^\d+\.\d\d$/),
      reach: expect.stringMatching(/^\d+$/),
      frequency: expect.stringMatching(/^\d+\.\d+$/),
      cpm: expect.stringMatching(/^\d+\.\d+$/),
      cpc: expect.stringMatching(/^\d+\.\d+$/),
      ctr: expect.stringMatching(/^\d+\.\d+$/),
      actions: expect.arrayContaining([{ action_type: 'purchase', value: expect.stringMatching(/^\d+$/) }]),
      action_values: expect.arrayContaining([{ action_type: 'purchase', value: expect.stringMatching(/\.\d\d$/) }]),
      purchase_roas: [{ action_type: 'omni_purchase', value: expect.any(String) }],
    });
  });

  it('add up: days to the week, ads to the campaign, hours to the day; reach does not', async () => {
    const daily = await rows(`${spring.campaign}/insights?fields=${fields}&time_increment=1&${week}`);
    const [whole] = await rows(`${spring.campaign}/insights?fields=${fields}&${week}`);
    const byAd = await rows(`${spring.campaign}/insights?level=ad&fields=ad_id,impressions,spend&${week}`);
    expect(Number(whole?.impressions)).toBe(sum(daily, 'impressions'));
    expect(sum(byAd, 'impressions')).toBe(Number(whole?.impressions));
    expect(sum(byAd, 'spend')).toBeCloseTo(Number(whole?.spend), 2);
    expect(byAd.map((row) => row.ad_id)).toEqual([spring.ad, '320240001012']);
    expect(Number(whole?.reach)).toBeLessThan(daily.reduce((total, row) => total + Number(row.reach), 0));
    const hourly = await rows(
      `${spring.campaign}/insights?fields=${fields}&limit=100&time_increment=1&breakdowns=hourly_stats_aggregated_by_advertiser_time_zone&time_range=${range('2026-11-20', '2026-11-20')}`,
    );
    expect(hourly).toHaveLength(24);
    expect(hourly[9]).toMatchObject({ hourly_stats_aggregated_by_advertiser_time_zone: '09:00:00 - 09:59:59' });
    expect(hourly[9]).not.toHaveProperty('reach');
    expect(sum(hourly, 'impressions')).toBe(Number(daily[6]?.impressions));
  });

  it('are asked for at any level of the account, and paged', async () => {
    const account = await rows(
      `${spring.account}/insights?level=campaign&fields=campaign_id,impressions,spend&${week}`,
    );
    expect(account).toHaveLength(8);
    const adSet = await rows(`${spring.ad_set}/insights?fields=adset_id,campaign_name,impressions,spend&${week}`);
    expect(adSet).toMatchObject([{ adset_id: spring.ad_set, campaign_name: 'Spring Sale' }]);
    const [total] = await rows(`${spring.account}/insights?fields=impressions,spend&${week}`);
    expect(Number(total?.impressions)).toBe(sum(account, 'impressions'));
    const { body } = await sandbox.get(`/v26.0/${spring.campaign}/insights?time_increment=1&limit=3&${week}`);
    expect(body).toMatchObject({ paging: { next: expect.stringContaining('after=') } });
  });

  it('report yen without decimals, in days of the account’s zone', async () => {
    const yen = await sandbox.call(
      'GET',
      `/v26.0/120240002010/insights?fields=spend,impressions&time_increment=1&date_preset=today`,
      undefined,
      { authorization: 'Bearer sandbox-token-lumen-kitchen' },
    );
    expect(yen.body).toMatchObject({ data: [{ date_start: '2026-11-21', spend: expect.stringMatching(/^\d+$/) }] });
  });

  it('leave out days without delivery, before history begins and in the future', async () => {
    expect(
      await rows(`${spring.campaign}/insights?time_increment=1&time_range=${range('2025-01-01', '2025-01-05')}`),
    ).toEqual([]);
    expect(
      await rows(`${spring.campaign}/insights?time_increment=1&time_range=${range('2026-11-22', '2026-11-25')}`),
    ).toEqual([]);
  });

  it('split actions by attribution window when asked', async () => {
    const [row] = await rows(
      `${spring.campaign}/insights?fields=impressions,spend,actions&action_attribution_windows=["7d_click","1d_view"]&${week}`,
    );
    expect(row?.actions?.[0]).toMatchObject({ '7d_click': expect.any(String), '1d_view': '0' });
  });

  it.each([
    ['impression share, which the platform does not have', 'fields=impression_share'],
    ['a level that does not exist', 'level=keyword'],
    ['a range that is no range', 'time_range={"since":"2026-11-20","until":"2026-11-10"}'],
    ['a date that does not exist', 'time_range={"since":"2026-02-30","until":"2026-03-01"}'],
    ['a range that is not JSON', 'time_range=yesterday'],
    ['an unknown preset', 'date_preset=last_fortnight'],
    ['a broken increment', 'time_increment=0'],
    ['a breakdown that is not played', 'breakdowns=country'],
  ])('refuse %s', async (_, query) => {
    const answer = await sandbox.get(`/v26.0/${spring.campaign}/insights?${query}`);
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 100, fbtrace_id: expect.any(String) } } });
  });
});
