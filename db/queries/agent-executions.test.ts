import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { addCampaign, bidRecommendation, insertRecommended } from '../../tests/harness/recommendation-rows.ts';
import { executionRow, turnPages } from '../../tests/harness/spine-rows.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { agentExecutions, executions, llmCalls, stepRuns } from '../schema/index.ts';
import { type EndedAgentRun, recordAgentExecution } from './agent-executions.ts';
import { listAgentExecutions, showAgentExecutionRow } from './agent-executions-list.ts';
import { listBatchItems } from './analysis-batches.ts';
import { appendEvent } from './execution-events.ts';

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
const at = (second: number) => new Date(Date.UTC(2026, 2, 10, 12, 0, second));
const record = (execution_id: string, more: Partial<EndedAgentRun> = {}) =>
  inTenant((tx) =>
    recordAgentExecution(tx, {
      ...{ execution_id, campaign_id: '100', recommendation_id: null, status: 'success', error_message: null },
      ...{ state: { root_cause: 'no_change' }, ended_at: at(30), ...more },
    }),
  );
const step = (step_id: string, second: number, more: Partial<typeof stepRuns.$inferInsert> = {}) =>
  inTenant((tx) =>
    tx.insert(stepRuns).values({
      ...{ execution_id: tenant.execution_id, step_id, kind: 'action', action_id: `A.${step_id}`, status: 'completed' },
      ...{ attempts: 1, started_at: at(second), finished_at: at(second + 2), output: { from: step_id }, ...more },
    }),
  );
const call = (more: Partial<typeof llmCalls.$inferInsert> = {}) =>
  inTenant((tx) =>
    tx.insert(llmCalls).values({
      ...{ execution_id: tenant.execution_id, model: 'm', task: 't', prompt_hash: 'h', status: 'answered' },
      ...{ input_tokens: 100, output_tokens: 10, latency_ms: 5, cost_usd: 0.01, ...more },
    }),
  );
const find = (execution_id = tenant.execution_id) =>
  inTenant(async (tx) => {
    const [row] = await tx.select().from(agentExecutions).where(eq(agentExecutions.execution_id, execution_id));
    return row ?? null;
  });

describe('a run of the agent', () => {
  it('ends with every message to a model, in the order of the stream, and with none of another execution', async () => {
    const other = executionRow(tenant);
    await inTenant((tx) => tx.insert(executions).values(other));
    const heard = (call_ids: readonly string[], execution_id: string = tenant.execution_id) =>
      inTenant((tx) => {
        const messages = call_ids.map((call_id) => ({ call_id, step_id: 'critique' }));
        const data = { step_id: 'critique', ...(messages.length === 0 ? {} : { messages }) };
        return appendEvent(tx, { execution_id, type: 'step.completed', data });
      });
    await heard(['2', '1']);
    await heard([]);
    await heard(['9'], other.execution_id);
    await heard(['3']);
    await record(tenant.execution_id);
    const row = await find();
    expect(row?.workflow_state).toMatchObject({ root_cause: 'no_change' });
    expect(row?.workflow_state.messages).toEqual(['2', '1', '3'].map((call_id) => ({ call_id, step_id: 'critique' })));
  });

  it('is written down once: a repeated call changes nothing', async () => {
    expect(await record(tenant.execution_id)).toBe(true);
    const before = await find();
    expect(await record(tenant.execution_id, { status: 'error', error_message: 'late' })).toBe(false);
    expect(await find()).toEqual(before);
  });

  it('tells its stages in the order in which they began, each round of a loop by itself, and skips what did not run', async () => {
    await step('critique', 8, { iteration: '1', status: 'failed', error_code: 'LLM_DEADLINE', finished_at: null });
    await step('critique', 4, { iteration: '0' });
    await step('signals', 2, { attempts: 3 });
    await step('word', 9, { status: 'skipped' });
    await step('loop', 3, { kind: 'for_each' });
    await record(tenant.execution_id);
    const run = await find();
    expect(run?.execution_path).toEqual(['signals', 'critique/0', 'critique/1']);
    expect(run?.node_outputs).toEqual({
      signals: {
        action_id: 'A.signals',
        status: 'completed',
        attempts: 3,
        duration_ms: 2_000,
        output: { from: 'signals' },
      },
      'critique/0': expect.objectContaining({ status: 'completed' }),
      'critique/1': expect.objectContaining({ status: 'failed', error_code: 'LLM_DEADLINE', duration_ms: null }),
    });
  });

  it('cuts what a stage gave where it is large', async () => {
    await step('analyze', 2, { output: { text: 'x'.repeat(200_000) } });
    await record(tenant.execution_id);
    expect(JSON.stringify((await find())?.node_outputs).length).toBeLessThan(100_000);
  });

  it('counts the calls that a model was really asked for, and their tokens and cost', async () => {
    await call();
    await call({ status: 'LLM_UNAVAILABLE', cost_usd: null, output_tokens: 0 });
    await call({ status: 'cached', cached: true, input_tokens: 0, output_tokens: 0, cost_usd: 0 });
    await call({ execution_id: randomUUID() });
    await record(tenant.execution_id);
    expect(await find()).toMatchObject({ llm_calls_count: 2, total_tokens: 210, total_cost_usd: 0.01 });
  });

  it.each([
    ['from its start', 10, 30, 20_000],
    ['never below nothing, when clocks disagree', 31, 30, 0],
  ])('takes time %s', async (_name, started, ended, duration) => {
    await inTenant((tx) =>
      tx
        .update(executions)
        .set({ started_at: at(started) })
        .where(eq(executions.execution_id, tenant.execution_id)),
    );
    await record(tenant.execution_id, { ended_at: at(ended) });
    expect(await find()).toMatchObject({ total_duration_ms: duration, workflow_id: `quiet/${tenant.execution_id}` });
  });

  it('that failed before anything else says why', async () => {
    const execution_id = randomUUID();
    await record(execution_id, { status: 'timeout', error_message: 'No answer in time.' });
    expect(await find(execution_id)).toMatchObject({
      ...{ status: 'timeout', error_message: 'No answer in time.', execution_path: [], node_outputs: {} },
      ...{ total_duration_ms: 0, workflow_id: null, recommendation_id: null },
    });
    expect(await find(randomUUID())).toBeNull();
  });
});

describe('the list of runs', () => {
  const open = {
    limit: 2,
    after: null,
    status: null,
    campaign_id: null,
    recommendation_id: null,
    confidence_below: null,
  };
  const list = async (filter: Partial<Parameters<typeof listAgentExecutions>[1]>) =>
    (await inTenant((tx) => listAgentExecutions(tx, { ...open, limit: 20, ...filter }))).rows.map(
      (row) => row.execution_id,
    );

  it('is narrowed by how they ended, their campaign, and how sure they were; no advice is not unsure advice', async () => {
    await addCampaign(database.owner, tenant, '200');
    const sure = await insertRecommended(database.owner, tenant);
    const unsure = await insertRecommended(database.owner, tenant, {
      recommendation: bidRecommendation({ confidence: 0.4 }),
    });
    const failed = randomUUID();
    await record(sure, { recommendation_id: sure });
    await record(unsure, { recommendation_id: unsure });
    await record(failed, { campaign_id: '200', status: 'error' });
    expect(await list({ status: 'error' })).toEqual([failed]);
    expect(await list({ campaign_id: '200' })).toEqual([failed]);
    expect(await list({ recommendation_id: sure })).toEqual([sure]);
    expect(await list({ confidence_below: 0.5 })).toEqual([unsure]);
    expect(await list({ confidence_below: 0.4 })).toEqual([]);
    expect(new Set(await list({}))).toEqual(new Set([sure, unsure, failed]));
  });

  it('turns its pages without gap or repetition, the newest first', async () => {
    const ids = Array.from({ length: 5 }, () => randomUUID());
    for (const id of ids) await record(id);
    const seen = await turnPages((after) => inTenant((tx) => listAgentExecutions(tx, { ...open, after })));
    expect(seen.map((row) => row.execution_id)).toEqual(ids.toReversed());
  });

  it('shows one by its own id and by that of its execution, with what it came to', async () => {
    const id = await insertRecommended(database.owner, tenant);
    await record(id, { recommendation_id: id });
    const row = await inTenant((tx) => showAgentExecutionRow(tx, id));
    expect(row).toMatchObject({ campaign_name: 'Campaign', confidence: 0.9, recommended_workflow: 'Bid Adjustment' });
    expect(await inTenant((tx) => showAgentExecutionRow(tx, row?.id ?? ''))).toEqual(row);
    expect(await inTenant((tx) => showAgentExecutionRow(tx, randomUUID()))).toBeNull();
  });
});

describe('a batch of analyses', () => {
  it('is what was started under its id, by campaign, with what each came to once it has', async () => {
    await addCampaign(database.owner, tenant, '200');
    const inputs = { batch_id: 'b1' };
    const waiting = executionRow(tenant, { campaign_id: '200', inputs });
    await inTenant((tx) =>
      tx.insert(executions).values([waiting, executionRow(tenant, { inputs: { batch_id: 'b2' } })]),
    );
    const done = await insertRecommended(database.owner, tenant, { execution: { inputs } });
    const items = await inTenant((tx) => listBatchItems(tx, 'b1'));
    expect(items).toMatchObject([
      { campaign_id: '100', execution_id: done, recommendation_id: done, confidence: 0.9 },
      { campaign_id: '200', execution_id: waiting.execution_id, recommendation_id: null, confidence: null },
    ]);
    expect(await inTenant((tx) => listBatchItems(tx, 'unknown'))).toEqual([]);
  });
});
