import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { quietRecommendation } from '../../tests/harness/decision-rows.ts';
import { executionRow, recommendationRow } from '../../tests/harness/spine-rows.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { campaigns, executions } from '../schema/index.ts';
import { listCampaignHistory } from './campaign-history.ts';
import { insertOutcome } from './outcomes.ts';
import { recordDecision } from './recommendation-decision.ts';
import { insertRecommendation, type NewRecommendation, recordRecommendationOutcome } from './recommendations.ts';
import { findRecommendation, findUndecidedRecommendation, listRecommendations } from './recommendations-list.ts';

let database: TestDatabase;
let tenant: TenantRows;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  tenant = await insertTenantRows(database.owner);
});
afterAll(() => database.drop());

const inTenant = <Result>(work: (tx: TenantTransaction) => Promise<Result>, of = tenant) =>
  withTenant(database.app, of.tenant_id, work);
/** A recommendation of an execution of its own. */
const recommend = async (
  more: Partial<NewRecommendation> = {},
  of: Parameters<typeof executionRow>[1] = {},
): Promise<string> => {
  const execution = executionRow(tenant, of);
  const { execution_id } = execution;
  await withTenant(database.owner, tenant.tenant_id, (tx) => tx.insert(executions).values(execution));
  return (await inTenant((tx) => insertRecommendation(tx, recommendationRow(tenant, { execution_id, ...more })))).id;
};
const find = (id: string, of = tenant) => inTenant((tx) => findRecommendation(tx, { id }), of);
const decide = (id: string, decision: 'approved' | 'rejected', decided_by = 'ann@example.com', of = tenant) =>
  inTenant(async (tx) => {
    const said = { decision, decided_by, decided_at: new Date(), feedback: null };
    return (await recordDecision(tx, { id }, said)).kind === 'recorded';
  }, of);
const addCampaign = (campaign_id: string) =>
  withTenant(database.owner, tenant.tenant_id, (tx) =>
    tx.insert(campaigns).values({
      ...{ campaign_id, campaign_name: `Campaign ${campaign_id}`, platform: 'meta_ads', status: 'active' },
      ...{ ad_account_id: tenant.ad_account_id, brand_id: tenant.brand_id, currency: 'USD' },
    }),
  );

describe('a recommendation', () => {
  it('is stored once for each execution, also when two attempts store it at once', async () => {
    const entry = recommendationRow(tenant);
    const stored = await Promise.all(
      Array.from({ length: 5 }, () => inTenant((tx) => insertRecommendation(tx, entry))),
    );
    expect(stored.filter((each) => each.created)).toHaveLength(1);
    expect(new Set(stored.map((each) => each.id)).size).toBe(1);
  });

  it('keeps its first words when it is stored again with others', async () => {
    const { id } = await inTenant((tx) => insertRecommendation(tx, recommendationRow(tenant)));
    const other = { ...quietRecommendation, reasoning: 'Something else.' };
    const again = await inTenant((tx) =>
      insertRecommendation(tx, recommendationRow(tenant, { recommendation: other, mode: 'shadow' })),
    );
    expect(again).toEqual({ id, created: false });
    expect(await find(id)).toMatchObject({ reasoning: quietRecommendation.reasoning, mode: 'propose' });
  });

  it('is kept whole, and in columns that can be searched', async () => {
    const id = await recommend();
    expect(await find(id)).toMatchObject({
      ...{ recommendation: quietRecommendation, confidence: 0.7, root_cause: 'no_change', status: 'pending' },
      ...{ action: quietRecommendation.action, campaign_name: 'Campaign', execution_status: 'queued' },
      context: { cpa_minor: 4_200 },
    });
  });

  it('with a confidence that is no probability is refused', async () => {
    const sure = recommend({ recommendation: { ...quietRecommendation, confidence: 1.01 } });
    await expect(sure).rejects.toMatchObject({ cause: { code: '23514' } });
  });

  it('of a campaign that is not the tenant’s is refused', async () => {
    await expect(recommend({ campaign_id: '404' })).rejects.toMatchObject({ cause: { code: '23503' } });
  });

  it('is decided once: the first decision stands, also when two come at the same time', async () => {
    const id = await recommend();
    const decided = await Promise.all([decide(id, 'approved', 'ann'), decide(id, 'rejected', 'bob')]);
    expect(decided.filter((first) => first)).toHaveLength(1);
    expect(await decide(id, 'rejected')).toBe(false);
    expect(await find(id)).toMatchObject(
      decided[0]
        ? { human_decision: 'approved', decided_by: 'ann' }
        : { human_decision: 'rejected', decided_by: 'bob' },
    );
  });

  it('is neither found nor decided by another tenant', async () => {
    const id = await recommend();
    const stranger = await insertTenantRows(database.owner);
    expect(await find(id, stranger)).toBeNull();
    expect(await decide(id, 'approved', 'eve', stranger)).toBe(false);
    expect(await find(randomUUID())).toBeNull();
  });

  it('keeps what came of it', async () => {
    const id = await recommend();
    const recorded_at = new Date('2026-03-20T00:00:00Z');
    await inTenant((tx) => recordRecommendationOutcome(tx, { id, outcome_metrics: { effect_pct: -12 }, recorded_at }));
    expect(await find(id)).toMatchObject({ outcome_metrics: { effect_pct: -12 }, outcome_recorded_at: recorded_at });
  });
});

describe('a newer recommendation', () => {
  it('is the one that is still to be decided, if it is live and recent', async () => {
    const undecided = (since = new Date(0)) => inTenant((tx) => findUndecidedRecommendation(tx, '100', since));
    expect(await undecided()).toBeNull();
    const id = await recommend();
    await recommend({}, { mode: 'shadow' });
    await recommend({}, { mode: 'dry_run' });
    await recommend({}, { status: 'failed' });
    expect((await undecided())?.id).toBe(id);
    expect(await undecided(new Date(Date.now() + 60_000))).toBeNull();
    await decide(id, 'rejected');
    expect(await undecided()).toBeNull();
  });
});

describe('the list of recommendations', () => {
  const list = (more = {}) =>
    inTenant((tx) => listRecommendations(tx, { status: null, campaign_id: null, limit: 10, offset: 0, ...more }));

  it('counts all that fit and shows one part of them, newest first', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 5; index += 1) ids.unshift(await recommend());
    await database.owner
      .sql`update recommendations set created_at = '2026-01-01' where id in ${database.owner.sql(ids.slice(2))}`;
    const pages = await Promise.all([0, 2, 4, 6].map((offset) => list({ limit: 2, offset })));
    expect(pages.map((page) => page.total)).toEqual([5, 5, 5, 5]);
    expect(pages.map((page) => page.rows.length)).toEqual([2, 2, 1, 0]);
    const seen = pages.flatMap((page) => page.rows.map((row) => row.id));
    expect(new Set(seen)).toEqual(new Set(ids));
    expect(seen.slice(0, 2)).toEqual(ids.slice(0, 2));
  });

  it('is narrowed by what people decided and by campaign', async () => {
    await addCampaign('200');
    const [yes, no, open] = [await recommend(), await recommend(), await recommend({ campaign_id: '200' })];
    await decide(yes, 'approved');
    await decide(no, 'rejected');
    const ids = async (filter: object) => (await list(filter)).rows.map((row) => row.id);
    expect(await ids({ status: 'approved' })).toEqual([yes]);
    expect(await ids({ status: 'rejected' })).toEqual([no]);
    expect(await ids({ status: 'pending' })).toEqual([open]);
    expect(await ids({ campaign_id: '200' })).toEqual([open]);
    expect(await list({ campaign_id: '200', status: 'approved' })).toEqual({ rows: [], total: 0 });
  });

  it('tells of each campaign what was recommended, and what was measured of it', async () => {
    const id = await recommend();
    await recommend();
    const { execution_id = '' } = (await find(id)) ?? {};
    const plan = (metric: string) => ({
      ...{ outcome_id: randomUUID(), recommendation_id: id, execution_id, campaign_id: '100', metric },
      ...{ direction: 'decrease', window_seconds: 60, measure_at: new Date() },
    });
    for (const metric of ['cpa_minor', 'ctr']) await inTenant((tx) => insertOutcome(tx, plan(metric)));
    const history = await inTenant((tx) => listCampaignHistory(tx, '100', { limit: 10, offset: 0 }));
    expect(history.total).toBe(2);
    expect(history.rows.map((row) => [row.id === id, row.outcomes.map((each) => each.metric).sort()])).toEqual(
      history.rows[0]?.id === id
        ? [
            [true, ['cpa_minor', 'ctr']],
            [false, []],
          ]
        : [
            [false, []],
            [true, ['cpa_minor', 'ctr']],
          ],
    );
    const { rows } = await inTenant((tx) => listCampaignHistory(tx, '100', { limit: 1, offset: 1 }));
    expect(rows).toHaveLength(1);
  });
});
