import { describe, expect, it } from 'vitest';
import { startTextServer } from '../../../../../tests/context/text-server.ts';
import { createSourceClient } from '../../wire/source-client.ts';
import { sourceSignalsSchema } from '../source-signals.ts';
import { createMetaAdLibrary } from './meta-ad-library.ts';
import { createSemrush } from './semrush.ts';
import { createSpyfu } from './spyfu.ts';

const at = new Date('2026-11-21T12:00:00Z');
const query = { keywords: ['boots'], industry: 'outdoor', at };
const client = (vendor: string) => createSourceClient({ vendor, fetch });

describe('SEMrush', () => {
  const lines = (...rows: string[]) => `${rows.join('\r\n')}\r\n`;
  const answers = (url: URL) => {
    const past = url.searchParams.has('display_date');
    if (url.searchParams.get('type') === 'phrase_this') {
      return lines('Keyword;Search Volume;CPC;Competition', `boots;8100;${past ? '1.00' : '1.40'};0.9`);
    }
    const now = ['www.a.example', 'b.example', 'new.example'];
    return lines('Domain;Url', ...(past ? now.slice(0, 2) : now).map((each) => `${each};https://${each}/`));
  };
  const open = (base_url: string) =>
    createSemrush({ client: client('SEMrush'), base_url, key: 'k-secret', database: 'us' });

  it('tells who advertises now and a month ago, and how prices moved', async () => {
    const server = await startTextServer(answers);
    const found = await open(server.url).read(query);
    await server.stop();
    expect(sourceSignalsSchema.parse(found)).toEqual(found);
    expect(found).toMatchObject({ activity_change_pct: 50, avg_bid_increase_pct: 40, new_ads_count: null });
    expect(found.competitors).toMatchObject([
      ...[
        { key: 'a.example', is_new: false },
        { key: 'b.example', is_new: false },
        { key: 'new.example', is_new: true },
      ],
    ]);
    expect(server.asked.map((url) => url.searchParams.get('display_date')).filter(Boolean)).toEqual([
      '20261015',
      '20261015',
    ]);
  });

  it('has nothing to tell of a word without data, and says when it is refused', async () => {
    const nothing = await startTextServer(() => 'ERROR 50 :: NOTHING FOUND');
    expect(await open(nothing.url).read(query)).toMatchObject({ competitors: [], avg_bid_increase_pct: null });
    await nothing.stop();
    const refused = await startTextServer(() => 'ERROR 120 :: WRONG KEY - ID PAIR');
    await expect(open(refused.url).check()).rejects.toMatchObject({
      code: 'SOURCE_UNAVAILABLE',
      message: 'SEMrush refused: ERROR 120.',
    });
    await refused.stop();
  });

  it.each(['<html>maintenance</html>', 'Domain;Url\r\n"broken'])('that answers %j is not believed', async (text) => {
    const server = await startTextServer(() => text);
    await expect(open(server.url).read(query)).rejects.toMatchObject({ code: 'SOURCE_ANSWER_INVALID' });
    await server.stop();
  });
});

describe('SpyFu', () => {
  const row = (domainName: string, adId: number, searchDateId: number, title = 'Boots') => ({
    domainName,
    adId,
    searchDateId,
    title,
  });
  it('tells new rivals, new ads and promotions of the newest month', async () => {
    const results = [
      ...[row('a.example', 1, 20261001), row('b.example', 2, 20261001), row('a.example', 3, 20261101, '30% off')],
      ...[row('b.example', 2, 20261101), row('c.example', 4, 20261101)],
    ];
    const server = await startTextServer(() => JSON.stringify({ results }));
    const found = await createSpyfu({ client: client('SpyFu'), base_url: server.url, key: 'k' }).read(query);
    await server.stop();
    expect(sourceSignalsSchema.parse(found)).toEqual(found);
    expect(found).toMatchObject({ new_ads_count: 2, creative_refreshes: 1, activity_change_pct: 50 });
    expect(found.competitors).toMatchObject([
      ...[
        { key: 'a.example', is_new: false, promotes: true },
        { key: 'b.example', promotes: false },
      ],
      { key: 'c.example', is_new: true },
    ]);
  });
});

describe('the Meta Ad Library', () => {
  const ad = (id: number, age_days: number, domain: string, body = 'Boots') => ({
    ...{ id: String(id), page_name: `Page ${id}`, ad_creative_bodies: [body], ad_creative_link_captions: [domain] },
    ad_delivery_start_time: new Date(at.getTime() - age_days * 86_400_000).toISOString(),
  });
  it('compares what began this week with the week before', async () => {
    const data = [
      ...[
        ad(1, 1, 'a.example', 'Now 20 % off'),
        ad(2, 2, 'new.example'),
        ad(3, 9, 'a.example'),
        ad(4, 40, 'b.example'),
      ],
      ad(5, -1, 'tomorrow.example'),
    ];
    const server = await startTextServer(() => JSON.stringify({ data }));
    const options = { client: client('Meta Ad Library'), base_url: server.url, token: 't', countries: ['US'] };
    const found = await createMetaAdLibrary(options).read(query);
    await server.stop();
    expect(found).toMatchObject({ new_ads_count: 2, activity_change_pct: 100, creative_refreshes: 1 });
    expect(found.competitors.map(({ key, is_new, promotes }) => [key, is_new, promotes])).toEqual([
      ...[
        ['a.example', false, true],
        ['new.example', true, false],
        ['b.example', false, false],
      ],
    ]);
  });
});

describe('asking a source', () => {
  it.each([
    ['an error', () => ({ status: 503, text: 'no' }), 'SOURCE_UNAVAILABLE'],
    ['a redirect, which would take the key along', () => ({ status: 302, text: '' }), 'SOURCE_UNAVAILABLE'],
    ['ten megabytes', () => ({ status: 200, text: 'x'.repeat(10_000_000) }), 'SOURCE_ANSWER_INVALID'],
    ['prose', () => ({ status: 200, text: 'Sorry.' }), 'SOURCE_ANSWER_INVALID'],
  ])('that answers with %s fails as %s, and no key stands in the message', async (_, answer, code) => {
    const server = await startTextServer(answer);
    const spyfu = createSpyfu({ client: client('SpyFu'), base_url: server.url, key: 'k-secret' });
    const said = await spyfu.read(query).catch((error: unknown) => error);
    await server.stop();
    expect(said).toMatchObject({ code });
    expect(JSON.stringify(said) + String(said)).not.toMatch(/k-secret|127\.0\.0\.1/);
  });
});
