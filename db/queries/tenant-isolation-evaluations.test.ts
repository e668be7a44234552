import { afterAll, beforeAll, describe, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { expectOwnRowsOnly } from '../../tests/harness/own-rows-only.ts';
import { insertRecommended } from '../../tests/harness/recommendation-rows.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { evaluationResults, evaluationRuns, goldenExamples } from '../schema/index.ts';
import { listDecidedRecommendations } from './decided-recommendations.ts';
import { listEvaluationResults } from './evaluation-runs.ts';
import { findGoldenExample, listGoldenExamples, readAcceptedExamples, readRecentReasoning } from './golden-set.ts';
import { readLikeExamples } from './like-examples.ts';

let database: TestDatabase;
let tenant: TenantRows;
let stranger: TenantRows;
let evaluation_run_id = '';
beforeAll(async () => {
  database = await createTestDatabase();
  [tenant, stranger] = [await insertTenantRows(database.owner), await insertTenantRows(database.owner)];
  await insertRecommended(database.owner, tenant, {});
  await insertRecommended(database.owner, tenant, { set: { human_decision: 'approved', decided_at: new Date(1_000) } });
  await withTenant(database.app, tenant.tenant_id, async (tx) => {
    await tx.insert(goldenExamples).values({
      ...{ example_id: 'case-1', campaign_id: '100', campaign_name: 'Sale', context: { campaign_id: '100' } },
      ...{ human_decision: 'Continue Monitoring', confidence: 0.5, status: 'accepted', decision_date: new Date(0) },
      ...{ human_reasoning: 'Nothing moved.', outcome: {}, decided_by: 'ann@example.com' },
    });
    const counts = { run_type: 'generated', total_examples: 1, passed_examples: 1, triggered_by: 'manual' } as const;
    const [run] = await tx
      .insert(evaluationRuns)
      .values({ ...counts, metrics: {} })
      .returning();
    evaluation_run_id = run?.id ?? '';
    const found = {
      passed: true,
      expected: { workflow: 'Continue Monitoring', causes: ['no_change'], best_action: null, best_value: null },
      actual: { workflow: 'Continue Monitoring', cause: 'no_change', action: 'none', value: null, confidence: 0.8 },
      scores: {
        ...{ kind: 'no_change', cause_right: true, abstained: true, abstention_is_right: true },
        ...{ regret: null, best: null, latency_ms: 1, critical: false, judge: null },
      },
    };
    await tx.insert(evaluationResults).values({ evaluation_run_id, example_id: 'case-1', ...found });
  });
});
afterAll(() => database.drop());

/** Every query that reads evaluations and the cases that people keep. */
const queries: Record<string, (tx: TenantTransaction) => Promise<unknown>> = {
  listEvaluationResults: (tx) => listEvaluationResults(tx, { id: evaluation_run_id, limit: 5 }),
  listGoldenExamples: (tx) => listGoldenExamples(tx, { limit: 5, after: null, status: null, tag: null }),
  findGoldenExample: (tx) => findGoldenExample(tx, 'case-1'),
  readAcceptedExamples,
  readLikeExamples: (tx) => readLikeExamples(tx, { tag: 'any', limit: 5 }),
  listDecidedRecommendations: (tx) =>
    listDecidedRecommendations(tx, { from: new Date(0), until: new Date(2_000), limit: 5 }),
  readRecentReasoning: (tx) => readRecentReasoning(tx, { since: new Date(0), limit: 5 }),
};

describe('evaluations and golden examples of another tenant', () => {
  it.each(Object.keys(queries))('are invisible for %s, which finds those of its own', async (name) => {
    const query = queries[name] ?? (async () => null);
    await expectOwnRowsOnly(database.app, query, { own: tenant.tenant_id, other: stranger.tenant_id });
  });
});
