import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { withTenant } from '../../db/connect.ts';
import { listEvaluationResults, listEvaluationRuns } from '../../db/queries/evaluation-runs.ts';
import { goldenExamples } from '../../db/schema/index.ts';
import { loadGolden } from '../../evals/index.ts';
import { createAgentStage } from '../campaign-health/agent-stage.ts';
import { createTestDatabase, type TestDatabase } from '../harness/database.ts';
import { insertTenantRows, type TenantRows } from '../harness/tenant-rows.ts';

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
    expect(done.total_count).toBe(16);
    expect(await evaluate({ run_type: 'golden_set' })).toEqual(done);
    expect((await runs()).rows).toMatchObject([
      { id: done.evaluation_run_id, run_type: 'golden_set', dataset_version: 'golden-1+1', triggered_by: 'manual' },
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

  it('makes candidates of nothing where nothing was decided', async () => {
    const stage = createAgentStage({ database: database.app, tenant_id: tenant.tenant_id });
    const range = { from: '2020-01-01T00:00:00Z', until: '2020-02-01T00:00:00Z' };
    expect(await stage.run('EvaluationAgent.build_golden_examples', range)).toEqual({ added: [], unusable: 0 });
  });
});
