import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { campaignsOf, demoTenants } from '../../../contracts/demo-world.ts';
import { withTenant } from '../../../db/connect.ts';
import { fctAdMetricDaily, metricObservations } from '../../../db/schema/index.ts';
import { startTestApi, type TestApi } from '../../../tests/harness/api-server.ts';
import { insertWaitingRows } from '../../../tests/harness/decision-rows.ts';
import type { HttpClient } from '../../../tests/harness/http-client.ts';
import { recordingTemporal } from '../../../tests/harness/recording-temporal.ts';

const [tenant] = demoTenants;
const tenant_id = tenant?.tenant_id ?? '';
const all = tenant === undefined ? [] : campaignsOf(tenant);
const [first] = all;
const campaign_id = first?.campaign_id ?? '';

let api: TestApi;
let viewer: HttpClient;
beforeAll(async () => {
  api = await startTestApi({ temporal: recordingTemporal().gateway });
  viewer = await api.as('viewer');
});
afterAll(() => api.stop());

const idsOf = (answer: { readonly body: unknown }) =>
  [...JSON.stringify(answer.body).matchAll(/"campaign_id":"(\d+)","campaign_name"/g)].map((match) => match[1]);

describe('the list of campaigns', () => {
  it('comes whole by any size of page, in one order', async () => {
    const whole = idsOf(await viewer.get('/v2/campaigns?limit=200'));
    expect([...whole].sort()).toEqual(all.map((each) => each.campaign_id).sort());
    for (const limit of [1, 2, all.length]) {
      const seen: unknown[] = [];
      for (let cursor = ''; ; ) {
        const answer = await viewer.get(`/v2/campaigns?limit=${limit}${cursor}`);
        seen.push(...idsOf(answer));
        const next = answer.at('next_cursor');
        if (next === null) break;
        cursor = `&cursor=${String(next)}`;
      }
      expect(seen).toEqual(whole);
    }
  });

  it.each([
    ['part of a name, in any case', () => (first?.campaign_name ?? '').slice(0, 6).toUpperCase()],
    ['part of an id', () => campaign_id.slice(-7)],
  ])('is searched by %s', async (_case, text) => {
    const found = idsOf(await viewer.get(`/v2/campaigns?search=${encodeURIComponent(text())}`));
    expect(found).toContain(campaign_id);
  });

  it.each(['%25', '_', '%5C', "'; drop table campaigns; --"])(
    'takes %s as a letter, not as a pattern',
    async (text) => {
      const answer = await viewer.get(`/v2/campaigns?search=${text}`);
      expect([answer.status, answer.at('data')]).toEqual([200, []]);
    },
  );

  it('is filtered by platform and status, together', async () => {
    expect(idsOf(await viewer.get('/v2/campaigns?platform=meta_ads&status=active'))).toHaveLength(
      tenant?.campaigns.length ?? 0,
    );
    const google = tenant?.other_accounts.find((each) => each.platform === 'google_ads')?.campaigns ?? [];
    expect(idsOf(await viewer.get('/v2/campaigns?platform=google_ads&status=active')).sort()).toEqual(
      google.map((each) => each.campaign_id),
    );
    expect(idsOf(await viewer.get('/v2/campaigns?platform=google_ads&status=paused'))).toEqual([]);
    expect(idsOf(await viewer.get('/v2/campaigns?platform=meta_ads&status=nothing'))).toEqual([]);
  });

  it.each([
    'limit=0',
    'limit=201',
    'limit=ten',
    'cursor=x',
    'status=a&status=b',
    'tenant_id=x',
    `search=${'x'.repeat(201)}`,
    `cursor=${Buffer.from('["2026-03-01T10:00:00Z","x"]').toString('base64url')}`,
    'search=%00',
  ])('refuses ?%s', async (query) => {
    const answer = await viewer.get(`/v2/campaigns?${query}`);
    expect([answer.status, answer.at('code')]).toEqual([400, 'REQUEST_INVALID']);
  });
});

describe('one campaign', () => {
  it('has its account, brand, ad sets and ads, and nothing of the inside', async () => {
    const { body, status } = await viewer.get(`/v2/campaigns/${campaign_id}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ campaign_id, campaign_name: first?.campaign_name, daily_budget_minor: first?.daily_budget_minor },
      account: { external_id: tenant?.account.external_id, timezone: tenant?.account.timezone },
      brand: { name: tenant?.brand_name },
      ad_sets: [{ ad_set_id: first?.ad_set_id }],
      creatives: expect.arrayContaining([
        { creative_id: first?.ads[0]?.creative_id, name: expect.stringMatching(/./), state: 'active', headline: null },
      ]),
    });
    expect(JSON.stringify(body)).not.toMatch(/tenant_id|ad_account_id|credential/);
  });

  it.each(['999', randomUUID(), '%25', encodeURIComponent("' or 1=1"), 'x'.repeat(255)])(
    'that does not exist is not found: %s',
    async (id) => {
      const answer = await viewer.get(`/v2/campaigns/${id}`);
      expect([answer.status, answer.at('code')]).toEqual([404, 'CAMPAIGN_NOT_FOUND']);
    },
  );

  it.each(['x'.repeat(256), '%00', '%E0%A4%A'])('by an id that can be none is refused: %s', async (id) => {
    expect((await viewer.get(`/v2/campaigns/${id}`)).status).toBe(400);
  });
});

describe('the names of things on the platforms', () => {
  const [ad] = first?.ads ?? [];
  const spare = first?.spare_creatives[0];

  it('come by id for campaigns, ad sets, ads and creatives; what is not known is left out', async () => {
    const ids = [campaign_id, first?.ad_set_id, ad?.ad_id, spare?.creative_id, '999', ad?.ad_id].join(',');
    const answer = await viewer.get(`/v2/names?ids=${ids}`);
    expect(answer.status).toBe(200);
    expect(answer.at('names')).toEqual({
      [campaign_id]: first?.campaign_name,
      [first?.ad_set_id ?? '']: expect.stringContaining(first?.campaign_name ?? ''),
      [ad?.ad_id ?? '']: ad?.name,
      [spare?.creative_id ?? '']: spare?.name,
    });
  });

  it('are those of the caller’s own tenant', async () => {
    const stranger = await api.as('viewer', 1);
    expect((await stranger.get(`/v2/names?ids=${campaign_id},${ad?.ad_id}`)).at('names')).toEqual({});
  });

  it('are empty for nothing, and refused for more than a hundred', async () => {
    expect((await viewer.get('/v2/names?ids=')).at('names')).toEqual({});
    expect((await viewer.get('/v2/names?ids=,,')).at('names')).toEqual({});
    const many = Array.from({ length: 101 }, (_, index) => index).join(',');
    expect((await viewer.get(`/v2/names?ids=${many}`)).at('code')).toBe('REQUEST_INVALID');
    expect((await viewer.get(`/v2/names?ids=${'1'.repeat(65)}`)).status).toBe(400);
    expect((await viewer.get('/v2/names')).status).toBe(400);
  });
});

describe('the metrics of a campaign', () => {
  const path = `/v2/campaigns/${campaign_id}/metrics`;
  beforeAll(async () => {
    await withTenant(api.database.owner, tenant_id, async (tx) => {
      await tx.execute(sql`delete from fct_ad_metric_daily where campaign_id = ${campaign_id}`);
      const figures = { channel: 'meta_ads', impressions: 10, clicks: 1, spend_minor: 100, revenue_minor: 0 };
      const row = { ...figures, campaign_id, currency: 'USD', conversions: 0.5, source: 'test' };
      await tx.insert(fctAdMetricDaily).values(
        ['2026-02-28', '2026-03-01', '2026-03-02'].flatMap((dt) => [
          { ...row, dt, ad_id: 'a' },
          { ...row, dt, ad_id: 'b' },
        ]),
      );
      await tx.insert(metricObservations).values([
        { campaign_id, metric: 'cpc', observed_at: new Date('2026-03-01T23:59:59Z'), value: 2, source: 'test' },
        { campaign_id, metric: 'cpc', observed_at: new Date('2026-03-03T00:00:00Z'), value: 3, source: 'test' },
      ]);
    });
  });

  it('are summed for each day, oldest first, up to and with the last day asked for', async () => {
    const answer = await viewer.get(`${path}?days=2&until=2026-03-02`);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ campaign_id, since: '2026-03-01', until: '2026-03-02' });
    expect(answer.at('data')).toMatchObject([
      { dt: '2026-03-01', impressions: 20, clicks: 2, spend_minor: 200, conversions: 1 },
      { dt: '2026-03-02', impressions: 20, clicks: 2, spend_minor: 200, conversions: 1 },
    ]);
    expect(answer.at('series')).toEqual([{ metric: 'cpc', points: [{ at: '2026-03-01T23:59:59.000Z', value: 2 }] }]);
  });

  it('end today unless told, and are empty where there is no data', async () => {
    const answer = await viewer.get(`${path}?days=1&until=2020-01-01`);
    expect(answer.body).toMatchObject({ since: '2020-01-01', until: '2020-01-01', data: [], series: [] });
    expect((await viewer.get(path)).status).toBe(200);
  });

  it.each([
    'days=0',
    'days=801',
    'days=1.5',
    'until=2026-02-30',
    'until=yesterday',
    'until=2026-03-01T00:00:00Z',
    'until=0001-01-01&days=800',
    'until=0000-01-01',
    'since=2026-01-01',
  ])('refuse ?%s', async (query) => {
    const answer = await viewer.get(`${path}?${query}`);
    expect([answer.status, answer.at('code')]).toEqual([400, 'REQUEST_INVALID']);
  });
});

describe('the history of a campaign', () => {
  it('holds its own recommendations, newest first, in slices', async () => {
    const other = all[1]?.campaign_id ?? '';
    const rows = [];
    for (let count = 0; count < 3; count += 1) {
      rows.push(await insertWaitingRows(api.database.owner, tenant_id, { campaign_id, requester: 'marketer' }));
    }
    await insertWaitingRows(api.database.owner, tenant_id, { campaign_id: other, requester: 'marketer' });
    const path = `/api/v1/campaigns/${campaign_id}/history`;
    const ids = rows.map((row) => row.recommendation_id).reverse();
    const idsIn = (answer: { readonly at: (path: string) => unknown }, count: number) =>
      Array.from({ length: count }, (_, index) => answer.at(`data.${index}.recommendation_id`));
    expect(idsIn(await viewer.get(path), 4)).toEqual([...ids, undefined]);
    const slice = await viewer.get(`${path}?limit=1&offset=1`);
    expect([slice.at('limit'), slice.at('offset'), ...idsIn(slice, 2)]).toEqual([1, 1, ids[1], undefined]);
    expect((await viewer.get(`${path}?offset=3`)).at('data')).toEqual([]);
    for (const query of ['limit=0', 'offset=-1', 'offset=100001', 'cursor=x']) {
      expect((await viewer.get(`${path}?${query}`)).status).toBe(400);
    }
  });
});

describe('an import', () => {
  it('needs its permission and a table of text', async () => {
    const path = `/v2/campaigns/${campaign_id}/metrics/import`;
    expect((await viewer.post(path, undefined, { 'content-type': 'text/csv' })).status).toBe(403);
    const marketer = await api.as('marketer');
    expect((await marketer.post(path, { rows: [] })).status).toBe(415);
    expect((await marketer.post(`${path}?file_name=`, undefined)).status).toBe(400);
  });
});
