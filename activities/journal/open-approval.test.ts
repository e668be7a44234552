import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { withTenant } from '../../db/connect.ts';
import { findApproval } from '../../db/queries/approvals-list.ts';
import { verifyAudit } from '../../db/queries/audit.ts';
import { findExecution, readExecutionParts } from '../../db/queries/executions-list.ts';
import { memberships, users } from '../../db/schema/index.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { openCall, settleCall } from '../../tests/harness/journal-calls.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { createJournalActivities } from './journal-activities.ts';
import { openApproval } from './open-approval.ts';
import { settleApproval } from './settle-approval.ts';

let database: TestDatabase;
let tenant: TenantRows;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  tenant = await insertTenantRows(database.owner);
});
afterAll(() => database.drop());

const open = (more = {}) => openApproval(database.app, openCall(tenant, more));
const find = (approval_id: string) => withTenant(database.app, tenant.tenant_id, (tx) => findApproval(tx, approval_id));
const count = async (table: 'approvals' | 'notifications' | 'execution_events' | 'audit_log') =>
  (await database.owner.sql`select 1 from ${database.owner.sql(table)} where tenant_id = ${tenant.tenant_id}`).length;
const addPerson = async (roles: ('approver' | 'viewer' | 'admin')[]) => {
  const person = { user_id: randomUUID(), email: `${randomUUID()}@example.com` };
  await withTenant(database.owner, tenant.tenant_id, async (tx) => {
    await tx.insert(users).values({ ...person, display_name: 'P', password_hash: '-' });
    await tx.insert(memberships).values({ user_id: person.user_id, roles });
  });
  return person;
};

describe('asking an approval', () => {
  it('writes the question, tells who may decide, and shows the execution as waiting', async () => {
    const call = openCall(tenant);
    const { approval_id } = call;
    const answer = await openApproval(database.app, call);
    const eligible = [{ user_id: tenant.user_id, email: tenant.email, roles: ['approver'] }];
    expect(answer).toEqual({
      ...{ approval_id, plan_digest: 'd1', eligible, excluded_user_ids: [], quorum: 1, editable: ['change_pct'] },
      expires_at_ms: call.expires_at_ms,
    });
    expect(await find(approval_id)).toMatchObject({
      status: 'pending',
      title: 'Raise the budget',
      evidence: ['It is cheap.'],
    });
    const { steps, execution } = await withTenant(database.app, tenant.tenant_id, async (tx) => ({
      ...(await readExecutionParts(tx, tenant.execution_id)),
      execution: await findExecution(tx, tenant.execution_id),
    }));
    expect(execution).toMatchObject({ status: 'waiting_for_approval', current_step_id: 'raise' });
    expect(steps).toMatchObject([{ step_id: 'raise', phase: 'approval', status: 'waiting_for_approval', line: 12 }]);
    expect(await count('notifications')).toBe(1);
    expect(await withTenant(database.app, tenant.tenant_id, verifyAudit)).toMatchObject({ valid: true });
  });

  it('again gives what was frozen the first time, and tells nobody twice', async () => {
    const call = openCall(tenant);
    const first = await openApproval(database.app, call);
    const before = await Promise.all([count('notifications'), count('execution_events'), count('audit_log')]);
    await addPerson(['approver']);
    const again = await openApproval(database.app, { ...call, title: 'Other', plan_digest: 'd9', quorum: 5 });
    expect(again).toEqual(first);
    const after = await Promise.all([count('notifications'), count('execution_events'), count('audit_log')]);
    expect(after).toEqual(before);
  });

  it('by two attempts at once asks once', async () => {
    const call = openCall(tenant);
    const answers = await Promise.all([1, 2, 3, 4].map(() => openApproval(database.app, call)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect([await count('approvals'), await count('notifications'), await count('audit_log')]).toEqual([1, 1, 1]);
  });

  it('asks people by role or by address, and leaves out who asked for it', async () => {
    const [boss, viewer] = [await addPerson(['approver']), await addPerson(['viewer'])];
    const named = await open({ approvers: { roles: ['approver'], users: [viewer.email] } });
    expect(named.eligible.map((each) => each.user_id).sort()).toEqual(
      [tenant.user_id, boss.user_id, viewer.user_id].sort(),
    );
    const without = await open({ excluded_user_ids: [tenant.user_id] });
    expect(without.eligible.map((each) => each.user_id)).toEqual([boss.user_id]);
    expect(without.excluded_user_ids).toEqual([tenant.user_id]);
  });

  it('asks nobody of another tenant', async () => {
    const stranger = await insertTenantRows(database.owner);
    const { eligible } = await open({ approvers: { roles: ['approver'], users: [stranger.email] } });
    expect(eligible.map((each) => each.user_id)).toEqual([tenant.user_id]);
  });

  it.each([
    ['everybody is left out', () => ({ excluded_user_ids: [tenant.user_id] }), 0],
    ['nobody has the role', () => ({ approvers: { roles: ['admin'], users: [] } }), 0],
    ['fewer may decide than the quorum needs', () => ({ quorum: 2 }), 1],
  ])('fails when %s, and leaves no trace', async (_why, more, eligible) => {
    await expect(open(more())).rejects.toMatchObject({ code: 'APPROVAL_NOBODY_ELIGIBLE', details: { eligible } });
    expect([await count('approvals'), await count('notifications'), await count('audit_log')]).toEqual([0, 0, 0]);
  });

  it('for a gate without a plan binds to what people see', async () => {
    const gate = { plan_digest: null, action_id: null };
    const [one, two] = [await open({ ...gate }), await open({ ...gate, title: 'Another' })];
    expect(one.plan_digest).toMatch(/^[0-9a-f]{64}$/);
    expect(two.plan_digest).not.toBe(one.plan_digest);
  });

  it('instead of one that was given makes that one worthless', async () => {
    const first = await open();
    await settleApproval(database.app, settleCall(tenant, first.approval_id));
    expect(await find(first.approval_id)).toMatchObject({ status: 'approved' });
    const second = await open({ supersedes: first.approval_id, plan_digest: 'd2' });
    expect(await find(first.approval_id)).toMatchObject({ status: 'superseded' });
    expect(await find(second.approval_id)).toMatchObject({ status: 'pending', supersedes: first.approval_id });
  });
});

describe('the activities of the journal', () => {
  it('fail with a code of the closed list, and log no secret', async () => {
    const warnings: string[] = [];
    const log = { info: () => undefined, warn: (fields: object) => void warnings.push(JSON.stringify(fields)) };
    const activities = createJournalActivities({
      database: database.app,
      naming: { workflowIdOf: ({ execution_id }) => execution_id, campaignOf: () => null },
      log,
    });
    const nobody = activities['journal.open_approval'](openCall(tenant, { quorum: 9 }));
    await expect(nobody).rejects.toMatchObject({ type: 'APPROVAL_NOBODY_ELIGIBLE', nonRetryable: true });
    const unknown = activities['journal.open_approval'](openCall(tenant, { approval_id: 'password=hush' }));
    await expect(unknown).rejects.toMatchObject({ type: 'INTERNAL' });
    expect(warnings).toHaveLength(2);
    expect(warnings.join()).not.toContain('hush');
  });
});
