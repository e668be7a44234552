import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { approvalRow, executionRow } from '../../tests/harness/spine-rows.ts';
import { emptyPlan, insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { decisions, executions, outbox, stepRuns } from '../schema/index.ts';
import { insertApproval } from './approvals.ts';
import { findBrand } from './brands.ts';
import { listLiveInScope } from './pauses.ts';
import { findPlaybookVersion } from './playbook-version.ts';
import { listApprovers, listRelatedExecutions, readStartInput, readStepResults } from './reruns.ts';

let database: TestDatabase;
let tenant: TenantRows;
let stranger: TenantRows;
let approval_id: string;
beforeAll(async () => {
  database = await createTestDatabase();
  tenant = await insertTenantRows(database.owner);
  stranger = await insertTenantRows(database.owner);
  approval_id = await withTenant(database.app, tenant.tenant_id, fill);
});
afterAll(() => database.drop());

async function fill(tx: TenantTransaction): Promise<string> {
  const { execution_id, tenant_id, user_id, email } = tenant;
  const asked = approvalRow(tenant);
  await insertApproval(tx, asked);
  const yes = { approval_id: asked.approval_id, decision: 'approve' as const, plan_digest: 'd1', channel: 'api' };
  const by = { actor_user_id: user_id, actor_email: email };
  await tx.insert(decisions).values([
    { ...yes, ...by, decision_id: randomUUID(), status: 'accepted' },
    { ...yes, ...by, decision_id: randomUUID(), status: 'ignored' },
  ]);
  await tx
    .insert(stepRuns)
    .values({ execution_id, step_id: 'a', kind: 'action', status: 'completed', output: { n: 1 } });
  await tx
    .insert(executions)
    .values([
      executionRow(tenant, { rerun_of: execution_id, rerun_from_step: 'a' }),
      executionRow(tenant, { parent_execution_id: execution_id, parent_step_id: 'a' }),
    ]);
  const input = {
    ...{ execution_id, tenant_id, plan: emptyPlan, playbook_digest: 'd1', inputs: {}, context: {}, entity: null },
    ...{ mode: 'live', requested_by: { user_id, email, api_key_id: null }, excluded_user_ids: [] },
  };
  const payload = JSON.parse(JSON.stringify({ input, wait_for: [] }));
  await tx.insert(outbox).values({ kind: 'start_workflow', payload, dedupe_key: `start/${execution_id}` });
  return asked.approval_id;
}

/** What each query finds: something for its own tenant, nothing for another. */
const queries: Record<string, (tx: TenantTransaction) => Promise<unknown>> = {
  findBrand: (tx) => findBrand(tx, tenant.brand_id),
  findPlaybookVersion: (tx) => findPlaybookVersion(tx, tenant.playbook_version_id),
  listApprovers: (tx) => listApprovers(tx, approval_id),
  listLiveInScope: async (tx) =>
    (await listLiveInScope(tx, { scope: 'tenant', scope_id: '' })).filter(
      (each) => each.execution_id === tenant.execution_id,
    ),
  listRelatedExecutions: async (tx) => Object.values(await listRelatedExecutions(tx, tenant.execution_id)).flat(),
  readStartInput: (tx) => readStartInput(tx, tenant.execution_id),
  readStepResults: (tx) => readStepResults(tx, tenant.execution_id),
};

describe('what a re-run or a pause is made from', () => {
  it.each(Object.keys(queries))('is found by %s for its own tenant and for no other', async (name) => {
    const query = queries[name] ?? (async () => null);
    const nothing = (answer: unknown) => answer === null || (Array.isArray(answer) && answer.length === 0);
    expect(nothing(await withTenant(database.app, tenant.tenant_id, query))).toBe(false);
    expect(nothing(await withTenant(database.app, stranger.tenant_id, query))).toBe(true);
  });

  it('names only people whose yes counted, and links re-runs and children each in their place', async () => {
    await withTenant(database.app, tenant.tenant_id, async (tx) => {
      expect(await listApprovers(tx, approval_id)).toEqual([tenant.email]);
      expect(await listRelatedExecutions(tx, tenant.execution_id)).toMatchObject({
        reruns: [{ rerun_from_step: 'a' }],
        children: [{ parent_step_id: 'a' }],
      });
    });
  });
});
