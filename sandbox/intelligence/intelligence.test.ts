import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { demoTenants } from '../../contracts/demo-world.ts';
import { createSandbox } from '../server.ts';

const folder = mkdtempSync(join(tmpdir(), 'intelligence-'));
const realNow = () => Date.parse('2026-11-21T12:00:00.000Z');
const sandbox = createSandbox({ directory: folder, realNow });
let url: string;
beforeAll(async () => {
  url = `http://127.0.0.1:${await sandbox.listen(0)}`;
});
afterAll(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

const campaigns = demoTenants.flatMap((tenant) => tenant.campaigns);
function campaignOf(scenario: string) {
  const found = campaigns.find((each) => each.scenario === scenario);
  if (found === undefined) throw new Error(`The demo has no campaign with ${scenario}.`);
  return found;
}
const keywordOf = (scenario: string) => campaignOf(scenario).keywords[0] ?? '';
const get = (path: string, headers: Record<string, string> = {}) => fetch(`${url}${path}`, { headers });
const textOf = async (path: string) => (await get(path)).text();
const report = (type: string, phrase: string, more = '') =>
  textOf(`/semrush/?type=${type}&key=k&phrase=${encodeURIComponent(phrase)}${more}`);
const linesOf = (csv: string) => csv.trimEnd().split('\r\n').slice(1);
const priceIn = (csv: string) => Number(linesOf(csv)[0]?.split(';')[2]);
const historySchema = z.object({ results: z.array(z.object({ domainName: z.string(), title: z.string() })) });

describe('the keyword reports', () => {
  it('need a key and a type, and say so in the words of the vendor', async () => {
    expect(await textOf('/semrush/?type=phrase_this&phrase=boots')).toMatch(/^ERROR 120 ::/);
    expect(await report('weather', 'boots')).toMatch(/^ERROR 40 ::/);
  });

  it('show new rivals and dearer clicks where the auction got harder', async () => {
    const keyword = keywordOf('auction_pressure');
    const [now, before] = [
      await report('phrase_adwords', keyword),
      await report('phrase_adwords', keyword, '&display_date=20261015'),
    ];
    expect(linesOf(now).length).toBeGreaterThan(linesOf(before).length);
    expect(linesOf(now)).toEqual(expect.arrayContaining(linesOf(before)));
    const [price, usual] = [
      priceIn(await report('phrase_this', keyword)),
      priceIn(await report('phrase_this', keyword, '&display_date=20261015')),
    ];
    expect(price / usual).toBeGreaterThan(1.2);
  });

  it.each(['creative_fatigue', 'budget_limited', 'no_change'])(
    'show nothing new where it did not: %s',
    async (cause) => {
      const keyword = keywordOf(cause);
      const [now, before] = [
        await report('phrase_adwords', keyword),
        await report('phrase_adwords', keyword, '&display_date=20261015'),
      ];
      expect(now).toBe(before);
      const price = priceIn(await report('phrase_this', keyword));
      const usual = priceIn(await report('phrase_this', keyword, '&display_date=20261015'));
      expect(Math.abs(price / usual - 1)).toBeLessThan(0.03);
    },
  );

  it('give the same answer to the same question, whatever the letters', async () => {
    const keyword = keywordOf('auction_pressure');
    expect(await report('phrase_this', keyword)).toBe(await report('phrase_this', keyword));
    expect(linesOf(await report('phrase_adwords', keyword.toUpperCase()))).toEqual(
      linesOf(await report('phrase_adwords', keyword)),
    );
  });
});

describe('the history of ads', () => {
  const path = (term: string) =>
    `/spyfu/cloud_ad_history_api/v2/term/getTermAdHistory?term=${encodeURIComponent(term)}`;
  const historyOf = async (term: string) =>
    historySchema.parse(await (await get(path(term), { authorization: 'Basic key' })).json()).results;

  it('needs a key', async () => {
    expect((await get(path('boots'))).status).toBe(401);
  });

  it('tells of the same rivals as the keyword reports, and of no sale where nobody promotes', async () => {
    const keyword = keywordOf('auction_pressure');
    const told = new Set((await historyOf(keyword)).map((each) => each.domainName));
    const listed = linesOf(await report('phrase_adwords', keyword)).map((line) => line.split(';')[0] ?? '');
    expect([...told].sort()).toEqual(listed.sort());
    expect((await historyOf(keyword)).filter((each) => each.title.includes('off everything'))).toEqual([]);
  });
});

describe('the library of ads', () => {
  const answerSchema = z.object({ data: z.array(z.object({ ad_delivery_start_time: z.iso.datetime() })) });
  const asked = (more = '') => get(`/ad-library/ads_archive?search_terms=boots${more}`, { authorization: 'Bearer t' });

  it('needs a token, and gives as many as are asked for, none from the future', async () => {
    expect((await get('/ad-library/ads_archive?search_terms=boots')).status).toBe(400);
    const { data } = answerSchema.parse(await (await asked('&limit=5')).json());
    expect(data).toHaveLength(5);
    expect(data.every((each) => Date.parse(each.ad_delivery_start_time) < realNow())).toBe(true);
    expect(answerSchema.parse(await (await asked()).json()).data).toHaveLength(25);
  });
});

describe('the visits of sites', () => {
  const answerSchema = z.object({
    meta: z.looseObject({ status: z.string(), error_code: z.int().optional() }),
    visits: z.array(z.object({ date: z.iso.date(), visits: z.number().positive() })).default([]),
  });
  async function visitsOf(domain: string, more: Record<string, string> = {}) {
    const asked = { api_key: 'k', start_date: '2026-09', end_date: '2026-10', granularity: 'monthly', ...more };
    const answer = await get(
      `/similarweb/v1/website/${domain}/total-traffic-and-engagement/visits?${new URLSearchParams(asked)}`,
    );
    return { status: answer.status, ...answerSchema.parse(await answer.json()) };
  }
  const slugOf = (scenario: string) => keywordOf(scenario).replaceAll(' ', '-');

  it.each(['auction_pressure', 'no_change'])(
    'are of rivals by full months, and alike from month to month: %s',
    async (cause) => {
      const { status, visits } = await visitsOf(`${slugOf(cause)}-rival-1.example`);
      expect([status, visits.map((each) => each.date)]).toEqual([200, ['2026-09-01', '2026-10-01']]);
      const [before = 0, now = 0] = visits.map((each) => each.visits);
      expect(Math.abs(now / before - 1)).toBeLessThan(0.03);
    },
  );

  it('of one month are those of that month, the same each time', async () => {
    const domain = `${slugOf('no_change')}-rival-2.example`;
    const both = await visitsOf(domain);
    const one = await visitsOf(domain, { start_date: '2026-10' });
    expect(one.visits).toEqual(both.visits.slice(1));
  });

  it.each([
    ['nobody knows', 'nobody.example'],
    ['that is new this month', `${keywordOf('auction_pressure').replaceAll(' ', '-')}-newcomer-1.example`],
  ])('are not told of a site %s', async (_, domain) => {
    expect(await visitsOf(domain)).toMatchObject({ status: 404, meta: { status: 'Error', error_code: 401 } });
  });

  it.each([
    ['no key', { api_key: '' }, 403, 403],
    ['the month that is not over', { end_date: '2026-11' }, 400, 101],
    ['months before the plan', { start_date: '2020-01' }, 400, 101],
    ['a range the wrong way round', { start_date: '2026-10', end_date: '2026-09' }, 400, 101],
    ['weeks', { granularity: 'weekly' }, 400, 102],
  ])('are refused for %s', async (_, more, status, error_code) => {
    expect(await visitsOf('nobody.example', more)).toMatchObject({ status, meta: { error_code } });
  });
});

describe('the shops', () => {
  it.each(campaigns.map((each) => [each.scenario, each.campaign_id]))(
    'carry the tag unless it is broken: %s (%s)',
    async (scenario, campaign_id) => {
      const page = await textOf(`/shop/${campaign_id}`);
      expect(page.includes('<script data-conversion-tag>')).toBe(scenario !== 'tracking_break');
    },
  );

  it('do not exist for campaigns that do not', async () => {
    expect((await get('/shop/404')).status).toBe(404);
  });
});

describe('web analytics', () => {
  const rowsSchema = z.object({
    rows: z.array(
      z.object({
        dimensionValues: z.tuple([z.object({ value: z.string() })]),
        metricValues: z.tuple([z.object({ value: z.string() })]),
      }),
    ),
  });
  async function count(campaign_name: string, startDate: string, endDate: string) {
    const body = {
      dimensionFilter: { filter: { stringFilter: { value: campaign_name } } },
      dateRanges: [{ startDate, endDate }],
    };
    const answer = await fetch(`${url}/analytics/v1beta/properties/1:runReport`, {
      ...{ method: 'POST', body: JSON.stringify(body) },
      headers: { authorization: 'Bearer t', 'content-type': 'application/json' },
    });
    return rowsSchema
      .parse(await answer.json())
      .rows.map((row) => [row.dimensionValues[0].value, Number(row.metricValues[0].value)] as const);
  }
  const sum = (rows: readonly (readonly [string, number])[]) => rows.reduce((total, [, each]) => total + each, 0);

  it('needs a token', async () => {
    expect((await get('/analytics/v1beta/properties/1/metadata')).status).toBe(401);
  });

  it('counts every day of a range once, both ends too, and nothing of unknown campaigns', async () => {
    const rows = await count(campaignOf('no_change').campaign_name, '2026-11-18', '2026-11-20');
    expect(rows.map(([date]) => date)).toEqual(['20261118', '20261119', '20261120']);
    expect(await count('Nobody', '2026-11-18', '2026-11-20')).toEqual([]);
  });

  it('goes on counting where the tag of the platform is broken', async () => {
    const { campaign_name } = campaignOf('tracking_break');
    const broken = sum(await count(campaign_name, '2026-11-19', '2026-11-20')) / 2;
    const usual = sum(await count(campaign_name, '2026-11-01', '2026-11-14')) / 14;
    expect(broken / usual).toBeGreaterThan(0.5);
    expect(broken / usual).toBeLessThan(2);
  });
});
