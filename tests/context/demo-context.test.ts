import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSimilarweb } from '../../activities/agents/context/competitors/sources/similarweb.ts';
import { warmSources } from '../../activities/agents/context/warm/warm-sources.action.ts';
import { createSourceClient } from '../../activities/agents/context/wire/source-client.ts';
import { actionCatalog } from '../../activities/catalog.action.ts';
import { actionId } from '../../contracts/action.ts';
import { collectorNames } from '../../contracts/collector.ts';
import { demoTenants } from '../../contracts/demo-world.ts';
import { campaignContextSchema } from '../../contracts/reasoning/campaign-context.ts';
import { withTenant } from '../../db/connect.ts';
import { readCachedAnswer, writeCachedAnswer } from '../../db/queries/collector-cache.ts';
import { listCollectorHealth } from '../../db/queries/collector-health.ts';
import { insertCompetitorObservations } from '../../db/queries/competitor-observations.ts';
import { deployPlaybook } from '../../db/queries/deploy-playbook.ts';
import { users } from '../../db/schema/index.ts';
import { compileShippedPlaybooks } from '../../start/compile-playbooks.ts';
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

describe('collections of one worker', () => {
  it('are made a few at a time, as it is told to, and each of those that wait is made', async () => {
    const hole = await startBlackHole();
    try {
      const hung = { SPYFU_BASE_URL: hole.url, SPYFU_API_KEY: 'k', MBI_COLLECTOR_DEADLINE_MS: '800' };
      const collect = stage({ ...hung, MBI_COLLECTORS_AT_WORK: '1' });
      const campaign_id = idOf('Spring Sale');
      const ended: string[] = [];
      await Promise.all([
        collect('ContextAgent.collect_competitors', { campaign_id, force_refresh: true }).then(() =>
          ended.push('slow'),
        ),
        collect('ContextAgent.collect_calendar', { campaign_id }).then(() => ended.push('quick')),
      ]);
      expect([hole.asked() > 0, ended]).toEqual([true, ['slow', 'quick']]);
    } finally {
      await hole.stop();
    }
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

describe('Similarweb, on the wire', () => {
  const domains = ['https://www.spring-sale-rival-1.example/shop', 'spring-sale-rival-2.example', 'nobody.example'];
  const strike = async (...faults: object[]) => {
    const body = JSON.stringify({ faults: faults.map((each) => ({ ...each, match: { path: '/similarweb' } })) });
    const headers = { 'content-type': 'application/json' };
    expect((await fetch(`${sandbox.url}/_sandbox/faults`, { method: 'POST', headers, body })).status).toBeLessThan(300);
  };
  const read = (timeout_seconds = 20) =>
    createSimilarweb({
      client: createSourceClient({ vendor: 'Similarweb', fetch, timeout_seconds }),
      ...{ base_url: `${sandbox.url}/similarweb`, key: 'k-secret', country: 'world', domains },
    }).read({ keywords: [], industry: 'outdoor', at });

  it('tells of the sites it knows, and a site that it does not know is no failure', async () => {
    const told = await read();
    expect(told.competitors.map((each) => each.key)).toEqual([
      ...['spring-sale-rival-1.example', 'spring-sale-rival-2.example'],
    ]);
    expect(Math.abs(told.activity_change_pct ?? 100)).toBeLessThan(3);
  });

  it.each([
    ['a used-up quota', { kind: 'expired_token' }, 'SOURCE_UNAVAILABLE', { status: 403 }],
    ['too many calls', { kind: 'throttle' }, 'SOURCE_UNAVAILABLE', { status: 429 }],
    ['a failure of its own', { kind: 'error_500_before' }, 'SOURCE_UNAVAILABLE', { status: 500 }],
    ['half an answer', { kind: 'malformed', shape: 'truncated' }, 'SOURCE_ANSWER_INVALID', {}],
    ['other types', { kind: 'malformed', shape: 'wrong_types' }, 'SOURCE_ANSWER_INVALID', {}],
    [
      'an answer that is too slow',
      { kind: 'slow', milliseconds: 400 },
      'SOURCE_UNAVAILABLE',
      { cause: 'TimeoutError' },
    ],
  ])('fails by name, and never with its key, for %s', async (_, fault, code, details) => {
    await strike(fault);
    const failed = await read(fault.kind === 'slow' ? 0.1 : 20).catch((error: unknown) => error);
    expect(failed).toMatchObject({ code, ...(Object.keys(details).length === 0 ? {} : { details }) });
    expect(JSON.stringify(failed) + String(failed)).not.toContain('k-secret');
    expect((await read()).competitors).toHaveLength(2);
  });

  it('is one of the sources of a campaign, and its refusal costs its own part only, at once', async () => {
    const more = {
      ...{ SIMILARWEB_API_KEY: 'k', SIMILARWEB_BASE_URL: `${sandbox.url}/similarweb` },
      SIMILARWEB_DOMAINS: domains.slice(1).join(','),
    };
    const whole = await contextOf('Camping Checkout', more, true);
    expect(whole.competitor_signals?.sources).toEqual(['semrush', 'spyfu', 'similarweb', 'meta_ad_library']);
    await strike({ kind: 'expired_token', times: null });
    const refused = await contextOf('Camping Checkout', more, true);
    await fetch(`${sandbox.url}/_sandbox/faults`, { method: 'DELETE' });
    expect(refused.competitor_signals?.sources).toEqual(['semrush', 'spyfu', 'meta_ad_library']);
    expect(refused.sources.find((each) => each.source === 'competitor_signals')).toMatchObject({
      ...{ status: 'collected', reason: expect.stringContaining('similarweb: SOURCE_UNAVAILABLE') },
    });
    expect(refused.sources.map((each) => each.reason).join(' ')).toContain('Similarweb answered with HTTP 403.');
  });
});

describe('warming', () => {
  const competitors = ['competitors.meta_ad_library', 'competitors.semrush', 'competitors.spyfu'];
  const forget = () => database.owner.sql`delete from collector_cache`;
  const names = ['Spring Sale', 'Camping Checkout'];
  /** A context but for how it was come by; how fast a page answered is another figure each time it is looked at. */
  const bare = ({ sources: _how, site_health, ...context }: Awaited<ReturnType<typeof contextOf>>) => ({
    ...context,
    site_health: { ...site_health, response_ms: null, error_rate: null },
  });
  /** What is asked outside, by vendor. */
  const asked: string[] = [];
  const counting = () =>
    createContextStage({
      ...{ database: database.app, tenant_id, now: () => at, environment },
      fetch: (url, request) => {
        asked.push(new URL(String(url instanceof Request ? url.url : url)).pathname.split('/')[1] ?? '');
        return fetch(url, request);
      },
    });
  const warm = async (more: object = {}, run = counting()) =>
    warmSources.output.parse(
      await run('ContextAgent.warm_sources', { playbook_id: 'campaign_health_v1', per_minute: 600, ...more }),
    );

  beforeAll(async () => {
    const user_id = randomUUID();
    const found = compileShippedPlaybooks().find((each) => each.slug === 'campaign-health');
    if (found === undefined) throw new Error('Campaign health does not ship.');
    await withTenant(database.owner, tenant_id, async (tx) => {
      const author = { user_id, email: 'author@example.com', display_name: 'Author', password_hash: 'none' };
      await tx.insert(users).values(author);
      await deployPlaybook(tx, { ...found, edited_by: user_id });
    });
  });

  it('asks once for what the due campaigns share, and then they ask for nothing of it', async () => {
    await forget();
    const told = await warm();
    const two = { warmed: 2, fresh: 0, failed: 0, left: 0 };
    expect(told).toMatchObject({ campaigns: 2, good_until: '2026-11-21T16:07:00.000Z', failed: 0, left: 0 });
    expect(Object.fromEntries(told.sources.map(({ source, ...counts }) => [source, counts]))).toEqual({
      ...Object.fromEntries(competitors.map((name) => [name, two])),
      ...{ 'platform.delivery': two, 'site_health.ga4': two },
      // Both are of one industry on one platform.
      'history.cases': { ...two, warmed: 1 },
    });
    asked.splice(0);
    const run = counting();
    for (const name of names) await run('ContextAgent.collect_context', { campaign_id: idOf(name) });
    for (const vendor of ['semrush', 'spyfu', 'ad-library', 'analytics']) expect(asked).not.toContain(vendor);
    expect(await warm()).toMatchObject({ warmed: 0, failed: 0, left: 0 });
  });

  it('makes no context another one', async () => {
    await forget();
    const cold = [];
    for (const name of names) cold.push(bare(await contextOf(name)));
    await forget();
    await warm();
    const warmer = [];
    for (const name of names) warmer.push(bare(await contextOf(name)));
    expect(warmer).toEqual(cold);
  });

  it('that fails is no failure: it is counted, and the campaign asks for itself', async () => {
    await forget();
    const { sources } = await warm({}, stage({ SPYFU_BASE_URL: `${sandbox.url}/nowhere` }));
    const of = (name: string) => sources.find((each) => each.source === name);
    expect(of('competitors.spyfu')).toMatchObject({ warmed: 0, failed: 2 });
    expect(of('competitors.semrush')).toMatchObject({ warmed: 2, failed: 0 });
    expect((await contextOf('Spring Sale')).competitor_signals?.sources).toContain('spyfu');
  });

  it('looks after no more answers than it may, and says how many it left', async () => {
    await forget();
    expect(await warm({ most: 3 })).toMatchObject({ warmed: 3, fresh: 0, failed: 0, left: 8 });
    expect(await warm({ most: 5 })).toMatchObject({ warmed: 2, fresh: 3, failed: 0, left: 6 });
  });

  it.each([
    ['a playbook that is not there', { playbook_id: 'nobody_v1' }],
    ['one that another tenant has', { playbook_id: 'campaign_health_v1' }],
  ])('of %s asks for nothing', async (_, params) => {
    const other = params.playbook_id === 'nobody_v1' ? tenant_id : (second?.tenant_id ?? '');
    asked.splice(0);
    expect(await warm(params, stage({}, other))).toMatchObject({ campaigns: 0, warmed: 0, sources: [] });
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
