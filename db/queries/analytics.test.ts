import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { judgeTargets } from '../../contracts/analytics.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { bidRecommendation, insertRecommended, type RecommendedRow } from '../../tests/harness/recommendation-rows.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { agentExecutions, llmCalls, recommendationFeedback } from '../schema/index.ts';
import { countBy, readAnalytics } from './analytics.ts';
import { addFeedback, flagForReview, listFeedback, listOpenFeedback, takeUpFeedback } from './feedback.ts';
import { readPack } from './packs.ts';

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
const asOwner = <Result>(work: (tx: TenantTransaction) => Promise<Result>) =>
  withTenant(database.owner, tenant.tenant_id, work);
const recommend = (more: RecommendedRow = {}) => insertRecommended(database.owner, tenant, more);
const at = (minutes: number) => new Date(Date.UTC(2026, 2, 2, 10, minutes));
const period = { since: new Date('2026-03-01T00:00:00Z'), until: new Date('2026-03-08T00:00:00Z') };
const figures = (of = tenant) => inTenant((tx) => readAnalytics(tx, period), of);
const said = (human_decision: 'approved' | 'rejected', human_workflow: string | null, minutes = 0) => ({
  ...{ status: human_decision, human_decision, human_workflow, decided_at: at(minutes), decided_by: 'ann@example.com' },
});
const gained = (improvement_pct: number) => ({
  outcome_metrics: { improvement_pct, followed: true },
  outcome_recorded_at: new Date('2026-03-06T00:00:00Z'),
});
const bid = 'Bid Adjustment';

describe('the figures of the agent', () => {
  it('are empty, not wrong, where nothing happened', async () => {
    const empty = await figures();
    expect(empty).toMatchObject({ recommendations: 0, decided: 0, acceptance_rate: null, hours_saved: null });
    expect(judgeTargets(empty).map((each) => each.met)).toEqual(Array.from({ length: 8 }, () => null));
  });

  it('count people’s decisions and what was followed; automatic approvals are counted apart', async () => {
    await recommend({ set: { ...said('approved', bid, 0), ...gained(12), edit_distance_pct: 0 } });
    await recommend({ set: { ...said('approved', bid, 4), ...gained(0), status: 'edited', edit_distance_pct: 10 } });
    await recommend({ set: { ...said('approved', bid, 10) } });
    await recommend({ set: { ...said('rejected', 'Continue Monitoring', 16) } });
    await recommend({
      set: { status: 'approved', auto_approved: true, decided_by: 'policy', decided_at: at(1), ...gained(6) },
    });
    await recommend({ mode: 'shadow' });
    const read = await figures();
    expect(read).toMatchObject({
      ...{ recommendations: 5, campaigns: 1, decided: 4, approved: 3, edited: 1, rejected: 1, auto_approved: 1 },
      ...{ acceptance_rate: 0.75, agreement_rate: 0.75, measured: 3, improved: 2, mean_edit_distance_pct: 5 },
    });
    expect(read.positive_impact_rate).toBeCloseTo(2 / 3);
    expect(read.mean_improvement_pct).toBeCloseTo(6);
    // Gaps of 4, 6 and 6 minutes in one sitting; 45 minutes by hand.
    expect([read.median_review_minutes, read.hours_saved]).toEqual([6, ((45 - 6) * 4) / 60]);
    expect(judgeTargets(read).find((each) => each.measure === 'acceptance_rate')).toMatchObject({ met: true });
    expect(await figures(await insertTenantRows(database.owner))).toMatchObject({
      recommendations: 0,
      llm_cost_usd: 0,
    });
  });

  it('call an action a false alarm where looking on was right or it made things worse, and nothing else', async () => {
    await recommend({ set: said('rejected', 'Continue Monitoring') });
    await recommend({ set: said('rejected', 'Creative Refresh') });
    await recommend({ set: { ...said('approved', bid), ...gained(0) } });
    await recommend({ set: { ...said('approved', bid), ...gained(5) } });
    const none = bidRecommendation({ action: { kind: 'none', recheck_after_hours: 24 } });
    await recommend({ recommendation: none, set: said('rejected', 'Continue Monitoring') });
    expect((await figures()).false_positive_rate).toBe(0.5);
  });

  it('know how long analyses took, what they cost, and how fast feedback was dealt with', async () => {
    const id = await recommend();
    await asOwner(async (tx) => {
      const run = { execution_id: id, campaign_id: '100', workflow_state: {}, status: 'success' as const };
      await tx.insert(agentExecutions).values({ ...run, total_duration_ms: 4_000, executed_at: at(0) });
      const call = { model: 'm', task: 't', prompt_hash: 'h', input_tokens: 1, output_tokens: 1, latency_ms: 1 };
      await tx.insert(llmCalls).values({ ...call, status: 'answered', cost_usd: 0.02, timestamp: at(0) });
      const row = { recommendation_id: id, category: 'wrong_unclear', author_email: 'a', created_at: at(0) };
      const taken_up_at = new Date(at(0).getTime() + 2 * 86_400_000);
      await tx.insert(recommendationFeedback).values([row, { ...row, taken_up_in: '2', taken_up_at }]);
    });
    expect(await figures()).toMatchObject({
      ...{ latency_p95_seconds: 4, llm_cost_usd: 0.02, cost_per_recommendation_usd: 0.02, evaluation_coverage: 1 },
      ...{ feedback: 2, feedback_closed: 1, feedback_closure_days: 2 },
    });
  });

  it('are split by day and by workflow', async () => {
    await recommend({ set: { ...said('approved', bid), ...gained(5) } });
    await recommend({ generated_at: new Date('2026-03-04T23:59:00Z') });
    const counts = { recommendations: 1, decided: 1, approved: 1, measured: 1, improved: 1 };
    const nothing = { recommendations: 1, decided: 0, approved: 0, measured: 0, improved: 0 };
    expect(await inTenant((tx) => countBy(tx, period, 'day'))).toEqual([
      { key: '2026-03-01', ...counts },
      { key: '2026-03-04', ...nothing },
    ]);
    expect(await inTenant((tx) => countBy(tx, period, 'workflow'))).toEqual([
      { ...counts, key: bid, recommendations: 2 },
    ]);
  });
});

describe('a pack', () => {
  it('on Monday holds what waits, most urgent first; on Friday what was flagged; both hold what failed', async () => {
    const [low, high] = [await recommend({ set: { priority: 1 } }), await recommend({ set: { priority: 9 } })];
    const flagged = await recommend({ set: { ...said('approved', bid), flagged_for_review: true } });
    const wrong = await recommend({ set: { ...said('rejected', null), feedback_category: 'wrong_unclear' } });
    const useless = await recommend({ set: { ...said('approved', bid, 5), ...gained(0) } });
    await inTenant((tx) =>
      addFeedback(tx, {
        ...{ recommendation_id: wrong, category: 'wrong_unclear', comment: null, human_workflow: null },
        ...{ author_email: 'ann@example.com', flag_for_review: false },
      }),
    );
    await asOwner((tx) => tx.update(recommendationFeedback).set({ created_at: at(0) }));
    const monday = await inTenant((tx) => readPack(tx, 'monday', period));
    const friday = await inTenant((tx) => readPack(tx, 'friday', period));
    expect(monday.agenda.map((each) => each.recommendation_id)).toEqual([high, low]);
    expect(friday.agenda.map((each) => each.recommendation_id)).toEqual([flagged]);
    for (const pack of [monday, friday]) {
      expect(pack.failures.map((each) => each.recommendation_id)).toEqual([useless, wrong]);
      expect(pack.patterns).toEqual([{ root_cause: 'auction_pressure', recommended_workflow: bid, failures: 2 }]);
      expect(pack.feedback_by_category).toEqual({ wrong_unclear: 1 });
    }
  });
});

describe('feedback', () => {
  it('is kept with its author, flags the recommendation if asked to, and is open until a version deals with it', async () => {
    const id = await recommend();
    const entry = {
      recommendation_id: id,
      category: 'wrong_understandable',
      comment: 'Too early.',
      human_workflow: null,
    };
    const kept = await inTenant((tx) =>
      addFeedback(tx, { ...entry, author_email: 'a@example.com', flag_for_review: true }),
    );
    expect(await inTenant((tx) => listFeedback(tx, id))).toEqual([kept]);
    const take = (version: string, of = tenant) => inTenant((tx) => takeUpFeedback(tx, kept.feedback_id, version), of);
    expect(await take('1', await insertTenantRows(database.owner))).toBe(false);
    expect([await take('1.1'), await take('1.2')]).toEqual([true, false]);
    expect(await inTenant((tx) => listFeedback(tx, id))).toMatchObject([{ taken_up_in: '1.1' }]);
    expect(await inTenant((tx) => listOpenFeedback(tx, 10))).toEqual([]);
    expect(await inTenant((tx) => flagForReview(tx, id, false))).toBe(true);
    expect(await inTenant((tx) => flagForReview(tx, kept.feedback_id, false))).toBe(false);
  });
});
