import { describe, expect, it } from 'vitest';
import { startTextServer } from '../../../../../tests/context/text-server.ts';
import { createSourceClient } from '../../wire/source-client.ts';
import { sourceSignalsSchema } from '../source-signals.ts';
import { createSimilarweb } from './similarweb.ts';

const at = new Date('2026-11-21T12:00:00Z');
const query = { keywords: [], industry: 'outdoor', at };
const months = (before: number | null, now: number | null) =>
  JSON.stringify({
    meta: { status: 'Success' },
    visits: [
      { date: '2026-09-01', visits: before },
      { date: '2026-10-01', visits: now },
    ],
  });
async function asked(answer: (url: URL) => string, domains: readonly string[]) {
  const server = await startTextServer(answer);
  const source = createSimilarweb({
    client: createSourceClient({ vendor: 'Similarweb', fetch }),
    ...{ base_url: server.url, key: 'k-secret', country: 'us', domains },
  });
  const told = await source.read(query).finally(() => server.stop());
  return { told, urls: server.asked };
}

describe('Similarweb', () => {
  it('tells how the visits of competitors moved over the last two full months', async () => {
    const { told, urls } = await asked(
      (url) => (url.pathname.includes('a.example') ? months(1000, 1300) : months(2000, 2200)),
      ['https://www.A.example/shop', 'b.example'],
    );
    expect(sourceSignalsSchema.parse(told)).toEqual(told);
    expect(told).toMatchObject({ activity_change_pct: 20, avg_bid_increase_pct: null, analysis_period_days: 30 });
    expect(told.competitors.map((each) => each.key)).toEqual(['a.example', 'b.example']);
    expect(urls.map((url) => url.pathname).toSorted()).toEqual([
      '/v1/website/a.example/total-traffic-and-engagement/visits',
      '/v1/website/b.example/total-traffic-and-engagement/visits',
    ]);
    expect(Object.fromEntries(urls[0]?.searchParams ?? [])).toEqual({
      ...{ api_key: 'k-secret', start_date: '2026-09', end_date: '2026-10', country: 'us' },
      ...{ granularity: 'monthly', main_domain_only: 'false', format: 'json' },
    });
  });

  it.each([
    ['no month before', months(null, 1300), 1, null],
    ['nobody before', months(0, 1300), 1, null],
    ['nobody now', months(1000, 0), 0, -100],
    ['no month at all', JSON.stringify({ visits: [] }), 0, null],
  ])('makes up nothing of %s', async (_, answer, competitors, activity_change_pct) => {
    const { told } = await asked(() => answer, ['a.example']);
    expect(told.competitors).toHaveLength(competitors);
    expect(told.activity_change_pct).toBe(activity_change_pct);
  });

  it('asks once for a domain in two spellings, for no text that is no domain, and for five at most', async () => {
    const many = ['a.example', 'WWW.a.example', '!!', 'plain', ...[...'bcdefgh'].map((each) => `${each}.example`)];
    const { urls } = await asked(() => months(1, 1), many);
    expect(urls.map((url) => url.pathname.split('/')[3]).toSorted()).toEqual(
      [...'abcde'].map((each) => `${each}.example`),
    );
  });

  it.each([
    '<html>',
    '{}',
    '{"visits":"many"}',
    '{"visits":[{"date":"soon","visits":1}]}',
    '{"visits":[{"date":"2026-10-01","visits":-1}]}',
  ])('that answers %j is not believed', async (answer) => {
    await expect(asked(() => answer, ['a.example'])).rejects.toMatchObject({ code: 'SOURCE_ANSWER_INVALID' });
  });

  it('never names its key in what went wrong', async () => {
    const client = createSourceClient({ vendor: 'Similarweb', fetch });
    const source = createSimilarweb({
      ...{ client, base_url: 'http://127.0.0.1:9', key: 'k-secret', country: 'us', domains: ['a.example'] },
    });
    const fault = await source.check().catch((error: unknown) => error);
    expect(fault).toMatchObject({ code: 'SOURCE_UNAVAILABLE' });
    expect(JSON.stringify([String(fault), fault])).not.toContain('k-secret');
  });
});
