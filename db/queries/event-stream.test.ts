import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { executionRow } from '../../tests/harness/spine-rows.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { latestEventId, listTenantEvents } from './event-stream.ts';
import { appendEvent, type ExecutionEvent } from './execution-events.ts';
import { insertExecution } from './insert-execution.ts';
import { insertLlmCall } from './llm-calls.ts';

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

describe('the events of a tenant', () => {
  const say = (type: ExecutionEvent['type'], execution_id: string = tenant.execution_id) =>
    inTenant((tx) => appendEvent(tx, { execution_id, type, data: {} }));
  const read = (after: number, overlap_seconds = 0, limit = 10) =>
    inTenant((tx) => listTenantEvents(tx, { after, overlap_seconds, limit }));
  const types = async (after: number, overlap_seconds = 0, limit = 10) =>
    (await read(after, overlap_seconds, limit)).map((event) => event.type);

  it('come oldest first, of all its executions, after the last that was seen', async () => {
    const other = executionRow(tenant);
    await inTenant((tx) => insertExecution(tx, other));
    const first = await say('step.started');
    await say('step.skipped', other.execution_id);
    await say('step.completed');
    expect(await types(0)).toEqual(['step.started', 'step.skipped', 'step.completed']);
    expect(await types(first.event_id)).toEqual(['step.skipped', 'step.completed']);
    expect(await types(0, 0, 2)).toEqual(['step.started', 'step.skipped']);
  });

  it('are looked at again for a while, so that one that was committed late is not missed', async () => {
    await say('step.started');
    await database.owner
      .sql`update execution_events set at = now() - interval '1 h' where tenant_id = ${tenant.tenant_id}`;
    await say('step.completed');
    const last = await inTenant((tx) => latestEventId(tx));
    expect(await types(last)).toEqual([]);
    expect(await types(last, 600)).toEqual(['step.completed']);
  });

  it('begin at 0, and end at the newest of this tenant', async () => {
    const latest = (of = tenant) => inTenant((tx) => latestEventId(tx), of);
    expect(await latest()).toBe(0);
    const { event_id } = await say('step.started');
    const stranger = await insertTenantRows(database.owner);
    const { execution_id } = stranger;
    await inTenant((tx) => appendEvent(tx, { execution_id, type: 'step.failed', data: {} }), stranger);
    expect(await latest()).toBe(event_id);
    expect(await types(0)).toEqual(['step.started']);
  });
});

describe('the record of a model’s call', () => {
  it('holds hashes and figures, for this tenant', async () => {
    const call = {
      ...{ model: 'm', task: 'wording', prompt_hash: 'p', output_hash: null, source_ids: ['s1'], input_tokens: 10 },
      ...{ output_tokens: 0, cost_usd: 0.001, latency_ms: 5, status: 'failed', execution_id: tenant.execution_id },
    };
    await inTenant((tx) => insertLlmCall(tx, call));
    const rows = await database.owner.sql`select * from llm_calls where tenant_id = ${tenant.tenant_id}`;
    expect(rows).toMatchObject([{ ...call, cost_usd: '0.001000' }]);
  });
});
