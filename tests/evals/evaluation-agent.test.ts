import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createJudgeReasoningHandler } from '../../activities/agents/evaluation/judge-reasoning.handler.ts';
import { withTenant } from '../../db/connect.ts';
import { listEvaluationResults, listEvaluationRuns } from '../../db/queries/evaluation-runs.ts';
import { goldenExamples } from '../../db/schema/index.ts';
import { loadGolden } from '../../evals/index.ts';
import { createAgentStage } from '../campaign-health/agent-stage.ts';
import { createTestDatabase, type TestDatabase } from '../harness/database.ts';
import { insertRecommended } from '../harness/recommendation-rows.ts';
import { insertTenantRows, type TenantRows } from '../harness/tenant-rows.ts';
import { scoresOf, standInCouncil } from './stand-in-council.ts';

const outputSchema = z.object({ evaluation_run_id: z.uuid(), total_count: z.int(), passed: z.boolean() });
let database: TestDatabase;
let tenant: TenantRows;
beforeAll(async () => {
  database = await createTestDatabase();
  tenant = await insertTenantRows(database.owner);
});
afterAll(() => database.drop());

const runs = () =>
  withTenant(database.app, tenant.tenant_id, (tx) =>
    listEvaluationRuns(tx, { limit: 50, after: null, run_type: null }),
  );
const evaluate = async (params: object) => {
  const stage = createAgentStage({
    database: database.app,
    tenant_id: tenant.tenant_id,
    execution_id: tenant.execution_id,
  });
  return outputSchema.parse(await stage.run('EvaluationAgent.run_evaluation', params));
};

describe('EvaluationAgent', () => {
  it('runs the golden cases with those that experts accepted, and stores the run once however often it is tried', async () => {
    const [first] = loadGolden();
    const own = (example_id: string, status: 'accepted' | 'candidate') => ({
      ...{ example_id, status, campaign_id: '100', campaign_name: 'Own', confidence: 0.9 },
      context: JSON.parse(JSON.stringify(first?.example.context)),
      ...{ human_decision: 'Bid Adjustment', decision_date: new Date(), tags: [] },
    });
    await withTenant(database.owner, tenant.tenant_id, (tx) =>
      tx.insert(goldenExamples).values([own('own-1', 'accepted'), own('own-2', 'candidate')]),
    );
    const done = await evaluate({ run_type: 'golden_set' });
    expect(done.total_count).toBe(26);
    expect(await evaluate({ run_type: 'golden_set' })).toEqual(done);
    expect((await runs()).rows).toMatchObject([
      { id: done.evaluation_run_id, run_type: 'golden_set', dataset_version: 'golden-2+1', triggered_by: 'manual' },
    ]);
    const results = await withTenant(database.app, tenant.tenant_id, (tx) =>
      listEvaluationResults(tx, { id: done.evaluation_run_id, limit: 50 }),
    );
    expect(results.find((each) => each.example_id === 'own-1')).toMatchObject({ passed: true });
  });

  it('runs generated cases of the split that is asked for', async () => {
    const stage = createAgentStage({ database: database.app, tenant_id: tenant.tenant_id });
    const done = outputSchema.parse(
      await stage.run('EvaluationAgent.run_evaluation', { run_type: 'generated', split: 'train', count: 15 }),
    );
    expect(done.total_count).toBe(15);
    expect((await runs()).rows[0]).toMatchObject({
      run_type: 'generated',
      dataset_version: expect.stringContaining('alder'),
    });
  });

  it('lets a model judge the golden answers and recent ones, and stores nothing when there is none', async () => {
    const unjudged = await createAgentStage({ database: database.app, tenant_id: tenant.tenant_id }).run(
      'EvaluationAgent.judge_reasoning',
      {},
    );
    expect(unjudged).toMatchObject({ evaluation_run_id: null, judged: 0, trusted: false });
    const before = (await runs()).rows.length;
    const id = await insertRecommended(database.owner, tenant, {
      set: { context: JSON.parse(JSON.stringify(loadGolden()[0]?.example.context)) },
    });
    const agreeable = standInCouncil(() => scoresOf(4));
    const handler = createJudgeReasoningHandler({
      ...{ database: database.app, council: agreeable, clock: { now: () => new Date() } },
    });
    const origin = { tenant_id: tenant.tenant_id, execution_id: crypto.randomUUID(), step_id: 's', iteration: '' };
    const call = {
      ...{ phase: 'run' as const, params: {} },
      origin: {
        ...{ ...origin, playbook_id: 'p', mode: 'live' as const, campaign_id: null, idempotency_key: 'k' },
        requested_by: { user_id: crypto.randomUUID(), email: 'person@example.com', api_key_id: null },
      },
    };
    const log = { info: () => undefined, warn: () => undefined };
    const signal = new AbortController().signal;
    const told = await handler.call(call, { origin: call.origin, signal, heartbeat: () => undefined, log });
    // Who likes everything cannot tell broken reasoning from sound.
    expect(told).toMatchObject({ judged: 26, silent: 0, trusted: false, scores: { overall_score: 4 } });
    const stored = (await runs()).rows;
    expect(stored).toHaveLength(before + 1);
    expect(stored[0]).toMatchObject({ run_type: 'llm_judge', metrics: { judge: { check: { trusted: false } } } });
    const results = await withTenant(database.app, tenant.tenant_id, (tx) =>
      listEvaluationResults(tx, { id: stored[0]?.id ?? '', limit: 50 }),
    );
    expect(results.find((each) => each.example_id === id)).toMatchObject({ kind: 'recommendation', passed: true });
  });

  it('makes candidates of nothing where nothing was decided', async () => {
    const stage = createAgentStage({ database: database.app, tenant_id: tenant.tenant_id });
    const range = { from: '2020-01-01T00:00:00Z', until: '2020-02-01T00:00:00Z' };
    expect(await stage.run('EvaluationAgent.build_golden_examples', range)).toEqual({ added: [], unusable: 0 });
  });
});
