import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createExperimentsCollector } from '../../activities/agents/context/experiments/collector.ts';
import { withTenant } from '../../db/connect.ts';
import { insertExperiment } from '../../db/queries/experiments.ts';
import { createTestDatabase, type TestDatabase } from '../harness/database.ts';
import { insertTenantRows, type TenantRows } from '../harness/tenant-rows.ts';
import { createManualTiming } from './manual-timing.ts';
import { createMemoryCache } from './memory-cache.ts';
import { subjectOf } from './subject.ts';

let database: TestDatabase;
let tenant: TenantRows;
let stranger: TenantRows;
beforeAll(async () => {
  database = await createTestDatabase();
  tenant = await insertTenantRows(database.owner);
  stranger = await insertTenantRows(database.owner);
  const experiment = { metric: 'cpa', campaign_id: '100' };
  await withTenant(database.app, tenant.tenant_id, async (tx) => {
    const add = (name: string, starts_on: string, ends_on: string | null) =>
      insertExperiment(tx, { ...experiment, name, starts_on, ends_on });
    await add('over', '2026-11-01', '2026-11-20');
    await add('ends today', '2026-11-10', '2026-11-21');
    await add('open end', '2026-11-15', null);
    await add('begins today\u202e\nnow', '2026-11-21', '2026-12-01');
    await add('tomorrow', '2026-11-22', null);
  });
});
afterAll(() => database.drop());

/** The collector with a cache of its own, and what went wrong. */
function stage() {
  const { timing } = createManualTiming();
  const { cache } = createMemoryCache();
  const warned: object[] = [];
  const log = { warn: (fields: object) => void warned.push(fields) };
  const collector = createExperimentsCollector({
    ...{ timing, cache, log, deadline_ms: 4500, database: database.app, ttl_seconds: 300 },
    metrics: { cache: () => undefined, collected: () => undefined },
    health: { succeeded: () => undefined, failed: () => undefined, settled: async () => undefined },
  });
  const collect = (more: Parameters<typeof subjectOf>[0] = {}) =>
    collector.collect(subjectOf({ tenant_id: tenant.tenant_id, ...more }));
  return { collector, collect, warned };
}
const namesOf = (data: readonly { readonly name: string }[] | null) => (data ?? []).map((each) => each.name).toSorted();

describe('the collector of experiments', () => {
  it('tells those that run on the day, its first and its last one included, with names that hide nothing', async () => {
    const { report, data } = await stage().collect();
    expect(namesOf(data)).toEqual(['begins today now', 'ends today', 'open end']);
    expect(report).toMatchObject({ source: 'experiments', status: 'collected', from_cache: false, reason: null });
  });

  it.each([
    ['Asia/Tokyo', ['begins today now', 'open end', 'tomorrow']],
    ['America/Los_Angeles', ['begins today now', 'ends today', 'open end']],
  ])('goes by the day of the account, in %s', async (timezone, names) => {
    const { data } = await stage().collect({ at: new Date('2026-11-21T20:00:00Z'), campaign: { timezone } });
    expect(namesOf(data)).toEqual(names);
  });

  it('tells of a past moment what ran then', async () => {
    const { data } = await stage().collect({ live: false, at: new Date('2026-11-05T12:00:00Z') });
    expect(namesOf(data)).toEqual(['over']);
  });

  it('has nothing for another campaign, and nothing of another tenant', async () => {
    const { collect } = stage();
    expect(await collect({ campaign: { campaign_id: '200' } })).toMatchObject({
      report: { status: 'empty' },
      data: [],
    });
    expect(await collect({ tenant_id: stranger.tenant_id })).toMatchObject({ report: { status: 'empty' }, data: [] });
  });

  it('answers from the cache the second time, and asks again when a fresh answer is wanted', async () => {
    const { collect } = stage();
    await collect();
    expect((await collect()).report).toMatchObject({ from_cache: true, status: 'collected' });
    expect((await collect({ force_refresh: true })).report.from_cache).toBe(false);
  });

  it('is healthy while the database answers', async () => {
    expect(await stage().collector.health_check(tenant.tenant_id)).toBe(true);
  });
});
