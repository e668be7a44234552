import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { turnPages } from '../../tests/harness/spine-rows.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { llmCalls } from '../schema/index.ts';
import { keepTrace, readPinnedVersion, sumCalls } from './llm-calls.ts';
import { type LlmCallFilter, listLlmCalls, readTrace } from './llm-calls-list.ts';

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
/** Records a call as if it had been made at a moment; gives its id. */
async function call(more: Partial<typeof llmCalls.$inferInsert> = {}): Promise<string> {
  const call_id = randomUUID();
  await inTenant((tx) =>
    tx.insert(llmCalls).values({
      ...{ call_id, model: 'm1', task: 'critique', prompt_hash: 'h', input_tokens: 100, output_tokens: 10 },
      ...{ latency_ms: 5, status: 'answered', cost_usd: 0.01, timestamp: new Date('2026-03-10T12:00:00Z'), ...more },
    }),
  );
  return call_id;
}
const open: LlmCallFilter = {
  ...{ limit: 50, after: null, task: null, model: null, status: null, prompt_name: null, prompt_version: null },
  ...{ execution_id: null, campaign_id: null, recommendation_id: null, cached: null },
};
const list = async (filter: Partial<LlmCallFilter>) =>
  (await inTenant((tx) => listLlmCalls(tx, { ...open, ...filter }))).rows.map((row) => row.call_id);

describe('the ledger of model calls', () => {
  it.each([
    ['task', { task: 'judge' }],
    ['model', { model: 'm2' }],
    ['status', { status: 'LLM_DEADLINE' }],
    ['prompt', { prompt_name: 'critique' }],
    ['version of a prompt', { prompt_version: '1.1' }],
    ['execution', { execution_id: randomUUID() }],
    ['campaign', { campaign_id: '100' }],
    ['recommendation', { recommendation_id: randomUUID() }],
    ['earlier answers', { cached: true }],
  ])('is narrowed by %s to those that have it', async (_name, wanted) => {
    const other = await call();
    const id = await call(wanted);
    expect(await list(wanted)).toEqual([id]);
    expect(new Set(await list({}))).toEqual(new Set([id, other]));
  });

  it('takes every condition at once, and false is one too', async () => {
    const fresh = await call({ task: 'judge', model: 'm2' });
    await call({ task: 'judge', model: 'm1' });
    await call({ task: 'judge', model: 'm2', cached: true });
    expect(await list({ task: 'judge', model: 'm2', cached: false })).toEqual([fresh]);
  });

  it('turns its pages without gap or repetition, also among calls of the same moment', async () => {
    const ids = new Set<string>();
    for (let index = 0; index < 5; index += 1) ids.add(await call());
    const last = await call({ timestamp: new Date('2026-03-11T12:00:00Z') });
    const seen = await turnPages((after) => inTenant((tx) => listLlmCalls(tx, { ...open, limit: 2, after })));
    expect(seen[0]?.call_id).toBe(last);
    expect(seen).toHaveLength(6);
    expect(new Set(seen.map((row) => row.call_id))).toEqual(new Set([...ids, last]));
  });
});

describe('the text of a call', () => {
  const now = new Date('2026-03-31T00:00:00Z');
  const keep = (call_id: string, at: Date) =>
    inTenant((tx) => keepTrace(tx, { call_id, input: 'in', output: 'out' }, { now: at, keep_days: 30 }));

  it('is there as long as it is kept; the call itself stays', async () => {
    const [old, fresh] = [await call(), await call()];
    await keep(old, new Date('2026-02-28T00:00:00Z'));
    const shown = () => inTenant((tx) => readTrace(tx, old));
    expect(await shown()).toMatchObject({ call: { call_id: old }, input: 'in', output: 'out' });
    await keep(fresh, now);
    expect(await shown()).toMatchObject({ call: { call_id: old }, input: null, output: null });
    expect(await inTenant((tx) => readTrace(tx, fresh))).toMatchObject({ input: 'in' });
    expect(await inTenant((tx) => readTrace(tx, randomUUID()))).toBeNull();
  });
});

describe('the version of a prompt', () => {
  it('that an execution was first answered with holds to its end', async () => {
    const execution_id = randomUUID();
    const pinned = (prompt: string) => inTenant((tx) => readPinnedVersion(tx, execution_id, prompt));
    expect(await pinned('critique')).toBeNull();
    const of = { execution_id, prompt_name: 'critique' };
    await call({ ...of, prompt_version: '1.1', timestamp: new Date('2026-03-10T12:05:00Z') });
    await call({ ...of, prompt_version: '1.0' });
    await call({ ...of, prompt_version: '2.0', timestamp: new Date('2026-03-10T12:09:00Z') });
    expect([await pinned('critique'), await pinned('judge')]).toEqual(['1.0', null]);
  });
});

describe('sums of calls', () => {
  const unsaved = { saved_by_cache_usd: 0, saved_by_batch_usd: 0 };
  const range = { from: new Date('2026-03-10T00:00:00Z'), to: new Date('2026-03-12T00:00:00Z') };
  const sums = (by: Parameters<typeof sumCalls>[1]['by']) => inTenant((tx) => sumCalls(tx, { ...range, by }));

  it('tell answered, failed and earlier answers apart, and count each execution once', async () => {
    const execution_id = randomUUID();
    await call({ execution_id });
    await call({ execution_id, status: 'LLM_UNAVAILABLE', cost_usd: null, output_tokens: 0 });
    await call({ status: 'cached', cached: true, input_tokens: 0, output_tokens: 0, cost_usd: 0 });
    expect(await sums('all')).toEqual([
      {
        key: 'all',
        calls: 3,
        cached: 1,
        failed: 1,
        tokens: 210,
        cost_usd: 0.01,
        recommendations: 0,
        executions: 1,
        ...unsaved,
      },
    ]);
  });

  it('tell what earlier answers saved from what batches did, day by day', async () => {
    const batch_id = randomUUID();
    await call({ status: 'cached', cached: true, cost_usd: 0, saved_usd: 0.02 });
    await call({
      status: 'cached',
      cached: true,
      cost_usd: 0,
      saved_usd: 0.03,
      timestamp: new Date('2026-03-11T00:00:00Z'),
    });
    await call({ batch_id, saved_usd: 0.005 });
    await call({ batch_id, status: 'LLM_REFUSED', saved_usd: null });
    await call();
    expect(await sums('all')).toMatchObject([
      { saved_by_cache_usd: expect.closeTo(0.05, 9), saved_by_batch_usd: expect.closeTo(0.005, 9) },
    ]);
    expect((await sums('day')).map(({ key, saved_by_cache_usd }) => [key, saved_by_cache_usd])).toEqual([
      ['2026-03-10', expect.closeTo(0.02, 9)],
      ['2026-03-11', expect.closeTo(0.03, 9)],
    ]);
  });

  it('hold the first moment of the range and not its end, by UTC days, prompts and models', async () => {
    await call({ timestamp: range.from, prompt_name: 'critique', prompt_version: '1.0' });
    await call({ timestamp: new Date('2026-03-11T23:59:59Z'), model: 'm2' });
    await call({ timestamp: range.to });
    await call({ timestamp: new Date('2026-03-09T23:59:59Z') });
    const counts = async (by: Parameters<typeof sums>[0]) => (await sums(by)).map(({ key, calls }) => [key, calls]);
    expect(await counts('day')).toEqual([
      ['2026-03-10', 1],
      ['2026-03-11', 1],
    ]);
    expect(await counts('model')).toEqual([
      ['m1', 1],
      ['m2', 1],
    ]);
    expect(await counts('prompt')).toEqual([
      ['', 1],
      ['critique 1.0', 1],
    ]);
    expect(await counts('task')).toEqual([['critique', 2]]);
  });
});
