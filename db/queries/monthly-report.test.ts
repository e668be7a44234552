import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { judgeMilestones } from '../../contracts/milestones.ts';
import { monthlyReportSchema, monthOf } from '../../contracts/monthly-report.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { bidRecommendation, insertRecommended, type RecommendedRow } from '../../tests/harness/recommendation-rows.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { withTenant } from '../connect.ts';
import { collectorHealth, evaluationRuns, recommendationFeedback } from '../schema/index.ts';
import { readMilestoneFacts } from './milestone-facts.ts';
import { readMonthlyReport } from './monthly-report.ts';

let database: TestDatabase;
let tenant: TenantRows;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  tenant = await insertTenantRows(database.owner);
});
afterAll(() => database.drop());

const [march, february] = [monthOf('2026-03'), monthOf('2026-02')];
const report = async (now = new Date('2026-04-05T00:00:00Z'), of = tenant) => {
  if (march === null || february === null) throw new Error('no month');
  const read = await withTenant(database.app, of.tenant_id, (tx) => readMonthlyReport(tx, march, february, now));
  return monthlyReportSchema.parse(JSON.parse(JSON.stringify(read)));
};
const day = (number: number) => new Date(Date.UTC(2026, 2, number, 10));
const recommend = (more: RecommendedRow = {}) =>
  insertRecommended(database.owner, tenant, { generated_at: day(3), ...more });
const said = (human_decision: 'approved' | 'rejected', human_workflow: string) => ({
  ...{ status: human_decision, human_decision, human_workflow, decided_at: day(4), decided_by: 'ann@example.com' },
});
const gained = (improvement_pct: number) => ({
  outcome_metrics: { improvement_pct, followed: true },
  outcome_recorded_at: day(9),
});
const ran = (run_at: Date, passed_examples: number, more = {}) =>
  withTenant(database.owner, tenant.tenant_id, (tx) =>
    tx.insert(evaluationRuns).values({
      ...{
        run_type: 'golden_set',
        total_examples: 20,
        passed_examples,
        metrics: {},
        triggered_by: 'scheduled',
        run_at,
      },
      ...more,
    }),
  );
const bid = 'Bid Adjustment';

describe('the report of a month', () => {
  it('is empty, not wrong, where nothing happened', async () => {
    const empty = await report();
    expect(empty).toMatchObject({ month: '2026-03', complete: true, evaluations: [], patterns: [] });
    expect(empty.weeks).toHaveLength(5);
    expect(empty.figures).toMatchObject({ recommendations: 0, acceptance_rate: null });
  });

  it('tells each pattern with who followed it, where people stepped in and what came of it', async () => {
    await recommend({ set: { ...said('approved', bid), ...gained(12) } });
    await recommend({ set: { ...said('approved', bid), status: 'edited', ...gained(-4) } });
    await recommend({ set: said('rejected', 'Creative Refresh') });
    await recommend({ set: { status: 'expired' } });
    const tired = bidRecommendation({ root_cause: 'creative_fatigue', recommended_workflow: 'Creative Refresh' });
    await recommend({ recommendation: tired });
    // Neither what was in shadow nor what was made in another month is in it.
    await recommend({ mode: 'shadow', set: said('approved', bid) });
    await recommend({ generated_at: new Date('2026-02-28T23:59:00Z'), set: said('approved', bid) });
    const { patterns, figures, before } = await report();
    expect(patterns.map((each) => [each.root_cause, each.recommendations])).toEqual([
      ['auction_pressure', 4],
      ['creative_fatigue', 1],
    ]);
    expect(patterns[0]).toMatchObject({
      ...{ decided: 3, approved: 2, edited: 1, rejected: 1, replaced: 1, expired: 1, measured: 2, improved: 1 },
      ...{ mean_improvement_pct: 4, positive_impact_rate: 0.5, stepped_in_rate: 2 / 3, verdict: 'open' },
    });
    expect([figures.recommendations, before.recommendations]).toEqual([5, 1]);
  });

  it('goes week by week, and has none that has not begun', async () => {
    await recommend({ generated_at: day(2) });
    await recommend({ generated_at: day(9) });
    await recommend({ generated_at: day(9) });
    const running = await report(new Date('2026-03-10T00:00:00Z'));
    expect(running.complete).toBe(false);
    expect(running.weeks.map((week) => week.figures.recommendations)).toEqual([1, 2]);
  });

  it('has every evaluation of the month with its share, in their order', async () => {
    await ran(day(20), 18);
    await ran(day(6), 15);
    await ran(day(7), 0, { total_examples: 0 });
    await ran(new Date('2026-04-01T00:00:00Z'), 20);
    const { evaluations } = await report();
    expect(evaluations.map((run) => run.passed_rate)).toEqual([0.75, null, 0.9]);
  });

  it('knows nothing of another tenant', async () => {
    await recommend();
    await ran(day(6), 15);
    const other = await insertTenantRows(database.owner);
    expect(await report(undefined, other)).toMatchObject({
      patterns: [],
      evaluations: [],
      figures: { recommendations: 0 },
    });
  });
});

describe('the facts of the milestones', () => {
  const now = new Date('2026-03-29T00:00:00Z');
  const facts = (of = tenant) => withTenant(database.app, of.tenant_id, (tx) => readMilestoneFacts(tx, now));

  it('are those of a beginner where nothing happened', async () => {
    expect(await facts()).toMatchObject({
      ...{ collectors: 0, recommendations: 0, golden_examples: 0, golden_agreement: null, explained: null },
      ...{ evaluated_days_ago: null, people_who_decided: 0, weeks_with_improvements: 0, scenarios_earned: 0 },
    });
  });

  it('count what was shown, who decided, what was measured, and the newest run over golden cases', async () => {
    const evidence = bidRecommendation().evidence;
    await recommend({ set: { ...said('approved', bid), decided_at: day(20), ...gained(5) } });
    await recommend({ set: { ...said('rejected', bid), decided_at: day(20), decided_by: 'bob@example.com' } });
    await recommend({ mode: 'shadow' });
    await ran(day(1), 20);
    await ran(day(27), 12);
    await ran(day(28), 20, { run_type: 'generated', triggered_by: 'manual' });
    await withTenant(database.owner, tenant.tenant_id, (tx) =>
      tx.insert(collectorHealth).values([
        { collector_name: 'competitors', status: 'healthy' },
        { collector_name: 'history', status: 'down' },
      ]),
    );
    const found = await facts();
    expect(found).toMatchObject({
      ...{ collectors: 2, collectors_healthy: 1, recommendations: 2, people_who_decided: 2, outcomes_tracked: 1 },
      ...{ golden_agreement: 0.6, explained: evidence.length > 0 ? 1 : 0, acceptance_rate: 0.5 },
    });
    // By hand is not by itself: the run of the 28th does not count.
    expect(found.evaluated_days_ago).toBeCloseTo(1.58, 1);
    const [setUp] = judgeMilestones({ ...found, back_office: true }).phases;
    expect(setUp?.items.map((item) => item.met)).toEqual([false, true, false]);
    expect(await facts(await insertTenantRows(database.owner))).toMatchObject({ recommendations: 0, collectors: 0 });
  });

  it('count weeks in which feedback was taken up, each once, of the last four', async () => {
    const recommendation_id = await recommend();
    const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
    await withTenant(database.owner, tenant.tenant_id, (tx) =>
      tx.insert(recommendationFeedback).values(
        [1, 2, 9, 23, 40].map((days) => ({
          ...{ feedback_id: randomUUID(), recommendation_id, category: 'wrong_unclear' as const },
          ...{ author_email: 'ann@example.com', taken_up_in: '2', taken_up_at: daysAgo(days) },
        })),
      ),
    );
    expect((await facts()).weeks_with_improvements).toBe(3);
  });
});
