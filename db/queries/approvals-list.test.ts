import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { approvalRow, executionRow, recommendationRow, turnPages } from '../../tests/harness/spine-rows.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { approvals } from '../schema/index.ts';
import { insertApproval, moveApproval } from './approvals.ts';
import { countPendingApprovals, findApproval, listApprovals, listDecisions } from './approvals-list.ts';
import { insertDecision } from './decisions.ts';
import { insertExecution } from './insert-execution.ts';
import type { KeysetPosition } from './keyset.ts';
import { insertRecommendation } from './recommendations.ts';

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
const ask = async (more = {}, created_at = new Date()) => {
  const approval = approvalRow(tenant, more);
  await withTenant(database.owner, tenant.tenant_id, (tx) => tx.insert(approvals).values({ ...approval, created_at }));
  return approval.approval_id;
};
const all = { limit: 50, after: null, status: null, campaign_id: null, execution_id: null } as const;
const list = (filter: Partial<Parameters<typeof listApprovals>[1]> = {}, of = tenant) =>
  inTenant((tx) => listApprovals(tx, { ...all, ...filter }), of);
const ids = async (filter: Parameters<typeof list>[0]) => (await list(filter)).rows.map((row) => row.approval_id);
const end = (approval_id: string, status: 'approved' | 'undo_window') =>
  inTenant((tx) => moveApproval(tx, { approval_id, status, undo_until: null, final: status === 'approved' }));

describe('the list of approvals', () => {
  it('gives every row once, newest first, while new ones come in and others are decided', async () => {
    const asked: string[] = [];
    for (let day = 0; day < 9; day += 1) asked.push(await ask({}, new Date(Date.UTC(2026, 0, 1 + (day % 3)))));
    const page = (after: KeysetPosition | null) => list({ limit: 4, after });
    const seen = await turnPages(page, async () => {
      await ask();
      await end(asked.pop() ?? '', 'approved');
    });
    expect(seen).toHaveLength(9);
    expect(new Set(seen.map((row) => row.approval_id)).size).toBe(9);
    const moments = seen.map((row) => row.created_at.getTime());
    expect(moments).toEqual(moments.toSorted((left, right) => right - left));
  });

  it('is narrowed by status, campaign and execution', async () => {
    const other = executionRow(tenant, { playbook_version_id: null });
    await inTenant((tx) => insertExecution(tx, other));
    const [open, given, elsewhere] = [
      await ask({ campaign_id: '100' }),
      await ask(),
      await ask({ execution_id: other.execution_id }),
    ];
    await end(given, 'approved');
    expect((await ids({ status: 'pending' })).sort()).toEqual([open, elsewhere].sort());
    expect(await ids({ status: 'approved' })).toEqual([given]);
    expect(await ids({ campaign_id: '100' })).toEqual([open]);
    expect(await ids({ execution_id: other.execution_id })).toEqual([elsewhere]);
    expect(await ids({ execution_id: other.execution_id, status: 'expired' })).toEqual([]);
  });

  it('shows beside each what a person wants to see, and nulls where there is nothing', async () => {
    const bare = await ask();
    expect(await inTenant((tx) => findApproval(tx, bare))).toMatchObject({
      ...{ playbook_id: 'quiet_v1', playbook_version: 1, campaign_name: null },
      ...{ recommendation_id: null, recommendation: null, workflow_id: `quiet/${tenant.execution_id}` },
    });
    const { id } = await inTenant((tx) => insertRecommendation(tx, recommendationRow(tenant)));
    const full = await ask({ campaign_id: '100' });
    expect(await inTenant((tx) => findApproval(tx, full))).toMatchObject({
      ...{ campaign_name: 'Campaign', recommendation_id: id },
      recommendation: { recommended_workflow: 'Continue Monitoring' },
    });
  });

  it('shows nothing of another tenant, which may well have a campaign of the same id', async () => {
    const approval_id = await ask({ campaign_id: '100' });
    const stranger = await insertTenantRows(database.owner);
    expect((await list({}, stranger)).rows).toEqual([]);
    expect(await inTenant((tx) => findApproval(tx, approval_id), stranger)).toBeNull();
    expect((await list({})).rows).toHaveLength(1);
    expect(await inTenant((tx) => findApproval(tx, randomUUID()))).toBeNull();
  });
});

describe('the number of waiting approvals', () => {
  it('counts the pending ones of the tenant', async () => {
    const count = (of = tenant) => inTenant((tx) => countPendingApprovals(tx), of);
    expect(await count()).toBe(0);
    const [first, second] = [await ask(), await ask(), await ask()];
    expect(await count()).toBe(3);
    await end(first, 'approved');
    await end(second, 'undo_window');
    expect(await count()).toBe(1);
    expect(await count(await insertTenantRows(database.owner))).toBe(0);
  });
});

describe('the decisions on an approval', () => {
  it('come in the order in which they were handed in, and only those on this one', async () => {
    const approval = approvalRow(tenant);
    await inTenant((tx) => insertApproval(tx, approval));
    const decide = (approval_id: string, reason: string) =>
      inTenant((tx) =>
        insertDecision(tx, {
          ...{ decision_id: randomUUID(), approval_id, decision: 'reject', plan_digest: 'd1', channel: 'api', reason },
          ...{ actor_user_id: tenant.user_id, actor_email: tenant.email },
        }),
      );
    for (const reason of ['first', 'second', 'third']) await decide(approval.approval_id, reason);
    await decide(await ask(), 'about something else');
    await database.owner.sql`
      update decisions set created_at = created_at + array_position(array['second', 'third', 'first'], reason) * interval '1 min'
      where approval_id = ${approval.approval_id}`;
    const rows = await inTenant((tx) => listDecisions(tx, approval.approval_id));
    expect(rows.map((row) => row.reason)).toEqual(['second', 'third', 'first']);
    expect(rows.every((row) => row.status === 'submitted' && row.settled_at === null)).toBe(true);
    expect(
      await inTenant((tx) => listDecisions(tx, approval.approval_id), await insertTenantRows(database.owner)),
    ).toEqual([]);
  });
});
