import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actionCatalog } from '../../activities/catalog.action.ts';
import { actionId } from '../../contracts/action.ts';
import { collectorNames } from '../../contracts/collector.ts';
import { demoTenants } from '../../contracts/demo-world.ts';
import { campaignContextSchema } from '../../contracts/reasoning/campaign-context.ts';
import { withTenant } from '../../db/connect.ts';
import { readCachedAnswer, writeCachedAnswer } from '../../db/queries/collector-cache.ts';
import { listCollectorHealth } from '../../db/queries/collector-health.ts';
import { insertCompetitorObservations } from '../../db/queries/competitor-observations.ts';
import { sandboxSources } from '../../start/processes/start-parts.ts';
import { createTestDatabase, type TestDatabase } from '../harness/database.ts';
import { startSandbox, type TestSandbox } from '../harness/sandbox.ts';
import { startBlackHole } from './black-hole.ts';
import { createContextStage, seedCampaigns } from './context-stage.ts';

const at = new Date('2026-11-21T14:57:00Z');
const [first, second] = demoTenants;
const tenant_id = first?.tenant_id ?? '';
let database: TestDatabase;
let sandbox: TestSandbox;
let environment: Record<string, string>;

beforeAll(async () => {
  [database, sandbox] = await Promise.all([createTestDatabase(), startSandbox({ SANDBOX_NOW: at.toISOString() })]);
  await seedCampaigns(database.owner, sandbox.url);
  environment = { META_ADS_BASE_URL: sandbox.url, ...sandboxSources(sandbox.url) };
  for (const name of ['Spring Sale', 'Camping Checkout']) {
    await stage()('AdPlatformAgent.sync_insights', { campaign_id: idOf(name), days: 90 });
  }
});
afterAll(async () => {
  await Promise.all([database?.drop(), sandbox?.stop()]);
});

const stage = (more: Record<string, string> = {}, of = tenant_id) =>
  createContextStage({
    database: database.app,
    tenant_id: of,
    now: () => at,
    environment: { ...environment, ...more },
  });
const idOf = (name: string) => first?.campaigns.find((each) => each.campaign_name === name)?.campaign_id ?? '';
async function contextOf(name: string, more: Record<string, string> = {}, force_refresh = false) {
  const params = { campaign_id: idOf(name), force_refresh };
  return campaignContextSchema.parse(await stage(more)('ContextAgent.collect_context', params));
}

describe('the context of a campaign, from all sources on the wire', () => {
  it('shows dearer clicks and new rivals where the auction got harder', async () => {
    const context = await contextOf('Spring Sale');
    expect(context.missing_sources).toEqual([]);
    expect(context.sources.map((each) => each.status)).not.toContain('failed');
    expect(context).toMatchObject({
      ...{ industry: 'outdoor', currency: 'USD', at: at.toISOString() },
      campaign_metrics: { cpa_change_pct: expect.any(Number), period_end: '2026-11-20' },
      competitor_signals: { sources: ['semrush', 'spyfu', 'meta_ad_library'], is_stub: false, promotions_count: 0 },
      constraints: { current_bid: 2.5, daily_budget: 400, status: 'active' },
      site_health: { landing_page_ok: true, tag_found: true, analytics_source: 'ga4' },
    });
    expect(context.competitor_signals?.avg_bid_increase_pct).toBeGreaterThan(30);
    expect(context.creative_metrics.map((each) => each.running)).toEqual([true, true, false, false]);
    expect(context.audience_analytics?.segments).toMatchObject([{ spend_share: 1, conversion_share: 1 }]);
    expect(context.historical_patterns?.baselines.map((each) => each.metric)).toEqual([
      ...['cpa', 'ctr', 'conversion_rate', 'spend'],
    ]);
  });

  it('shows a page without its tag, and conversions that only the shop still counts', async () => {
    const { site_health, competitor_signals } = await contextOf('Camping Checkout');
    expect(site_health).toMatchObject({ landing_page_ok: true, tag_found: false });
    expect(site_health?.analytics_conversions).toBeGreaterThan(
      0.7 * (site_health?.previous_analytics_conversions ?? 0),
    );
    expect(Math.abs(competitor_signals?.avg_bid_increase_pct ?? 100)).toBeLessThan(5);
  });

  it('says of each source when it was asked and over which days, none of them after the day that is looked at', async () => {
    const { sources } = await contextOf('Spring Sale');
    const days = Object.fromEntries(sources.map((each) => [each.source, [each.period_start, each.period_end]]));
    expect(days).toMatchObject({
      ...{ campaign_metrics: ['2026-11-14', '2026-11-20'], creative_metrics: ['2026-11-14', '2026-11-20'] },
      ...{ audience_analytics: ['2026-11-14', '2026-11-20'], calendar_events: ['2026-11-07', '2026-11-21'] },
      ...{ site_health: ['2026-11-07', '2026-11-20'], experiments: ['2026-11-21', '2026-11-21'] },
      ...{ competitor_signals: ['2026-10-22', '2026-11-21'], historical_patterns: [expect.any(String), '2026-11-20'] },
    });
    const collected = sources.filter((each) => !each.source.startsWith('platform_'));
    expect(collected).toHaveLength(collectorNames.length);
    for (const { fetched_at, from_cache } of collected) {
      expect(Date.parse(fetched_at ?? '')).toBeLessThanOrEqual(at.getTime());
      expect(from_cache).toEqual(expect.any(Boolean));
    }
  });

  it('comes from the cache the second time, and anew when that is asked for', async () => {
    const again = await contextOf('Spring Sale');
    const cached = (context: typeof again) =>
      context.sources.filter((each) => each.from_cache).map((each) => each.source);
    expect(cached(again)).toEqual(expect.arrayContaining(['campaign_metrics', 'competitor_signals', 'site_health']));
    expect(cached(await contextOf('Spring Sale', {}, true))).toEqual([]);
  });

  it('is the same whether the collectors are asked one by one or together', async () => {
    const run = stage();
    const campaign_id = idOf('Spring Sale');
    const collectors = actionCatalog.filter((each) => /^ContextAgent\.collect_(?!context)/.test(actionId(each)));
    const parts: Record<string, never> = {};
    for (const each of collectors) {
      const name = each.action.replace('collect_', '');
      Object.assign(parts, { [name]: await run(actionId(each), { campaign_id }) });
    }
    Object.assign(parts, {
      state: await run('AdPlatformAgent.read_campaign_state', { campaign_id }),
      changes: await run('AdPlatformAgent.read_changes', { campaign_id }),
    });
    const built = campaignContextSchema.parse(await run('ContextAgent.build_context', { campaign_id, ...parts }));
    const whole = await contextOf('Spring Sale');
    const bare = ({ sources: _how, ...context }: typeof whole) => context;
    expect(collectors).toHaveLength(collectorNames.length);
    expect(bare(built)).toEqual(bare(whole));
  });

  it('of a campaign that does not exist is refused by name', async () => {
    await expect(stage()('ContextAgent.collect_context', { campaign_id: '999' })).rejects.toMatchObject({
      code: 'CAMPAIGN_NOT_FOUND',
    });
    // Another tenant's campaign is none.
    const foreign = { campaign_id: second?.campaigns[0]?.campaign_id ?? '' };
    await expect(stage()('ContextAgent.collect_calendar', foreign)).rejects.toMatchObject({
      code: 'CAMPAIGN_NOT_FOUND',
    });
  });
});

describe('the cache', () => {
  it('of one tenant is not there for another', async () => {
    const { app } = database;
    const place = { collector_name: 'calendar', cache_key: 'same' };
    const expires_at = new Date(Date.now() + 60_000);
    const write = (of: string, answer: string) =>
      withTenant(app, of, (tx) => writeCachedAnswer(tx, { ...place, answer, fetched_at: new Date(), expires_at }));
    const read = (of: string) => withTenant(app, of, (tx) => readCachedAnswer(tx, place));
    await write(tenant_id, 'ours');
    expect(await read(second?.tenant_id ?? '')).toBeNull();
    await write(second?.tenant_id ?? '', 'theirs');
    expect([(await read(tenant_id))?.answer, (await read(second?.tenant_id ?? ''))?.answer]).toEqual([
      'ours',
      'theirs',
    ]);
  });

  it('keeps the newer of two answers, whichever is written last', async () => {
    const place = { collector_name: 'calendar', cache_key: 'late' };
    const [early, late] = [new Date('2026-01-01T00:00:00Z'), new Date('2026-01-01T00:05:00Z')];
    const write = (answer: string, fetched_at: Date) => {
      const entry = { ...place, answer, fetched_at, expires_at: new Date(fetched_at.getTime() + 300_000) };
      return withTenant(database.app, tenant_id, (tx) => writeCachedAnswer(tx, entry));
    };
    await write('new', late);
    await write('old', early);
    const held = await withTenant(database.app, tenant_id, (tx) => readCachedAnswer(tx, place));
    expect(held?.answer).toBe('new');
  });
});

describe('two sources that never answer', () => {
  it('cost the deadline and their own part; what comes late is there the next time', async () => {
    const hole = await startBlackHole();
    try {
      const hung = {
        ...{ SPYFU_BASE_URL: hole.url, SPYFU_API_KEY: 'k', META_ADS_BASE_URL: hole.url },
        MBI_COLLECTOR_DEADLINE_MS: '1500',
      };
      const context = await contextOf('Camping Checkout', hung, true);
      expect(context.missing_sources).toEqual(['creative_metrics', 'platform_state', 'platform_changes']);
      const byName = Object.fromEntries(context.sources.map((each) => [each.source, each]));
      expect(byName.creative_metrics).toMatchObject({
        ...{ status: 'timed_out', reason: expect.stringContaining('COLLECTOR_TIMED_OUT') },
      });
      expect(context.creative_metrics).toEqual([]);
      // The other sources of the same collector are there, and it says who is missing.
      expect(context.competitor_signals?.sources).toEqual(['semrush', 'meta_ad_library']);
      expect(byName.competitor_signals?.reason).toContain('spyfu: COLLECTOR_TIMED_OUT');
      expect(context.campaign_metrics?.cpa).toBeGreaterThan(0);
      expect(JSON.stringify(context)).not.toMatch(/Error:|at .*\.ts:\d/);
      // The answer that comes too late fills the cache.
      hole.release(JSON.stringify({ results: [{ domainName: 'late.example', adId: 1, searchDateId: 20261101 }] }));
      await expect
        .poll(async () => (await contextOf('Camping Checkout', hung)).competitor_signals?.sources, { timeout: 15_000 })
        .toEqual(['semrush', 'spyfu', 'meta_ad_library']);
    } finally {
      await hole.stop();
    }
  });
});

describe('what is not configured', () => {
  const bare = { META_ADS_BASE_URL: '' };
  it('is missing and said so; an imported observation takes its place, and a made-up one is called that', async () => {
    const run = (force_refresh: boolean) =>
      createContextStage({ database: database.app, tenant_id, now: () => at, environment: bare })(
        'ContextAgent.collect_competitors',
        { campaign_id: idOf('Trail Boots'), force_refresh },
      );
    expect(await run(false)).toMatchObject({
      ...{ data: null, report: { status: 'skipped', reason: expect.stringContaining('SOURCE_NOT_CONFIGURED') } },
    });
    const signals = { competitors: [], is_stub: true, avg_bid_increase_pct: 12 };
    await withTenant(database.app, tenant_id, (tx) =>
      insertCompetitorObservations(tx, [
        { source: 'stand-in', keywords: ['trail boots'], observed_on: '2026-11-20', signals },
      ]),
    );
    expect(await run(false)).toMatchObject({
      report: { status: 'collected', is_stub: true },
      data: { avg_bid_increase_pct: 12, sources: ['stand-in'], is_stub: true },
    });
  });
});

describe('how collectors stand', () => {
  it('is found out by a probe: what answers is healthy, what does not is named', async () => {
    const healthy = await stage()('ContextAgent.probe_collectors', {});
    expect(healthy).toMatchObject({ collectors: expect.any(Array) });
    const broken = await stage({ SEMRUSH_BASE_URL: 'http://127.0.0.1:9' })('ContextAgent.probe_collectors', {});
    expect(broken).toMatchObject({
      collectors: expect.arrayContaining([
        expect.objectContaining({ collector_name: 'competitors', status: 'degraded' }),
        expect.objectContaining({ collector_name: 'calendar', error_message: null }),
      ]),
    });
    const rows = await withTenant(database.app, tenant_id, listCollectorHealth);
    expect(rows.map((row) => row.collector_name)).toEqual([...collectorNames].sort());
    expect(rows.find((row) => row.collector_name === 'competitors')?.error_message).toContain('SEMrush');
    expect(await withTenant(database.app, second?.tenant_id ?? '', listCollectorHealth)).toEqual([]);
  });
});
