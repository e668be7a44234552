import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAnswerCache } from '../../activities/agents/context/collector/answer-cache.ts';
import { createCompetitorsCollector } from '../../activities/agents/context/competitors/collector.ts';
import { type CompetitorSource, noSignals } from '../../activities/agents/context/competitors/source-signals.ts';
import { createHistoryCollector } from '../../activities/agents/context/history/collector.ts';
import { createTestDatabase, type TestDatabase } from '../harness/database.ts';
import { insertTenantRows, type TenantRows } from '../harness/tenant-rows.ts';
import { factsOf } from './facts.ts';
import { createManualTiming } from './manual-timing.ts';
import { subjectOf } from './subject.ts';

let database: TestDatabase;
let tenant: TenantRows;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

type Of = Parameters<typeof subjectOf>[0];

/** The two real collectors over the cache in Postgres, for a tenant of its own; `asked` is what the market was asked. */
async function newStage() {
  tenant = await insertTenantRows(database.owner);
  const { tenant_id } = tenant;
  const asked: string[] = [];
  const market: CompetitorSource = {
    ...{ name: 'market', asks: 'keywords', check: async () => undefined },
    read: async ({ industry, keywords }) => {
      asked.push(`${industry}: ${keywords.join(', ')}`);
      return { ...noSignals, active_competitors_count: 7 };
    },
  };
  const shared = {
    ...{ timing: createManualTiming().timing, deadline_ms: 4500, database: database.app, ttl_seconds: 300 },
    ...{ cache: createAnswerCache(database.app), log: { warn: () => undefined } },
    metrics: { cache: () => undefined, collected: () => undefined },
    health: { succeeded: () => undefined, failed: () => undefined, settled: async () => undefined },
  };
  const noAuctions = async () => Promise.reject(new Error('This platform has no auctions to ask about.'));
  const competitors = createCompetitorsCollector({
    ...{ ...shared, sources: [market], platform: { readAuctionInsights: noAuctions } },
  });
  const stored = { read: async () => ({ facts: factsOf(), note: null }), keyOf: async () => 'none' };
  const history = createHistoryCollector({ ...shared, stored });
  return {
    asked,
    competitors: (of: Of = {}) => competitors.collect(subjectOf({ ...of, tenant_id })),
    history: (of: Of = {}) => history.collect(subjectOf({ ...of, tenant_id })),
    keysOf: async (name: string) => {
      const rows = await database.owner.sql`
        select cache_key from collector_cache where tenant_id = ${tenant_id} and collector_name = ${name} order by 1`;
      return rows.map((row) => String(row.cache_key));
    },
  };
}

describe('what is known of competitors', () => {
  it('is kept under industry and keywords, so that a similar campaign asks nobody', async () => {
    const { competitors, asked, keysOf } = await newStage();
    const first = await competitors({
      campaign: { campaign_id: '1', industry: 'Outdoor', keywords: ['Boots ', 'tent'] },
    });
    const second = await competitors({
      campaign: { campaign_id: '2', industry: 'outdoor', keywords: ['tent', 'boots'] },
    });
    expect(await keysOf('competitors.market')).toEqual(['["outdoor",["boots","tent"]]']);
    expect([asked.length, first.report.from_cache, second.report.from_cache]).toEqual([1, false, true]);
    expect(second.data?.active_competitors_count).toBe(7);
  });

  it.each([
    ['another industry', { industry: 'garden' }, '["garden",["boots"]]'],
    ['another keyword', { keywords: ['sandals'] }, '["outdoor",["sandals"]]'],
    ['one keyword more', { keywords: ['boots', 'tent'] }, '["outdoor",["boots","tent"]]'],
    ['no industry', { industry: null }, '[null,["boots"]]'],
  ])('is asked anew for %s', async (_name, campaign, key) => {
    const { competitors, asked, keysOf } = await newStage();
    await competitors();
    expect((await competitors({ campaign })).report.from_cache).toBe(false);
    expect(await keysOf('competitors.market')).toEqual(['["outdoor",["boots"]]', key].toSorted());
    expect(asked).toHaveLength(2);
  });
});

describe('past cases', () => {
  it('are kept under industry and platform, whatever the campaign and its keywords', async () => {
    const { history, keysOf } = await newStage();
    const first = await history({ campaign: { campaign_id: '1', keywords: ['boots'] } });
    const second = await history({ campaign: { campaign_id: '2', industry: 'OUTDOOR', keywords: ['tent'] } });
    expect(await keysOf('history.cases')).toEqual(['["outdoor","meta_ads"]']);
    expect([first.report.status, first.report.from_cache, second.report.from_cache]).toEqual([
      'collected',
      false,
      true,
    ]);
  });

  it.each([
    ['another platform', { platform: 'google_ads' as const }, '["outdoor","google_ads"]'],
    ['another industry', { industry: 'garden' }, '["garden","meta_ads"]'],
    ['no industry', { industry: null }, '[null,"meta_ads"]'],
  ])('are read anew for %s', async (_name, campaign, key) => {
    const { history, keysOf } = await newStage();
    await history();
    expect((await history({ campaign })).report.from_cache).toBe(false);
    expect(await keysOf('history.cases')).toEqual(['["outdoor","meta_ads"]', key].toSorted());
  });

  it('of a look at the past are never those of the present', async () => {
    const { history, keysOf } = await newStage();
    await history();
    const at = new Date('2026-06-01T00:00:00Z');
    expect((await history({ at, live: false })).report.from_cache).toBe(false);
    expect(await keysOf('history.cases')).toEqual([
      '["outdoor","meta_ads"]',
      '["outdoor","meta_ads"]@2026-06-01T00:00:00.000Z',
    ]);
  });
});
