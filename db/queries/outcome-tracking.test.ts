import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { insertRecommended, type RecommendedRow } from '../../tests/harness/recommendation-rows.ts';
import { insightRow } from '../../tests/harness/spine-rows.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { outcomes } from '../schema/index.ts';
import { insertGoldenCandidate } from './golden-candidates.ts';
import { upsertDailyInsights } from './metrics-sync.ts';
import {
  listCandidateRows,
  listUntracked,
  readPeriodFigures,
  recordTracked,
  recordVainTry,
} from './outcome-tracking.ts';
import { findRecommendation } from './recommendations-list.ts';

let database: TestDatabase;
let tenant: TenantRows;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  tenant = await insertTenantRows(database.owner, { timezone: 'Europe/Berlin' });
});
afterAll(() => database.drop());

const inTenant = <Result>(work: (tx: TenantTransaction) => Promise<Result>) =>
  withTenant(database.app, tenant.tenant_id, work);
const recommend = (more: RecommendedRow = {}) => insertRecommended(database.owner, tenant, more);
const on = (day: number) => new Date(Date.UTC(2026, 2, day));

describe('recommendations whose outcome is still to be compared', () => {
  const untracked = (day: number, limit = 10, now = on(day)) =>
    inTenant((tx) => listUntracked(tx, { before: on(day), now, limit }));

  it('are those that began so long ago, by their decision or else by when they were made, oldest first', async () => {
    const decided = await recommend({ generated_at: on(1), set: { decided_at: on(8) } });
    const [ignored, edge] = [await recommend({ generated_at: on(5) }), await recommend({ generated_at: on(10) })];
    await recommend({ generated_at: on(11) });
    const found = await untracked(10);
    expect(found.map(({ row }) => row.id)).toEqual([ignored, decided, edge]);
    expect(found.map(({ began }) => began)).toEqual([on(5), on(8), on(10)]);
    expect(found[0]).toMatchObject({ currency: 'USD', timezone: 'Europe/Berlin', outcome: null });
    expect((await untracked(10, 1)).map(({ row }) => row.id)).toEqual([ignored]);
  });

  it('that were looked for in vain let the others go first, wait for their next try, and are out once given up', async () => {
    const [oldest, younger] = [await recommend({ generated_at: on(1) }), await recommend({ generated_at: on(5) })];
    const ids = async (now: Date, limit = 10) => (await untracked(10, limit, now)).map(({ row }) => row.id);
    await inTenant((tx) => recordVainTry(tx, { id: oldest, next_try_at: on(12), given_up_at: null }));
    expect(await ids(on(11))).toEqual([younger]);
    expect(await ids(on(12))).toEqual([younger, oldest]);
    expect(await ids(on(12), 1)).toEqual([younger]);
    await inTenant((tx) => recordVainTry(tx, { id: oldest, next_try_at: null, given_up_at: on(12) }));
    expect(await ids(on(28))).toEqual([younger]);
    expect(await inTenant((tx) => findRecommendation(tx, { id: oldest }))).toMatchObject({
      ...{ outcome_tries: 2, outcome_next_try_at: null, outcome_given_up_at: on(12), outcome_metrics: null },
    });
  });

  it('come with the measurement of their change', async () => {
    const id = await recommend({ generated_at: on(1) });
    await inTenant((tx) =>
      tx.insert(outcomes).values({
        ...{ recommendation_id: id, execution_id: id, campaign_id: '100', metric: 'cpa', direction: 'decrease' },
        ...{ window_seconds: 60, measure_at: on(4), status: 'measured', effect_pct: -12 },
      }),
    );
    expect((await untracked(10))[0]?.outcome).toMatchObject({ metric: 'cpa', status: 'measured', effect_pct: -12 });
  });

  it('are written once: what was compared is never compared again', async () => {
    const id = await recommend({ generated_at: on(1), set: { outcome_metrics: { note: 'from before' } } });
    const write = (improvement_pct: number, day: number) => {
      const outcome_metrics = { followed: false, improvement_pct };
      return inTenant((tx) => recordTracked(tx, { id, outcome_metrics, recorded_at: on(day) }));
    };
    expect(await untracked(10)).toHaveLength(1);
    expect([await write(10, 5), await write(99, 6)]).toEqual([true, false]);
    expect(await inTenant((tx) => findRecommendation(tx, { id }))).toMatchObject({
      ...{ outcome_metrics: { followed: false, improvement_pct: 10 }, outcome_recorded_at: on(5) },
    });
    expect(await untracked(10)).toEqual([]);
    const unknown = { id: randomUUID(), outcome_metrics: { followed: true }, recorded_at: on(5) };
    expect(await inTenant((tx) => recordTracked(tx, unknown))).toBe(false);
  });
});

describe('the figures of a campaign over some days', () => {
  const store = (currency: string, ...rows: ReturnType<typeof insightRow>[]) =>
    inTenant((tx) => upsertDailyInsights(tx, { campaign_id: '100', platform: 'meta_ads', currency }, rows));
  const figures = (currency = 'USD') =>
    inTenant((tx) =>
      readPeriodFigures(tx, { campaign_id: '100', first_day: '2026-03-02', last_day: '2026-03-03', currency }),
    );

  it('are sums and ratios of sums over the first and last day and all between', async () => {
    await store(
      'USD',
      insightRow({ date: '2026-03-01', spend_minor: 999_999 }),
      insightRow({ date: '2026-03-02', impressions: 1_000, clicks: 10, conversions: 1, spend_minor: 3_000 }),
      insightRow({ date: '2026-03-03', impressions: 3_000, clicks: 30, conversions: 3, spend_minor: 5_000 }),
      insightRow({ date: '2026-03-04', spend_minor: 999_999 }),
    );
    expect(await figures()).toEqual({
      ...{ days: 2, spend: 80, impressions: 4_000, clicks: 40, conversions: 4 },
      ...{ cpa: 20, cpc: 2, cpm: 20, ctr: 0.01, conversion_rate: 0.1 },
    });
  });

  it('are in the currency’s own major units', async () => {
    await store('JPY', insightRow({ date: '2026-03-02', spend_minor: 3_000 }));
    expect(await figures('JPY')).toMatchObject({ spend: 3_000 });
  });

  it('are unknown, not zero, where nothing divides', async () => {
    expect(await figures()).toMatchObject({ days: 0, spend: 0, cpa: null, cpc: null, cpm: null, ctr: null });
    const nothing = { impressions: 0, clicks: 0, conversions: 0, spend_minor: 500 };
    await store('USD', insightRow({ date: '2026-03-02', ...nothing }));
    expect(await figures()).toMatchObject({ days: 1, spend: 5, cpa: null, ctr: null, conversion_rate: null });
  });
});

describe('candidates for golden examples', () => {
  const whole = {
    ...{ human_decision: 'approved', human_workflow: 'Bid Adjustment', decided_at: on(5) },
    ...{ outcome_metrics: { improvement_pct: 10 }, outcome_recorded_at: on(9) },
  };
  const candidates = async () =>
    (await inTenant((tx) => listCandidateRows(tx, { since: on(2), until: on(8), limit: 10 }))).map(({ row }) => row.id);

  it.each<[string, RecommendedRow]>([
    ['nobody decided', { set: { ...whole, human_decision: null } }],
    ['nobody said what would have been right', { set: { ...whole, human_workflow: null } }],
    ['nothing was measured', { set: { ...whole, outcome_recorded_at: null } }],
    ['were made in shadow', { set: { ...whole, mode: 'shadow' } }],
    ['were decided before', { set: { ...whole, decided_at: on(1) } }],
    ['were decided at the end of the range', { set: { ...whole, decided_at: on(8) } }],
    ['are one already', { set: { ...whole, golden_example_id: 'e1' } }],
  ])('are none of those that %s', async (_name, more) => {
    const good = await recommend({ set: whole });
    await recommend(more);
    expect(await candidates()).toEqual([good]);
  });

  it('come in the order of their decisions and are kept once', async () => {
    const [late, early] = [
      await recommend({ set: { ...whole, decided_at: on(6) } }),
      await recommend({ set: { ...whole, decided_at: on(2) } }),
    ];
    expect(await candidates()).toEqual([early, late]);
    const keep = () =>
      inTenant((tx) =>
        insertGoldenCandidate(tx, {
          ...{ example_id: 'e1', recommendation_id: early, campaign_id: '100', campaign_name: 'Campaign', context: {} },
          ...{ human_decision: 'Bid Adjustment', confidence: 0.9, decision_date: on(2) },
        }),
      );
    expect([await keep(), await keep()]).toEqual([true, false]);
    expect(await candidates()).toEqual([late]);
  });
});
