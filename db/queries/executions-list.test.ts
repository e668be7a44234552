import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import {
  approvalRow,
  budgetStep,
  changeSetRow,
  executionRow,
  recommendationRow,
  turnPages,
} from '../../tests/harness/spine-rows.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { executions } from '../schema/index.ts';
import { insertApproval } from './approvals.ts';
import { recordChangeSet } from './change-sets.ts';
import { findExecution, listExecutions, listLiveExecutions, readExecutionParts } from './executions-list.ts';
import { insertExecution } from './insert-execution.ts';
import type { KeysetPosition } from './keyset.ts';
import { insertOutcome } from './outcomes.ts';
import { insertRecommendation } from './recommendations.ts';
import { beginAttempt, endAttempt } from './step-runs.ts';
import { recordIntents } from './write-intents.ts';

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
const add = async (more: Parameters<typeof executionRow>[1] = {}) => {
  const row = executionRow(tenant, more);
  await withTenant(database.owner, tenant.tenant_id, (tx) => tx.insert(executions).values(row));
  return row.execution_id;
};
const all = { limit: 50, after: null, playbook_id: null, status: null, campaign_id: null } as const;
const list = (filter: Partial<Parameters<typeof listExecutions>[1]> = {}) =>
  inTenant((tx) => listExecutions(tx, { ...all, ...filter }));
const ids = async (filter: Parameters<typeof list>[0]) =>
  (await list(filter)).rows.map((row) => row.execution_id).sort();

describe('the list of executions', () => {
  it('gives every row once, newest first, while new ones come in', async () => {
    for (let index = 0; index < 12; index += 1) await add({ created_at: new Date(Date.UTC(2026, 0, 1 + (index % 4))) });
    const page = (after: KeysetPosition | null) => list({ limit: 5, after });
    const seen = await turnPages(page, () => add());
    expect(seen).toHaveLength(13);
    expect(new Set(seen.map((row) => row.execution_id)).size).toBe(13);
    const moments = seen.map((row) => row.created_at.getTime());
    expect(moments).toEqual(moments.toSorted((left, right) => right - left));
  });

  it('is narrowed by playbook id or slug, by status and by campaign, and by all of them', async () => {
    const other = await add({ playbook_id: 'undo_v1', playbook_version_id: null });
    const failed = await add({ status: 'failed', campaign_id: '100' });
    const both = [failed, tenant.execution_id].sort();
    expect(await ids({ playbook_id: 'quiet_v1' })).toEqual(both);
    expect(await ids({ playbook_id: 'quiet' })).toEqual(both);
    expect(await ids({ playbook_id: 'undo_v1' })).toEqual([other]);
    expect(await ids({ status: 'failed' })).toEqual([failed]);
    expect(await ids({ campaign_id: '100' })).toEqual([failed]);
    expect(await ids({ campaign_id: '100', status: 'queued' })).toEqual([]);
    expect(await ids({ playbook_id: "quiet' or true --" })).toEqual([]);
  });

  it('names playbook, version and campaign where there are any', async () => {
    await inTenant((tx) => insertExecution(tx, executionRow(tenant, { campaign_id: '100' })));
    await add({ playbook_id: 'undo_v1', playbook_version_id: null, campaign_id: 'gone' });
    const named = (await list({ campaign_id: '100' })).rows;
    expect(named).toMatchObject([
      { playbook_name: 'Quiet', slug: 'quiet', playbook_version: 1, campaign_name: 'Campaign', status: 'queued' },
    ]);
    expect((await list({ campaign_id: 'gone' })).rows).toMatchObject([
      { playbook_name: null, slug: null, playbook_version: null, campaign_name: null },
    ]);
  });

  it('is not doubled by a tenant that has the same playbook and the same campaign', async () => {
    await insertTenantRows(database.owner);
    const execution_id = await add({ campaign_id: '100' });
    expect(await ids({ campaign_id: '100' })).toEqual([execution_id]);
  });
});

describe('one execution', () => {
  it('is found by its id, by this tenant only', async () => {
    expect(await inTenant((tx) => findExecution(tx, tenant.execution_id))).toMatchObject({ slug: 'quiet' });
    expect(await inTenant((tx) => findExecution(tx, randomUUID()))).toBeNull();
    const stranger = await insertTenantRows(database.owner);
    expect(await inTenant((tx) => findExecution(tx, tenant.execution_id), stranger)).toBeNull();
  });

  it('is not added twice under one id, in any tenant', async () => {
    const row = executionRow(tenant, { execution_id: tenant.execution_id });
    await expect(inTenant((tx) => insertExecution(tx, row))).rejects.toMatchObject({ cause: { code: '23505' } });
    const stranger = await insertTenantRows(database.owner);
    const theirs = executionRow(stranger, { execution_id: tenant.execution_id });
    await expect(inTenant((tx) => insertExecution(tx, theirs), stranger)).rejects.toMatchObject({
      cause: { code: '23505' },
    });
  });

  it('that did nothing yet has empty parts', async () => {
    expect(await inTenant((tx) => readExecutionParts(tx, tenant.execution_id))).toEqual({
      ...{ steps: [], change_sets: [], receipts: [], approvals: [], outcomes: [], recommendation_id: null },
    });
  });

  it('shows each part once, under the step or the change set to which it belongs', async () => {
    const { execution_id } = tenant;
    const named = { idempotency_key: 'k/0', change: budgetStep('100') };
    const recommendation_id = await inTenant(async (tx) => {
      for (const step_id of ['measure', 'raise']) {
        const head = { execution_id, step_id, iteration: '', phase: 'run', kind: 'action' };
        const begun = await beginAttempt(tx, { ...head, action_id: 'A.b', summary: null, line: 1 });
        await endAttempt(tx, { ...begun, output: step_id, error: null, final: true });
      }
      const first = await recordChangeSet(tx, changeSetRow(tenant));
      await recordChangeSet(tx, changeSetRow(tenant, { plan_digest: 'd2' }));
      const other = { idempotency_key: 'k/1', change: budgetStep('100', { entity_id: '101' }) };
      await recordIntents(tx, first, [named, other]);
      await insertApproval(tx, approvalRow(tenant));
      await insertOutcome(tx, {
        ...{ outcome_id: randomUUID(), recommendation_id: null, execution_id, campaign_id: '100', metric: 'cpa_minor' },
        ...{ direction: 'decrease', window_seconds: 60, measure_at: new Date() },
      });
      return (await insertRecommendation(tx, recommendationRow(tenant))).id;
    });
    const parts = await inTenant((tx) => readExecutionParts(tx, execution_id));
    expect(parts.steps.map((step) => [step.step_id, step.attempt_log.length])).toEqual([
      ['measure', 1],
      ['raise', 1],
    ]);
    // Both were recorded at the same moment, so either may come first.
    expect(parts.change_sets.map((set) => [set.plan_digest, set.intents.length]).sort()).toEqual([
      ['d1', 2],
      ['d2', 0],
    ]);
    expect(parts).toMatchObject({ approvals: [{ title: 'Raise the budget' }], recommendation_id });
    expect(parts.outcomes).toMatchObject([{ metric: 'cpa_minor', status: 'planned' }]);
    const text = JSON.stringify(parts);
    expect(text).not.toContain('tenant_id');
    expect(text).not.toContain('idempotency_key');
  });
});

describe('what the concurrency rule looks at', () => {
  it('is every execution of the playbook that has not ended, newest first', async () => {
    for (const status of ['completed', 'failed', 'cancelled', 'rejected', 'expired'] as const) await add({ status });
    const waiting = await add({ status: 'waiting_for_approval', created_at: new Date('2026-01-01') });
    const running = await add({ status: 'running', created_at: new Date('2026-01-02') });
    await add({ status: 'running', playbook_id: 'undo_v1', playbook_version_id: null });
    const live = await inTenant((tx) => listLiveExecutions(tx, 'quiet_v1'));
    expect(live.map((row) => row.execution_id)).toEqual([tenant.execution_id, running, waiting]);
  });
});
