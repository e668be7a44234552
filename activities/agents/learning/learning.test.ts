import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { autonomyRule, type Scenario } from '../../../contracts/autonomy.ts';
import { type TenantTransaction, withTenant } from '../../../db/connect.ts';
import { openGrant } from '../../../db/queries/autonomy-grants.ts';
import { readCalibration } from '../../../db/queries/calibrations.ts';
import { recordDecision } from '../../../db/queries/recommendation-decision.ts';
import { findRecommendation } from '../../../db/queries/recommendations-list.ts';
import { readTrackRecord } from '../../../db/queries/track-record.ts';
import {
  auditLog,
  autonomyGrants,
  fctAdMetricDaily,
  goldenExamples,
  memberships,
  notifications,
  outcomes,
  recommendations,
} from '../../../db/schema/index.ts';
import { createAgentStage } from '../../../tests/campaign-health/agent-stage.ts';
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts';
import {
  bidRecommendation,
  insertRecommended,
  type RecommendedRow,
} from '../../../tests/harness/recommendation-rows.ts';
import { insertTenantRows, type TenantRows } from '../../../tests/harness/tenant-rows.ts';

const now = new Date('2026-03-10T03:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);

let database: TestDatabase;
let tenant: TenantRows;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  tenant = await insertTenantRows(database.owner);
});
afterAll(() => database.drop());

const inTenant = <Result>(work: (tx: TenantTransaction) => Promise<Result>) =>
  withTenant(database.app, tenant.tenant_id, work);
const asOwner = <Result>(work: (tx: TenantTransaction) => Promise<Result>) =>
  withTenant(database.owner, tenant.tenant_id, work);
const run = (action: string, params = {}) =>
  createAgentStage({ database: database.app, tenant_id: tenant.tenant_id, now: () => now }).run(
    `LearningAgent.${action}`,
    params,
  );
const recommend = (more: RecommendedRow = {}) => insertRecommended(database.owner, tenant, more);
const find = (id: string) => inTenant((tx) => findRecommendation(tx, { id }));
/** One conversion for so many dollars on each of these days. */
const spend = (major: number, days: readonly string[]) =>
  asOwner((tx) =>
    tx.insert(fctAdMetricDaily).values(
      days.map((dt) => ({
        ...{ campaign_id: '100', currency: 'USD', impressions: 1_000, clicks: 20, conversions: 1, revenue_minor: 0 },
        ...{ spend_minor: major * 100, channel: 'meta_ads', source: 'test', ad_id: '', dt },
      })),
    ),
  );
const march = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => `2026-03-${String(first + index).padStart(2, '0')}`);
const context = { campaign_id: '100', campaign_metrics: { campaign_id: '100', cpa: 58.5, cpa_change_pct: 30 } };
const approved = (days: number) => ({ status: 'approved', human_decision: 'approved', decided_at: daysAgo(days) });

describe('tracking outcomes', () => {
  it('compares with the snapshot that was kept, once, and counts what was followed', async () => {
    await spend(48, march(5, 7));
    const followed = await recommend({ context, set: { ...approved(6), human_workflow: 'Bid Adjustment' } });
    const shadow = await recommend({ context, generated_at: daysAgo(6), mode: 'shadow' });
    const rejected = await recommend({
      context,
      set: { ...approved(6), status: 'rejected', human_decision: 'rejected' },
    });
    expect(await run('track_outcomes')).toEqual({ tracked: 3, followed: 1, waiting: 0, given_up: 0 });
    const figures = { cpa_before: 58.5, cpa_after: 48, cpa_change_pct: -17.95, improvement_pct: 17.95, success: true };
    expect((await find(followed))?.outcome_metrics).toMatchObject({ ...figures, followed: true });
    for (const id of [shadow, rejected]) expect((await find(id))?.outcome_metrics).toMatchObject({ followed: false });
    expect(await run('track_outcomes')).toEqual({ tracked: 0, followed: 0, waiting: 0, given_up: 0 });
  });

  it('takes the days before when no snapshot was kept', async () => {
    await spend(60, march(1, 3));
    await spend(45, march(5, 7));
    const id = await recommend({ set: approved(6) });
    await run('track_outcomes');
    expect((await find(id))?.outcome_metrics).toMatchObject({ cpa_before: 60, cpa_after: 45, improvement_pct: 25 });
  });

  it('waits until the window is over, until there is data, and for a measurement that is under way', async () => {
    await spend(48, march(5, 7));
    const young = await recommend({ context, set: approved(2) });
    const onLastDay = await recommend({ context, set: approved(3) });
    const measuring = await recommend({ context, set: approved(6) });
    const planned = { campaign_id: '100', metric: 'cpa', direction: 'decrease', window_seconds: 259_200 };
    const { execution_id = '' } = (await find(measuring)) ?? {};
    const outcome_id = randomUUID();
    await asOwner((tx) =>
      tx
        .insert(outcomes)
        .values({ ...planned, outcome_id, execution_id, recommendation_id: measuring, measure_at: now }),
    );
    expect(await run('track_outcomes')).toMatchObject({ tracked: 0, waiting: 2 });
    const measured = {
      status: 'measured',
      effect_pct: -12,
      low_pct: -18,
      high_pct: -6,
      verdict: 'positive',
      method: 'm',
    };
    await asOwner((tx) => tx.update(outcomes).set(measured).where(eq(outcomes.outcome_id, outcome_id)));
    expect(await run('track_outcomes')).toMatchObject({ tracked: 1 });
    expect((await find(measuring))?.outcome_metrics).toMatchObject({
      effect_pct: -12,
      low_pct: -18,
      verdict: 'positive',
    });
    for (const id of [young, onLastDay]) expect((await find(id))?.outcome_recorded_at).toBeNull();
  });

  it('says nothing of a campaign without data, and asks less and less often', async () => {
    const id = await recommend({ context, set: approved(6) });
    expect(await run('track_outcomes')).toEqual({ tracked: 0, followed: 0, waiting: 1, given_up: 0 });
    expect(await find(id)).toMatchObject({ outcome_tries: 1, outcome_next_try_at: daysAgo(-1), outcome_metrics: null });
    expect(await run('track_outcomes')).toEqual({ tracked: 0, followed: 0, waiting: 0, given_up: 0 });
    const due = { outcome_next_try_at: daysAgo(0), outcome_tries: 5 };
    await asOwner((tx) => tx.update(recommendations).set(due).where(eq(recommendations.id, id)));
    expect(await run('track_outcomes')).toMatchObject({ waiting: 1 });
    expect((await find(id))?.outcome_next_try_at).toEqual(daysAgo(-8));
  });

  it('of those that never get data never keeps one with data waiting, however few are looked at', async () => {
    await spend(48, march(5, 7));
    for (const days of [40, 30, 20]) await recommend({ context, set: approved(days) });
    const measurable = await recommend({ context, set: approved(6) });
    expect(await run('track_outcomes', { limit: 3 })).toMatchObject({ tracked: 0, waiting: 3 });
    await asOwner((tx) => tx.update(recommendations).set({ outcome_next_try_at: null }));
    expect(await run('track_outcomes', { limit: 1 })).toMatchObject({ tracked: 1, followed: 1 });
    expect((await find(measurable))?.outcome_metrics).toMatchObject({ cpa_after: 48 });
  });

  it('gives up what has had no data for two months, once, and writes that down', async () => {
    const id = await recommend({ context, set: approved(61) });
    const edge = await recommend({ context, set: approved(60) });
    expect(await run('track_outcomes')).toEqual({ tracked: 0, followed: 0, waiting: 1, given_up: 1 });
    expect(await find(id)).toMatchObject({
      outcome_given_up_at: now,
      outcome_metrics: null,
      outcome_recorded_at: null,
    });
    expect((await find(edge))?.outcome_given_up_at).toBeNull();
    const entries = await asOwner((tx) => tx.select().from(auditLog));
    expect(entries.filter((entry) => entry.action === 'recommendation.outcome_given_up')).toMatchObject([
      { entity_id: id, details: { tries: 1 } },
    ]);
    expect(await run('track_outcomes')).toMatchObject({ given_up: 0, waiting: 0 });
  });
});

describe('collecting candidates for the golden set', () => {
  const outcome = (improvement_pct: number, success = true) => ({
    outcome_metrics: { improvement_pct, success, followed: true },
    outcome_recorded_at: daysAgo(1),
  });
  const examples = () => inTenant((tx) => tx.select().from(goldenExamples));
  const chosen = {
    human_workflow: 'Bid Adjustment',
    decided_by: 'ann@example.com',
    human_reasoning: 'Rivals bid more.',
  };

  it('keeps a decided case once, with its tags, and marks a yes to the agent’s own words', async () => {
    const id = await recommend({ context, set: { ...approved(6), ...chosen, ...outcome(15.01) } });
    const other = await recommend({
      context,
      set: { ...approved(6), ...chosen, ...outcome(20, false), status: 'rejected', human_workflow: 'Creative Refresh' },
    });
    expect(await run('collect_candidates')).toEqual({ collected: 2, left_out: 0 });
    expect(await run('collect_candidates')).toEqual({ collected: 0, left_out: 0 });
    const kept = await examples();
    expect(kept.find((each) => each.recommendation_id === id)).toMatchObject({
      ...{ example_id: `rec-${id}`, campaign_name: 'Campaign', human_decision: 'Bid Adjustment', confidence: 0.9 },
      ...{ status: 'candidate', tags: ['high_cpa_increase', 'action_bid_adjustment', 'self_confirmed'] },
      ...{ human_reasoning: 'Rivals bid more.', decided_by: 'ann@example.com' },
    });
    expect(kept.find((each) => each.recommendation_id === other)).toMatchObject({
      ...{ human_decision: 'Creative Refresh', confidence: 0.5 },
      tags: ['high_cpa_increase', 'action_creative_refresh'],
    });
    expect((await find(id))?.golden_example_id).toBe(`rec-${id}`);
  });

  it('leaves out what nobody decided, what was not measured, what is out of range and what kept no context', async () => {
    await recommend({ context, set: outcome(20) });
    await recommend({ context, set: { ...approved(6), ...chosen } });
    await recommend({ context, set: { ...approved(120), ...chosen, ...outcome(20) } });
    await recommend({
      context,
      set: { auto_approved: true, decided_at: daysAgo(6), status: 'approved', ...outcome(20) },
    });
    await recommend({ set: { ...approved(6), ...chosen, ...outcome(20) } });
    expect(await run('collect_candidates')).toEqual({ collected: 0, left_out: 1 });
    const range = { since: '2025-01-01T00:00:00Z', until: '2026-03-01T00:00:00Z' };
    expect(await run('collect_candidates', range)).toEqual({ collected: 1, left_out: 0 });
  });
});

describe('from a decision to a golden case', () => {
  it('goes through the measurement: approved, compared after its window, kept as a candidate with its mark', async () => {
    await spend(48, march(5, 7));
    const id = await recommend({ context, generated_at: daysAgo(7) });
    expect(await run('collect_candidates')).toEqual({ collected: 0, left_out: 0 });
    const decided = await inTenant((tx) =>
      recordDecision(
        tx,
        { id },
        { decision: 'approved', decided_by: 'ann@example.com', decided_at: daysAgo(6), feedback: 'agreed' },
      ),
    );
    expect(decided).toMatchObject({ kind: 'recorded' });
    // A decision alone says nothing of whether it was right.
    expect(await run('collect_candidates')).toEqual({ collected: 0, left_out: 0 });
    expect(await run('track_outcomes')).toMatchObject({ tracked: 1, followed: 1 });
    expect(await run('collect_candidates')).toEqual({ collected: 1, left_out: 0 });
    const [kept, ...others] = await inTenant((tx) => tx.select().from(goldenExamples));
    expect(others).toEqual([]);
    expect(kept).toMatchObject({
      ...{ recommendation_id: id, human_decision: 'Bid Adjustment', decided_by: 'ann@example.com', confidence: 0.9 },
      outcome: { cpa_before: 58.5, cpa_after: 48, success: true, improvement_pct: 17.95, followed: true },
    });
    expect(kept?.tags).toContain('self_confirmed');
    expect((await find(id))?.golden_example_id).toBe(`rec-${id}`);
    expect(await run('collect_candidates')).toEqual({ collected: 0, left_out: 0 });
  });

  it('a no with another choice becomes that choice, measured as not followed', async () => {
    await spend(61, march(5, 7));
    const id = await recommend({ context, generated_at: daysAgo(7) });
    await inTenant((tx) =>
      recordDecision(
        tx,
        { id },
        {
          ...{ decision: 'rejected', decided_by: 'ben@example.com', decided_at: daysAgo(6), feedback: null },
          ...{ human_workflow: 'Creative Refresh', human_reasoning: 'The pictures are old.' },
        },
      ),
    );
    expect(await run('track_outcomes')).toMatchObject({ tracked: 1, followed: 0 });
    expect(await run('collect_candidates')).toEqual({ collected: 1, left_out: 0 });
    const [kept] = await inTenant((tx) => tx.select().from(goldenExamples));
    expect(kept).toMatchObject({ human_decision: 'Creative Refresh', human_reasoning: 'The pictures are old.' });
    expect(kept?.tags).not.toContain('self_confirmed');
  });
});

/** So many followed cases at this confidence, of which the first `right` helped. */
async function cases(count: number, right: number, confidence: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const outcome_metrics = { improvement_pct: index < right ? 10 : 0, followed: true };
    await recommend({
      recommendation: bidRecommendation({ confidence, raw_confidence: confidence }),
      set: { ...approved(20), raw_confidence: confidence, outcome_metrics, outcome_recorded_at: daysAgo(10) },
    });
  }
}

describe('fitting the confidence', () => {
  it('does nothing on too few cases: the shipped curve holds', async () => {
    await cases(12, 9, 0.85);
    expect(await run('fit_calibration')).toEqual({ fitted: false, cases: 12, ece_before: null, ece_after: null });
    expect(await inTenant(readCalibration)).toBeNull();
    expect(await inTenant((tx) => readTrackRecord(tx, 0.82))).toEqual({
      ...{ band_low: 0.8, band_high: 0.9, right: 9, of: 12, basis: 'account' },
    });
    expect(await inTenant((tx) => readTrackRecord(tx, 0.9))).toBeNull();
  });

  it('learns from enough of them that it was too sure, and counts only what was followed', async () => {
    await cases(30, 15, 0.9);
    await cases(12, 4, 0.6);
    const outcome = { outcome_metrics: { improvement_pct: 10, followed: false }, outcome_recorded_at: daysAgo(1) };
    await recommend({ set: { status: 'rejected', human_decision: 'rejected', ...outcome } });
    await recommend({ mode: 'shadow', set: outcome });
    const fitted = await run('fit_calibration');
    expect(fitted).toMatchObject({ fitted: true, cases: 42 });
    const curve = (await inTenant(readCalibration)) ?? [];
    expect(curve.length).toBeGreaterThan(0);
    expect(Math.max(...curve.map((point) => point.calibrated))).toBeLessThan(0.7);
    expect([...curve].sort((left, right) => left.raw - right.raw)).toEqual(curve);
  });
});

describe('reviewing autonomy', () => {
  const scenario: Scenario = {
    ...{ playbook_id: 'quiet_v1', workflow_type: 'Bid Adjustment', risk_level: 'low' },
    ad_account_id: null,
  };
  const grants = () => inTenant((tx) => tx.select().from(autonomyGrants));

  it('keeps what is still earned, and takes back what is not: people are told and it is audited', async () => {
    await asOwner((tx) => tx.update(memberships).set({ roles: ['admin'] }));
    await cases(autonomyRule.decided_at_least, 20, 0.9);
    const { grant } = await inTenant((tx) => openGrant(tx, scenario, tenant.email));
    expect(await run('review_autonomy')).toMatchObject({ kept: 1, ended: [] });
    expect((await grants())[0]?.ended_at).toBeNull();
    // Four of twenty-four people's answers are a no: 83 % is less than 85 %.
    for (let index = 0; index < 4; index += 1)
      await recommend({ set: { status: 'rejected', human_decision: 'rejected', decided_at: daysAgo(2) } });
    const review = await run('review_autonomy');
    expect(review).toMatchObject({
      kept: 0,
      ended: [{ grant_id: grant.grant_id, unmet: [{ condition: 'acceptance' }] }],
    });
    expect((await grants())[0]).toMatchObject({ ended_at: now, ended_by_email: null });
    expect((await grants())[0]?.ended_reason).toContain('the accepted share: 0.833 instead of above 0.85');
    const told = await inTenant((tx) => tx.select().from(notifications));
    expect(told).toMatchObject([{ kind: 'autonomy.ended', user_id: tenant.user_id }]);
    expect(await run('review_autonomy')).toMatchObject({ kept: 0, ended: [] });
  });
});

describe('expiring', () => {
  it('ends what is over and says how many', async () => {
    const id = await recommend({ set: { expires_at: daysAgo(1) } });
    expect(await run('expire_recommendations')).toEqual({ expired: 1 });
    expect(await run('expire_recommendations')).toEqual({ expired: 0 });
    expect((await find(id))?.status).toBe('expired');
  });
});
