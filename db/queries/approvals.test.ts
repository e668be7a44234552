import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ApprovalStatus } from '../../contracts/approval.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { approvalRow, recommendationRow } from '../../tests/harness/spine-rows.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import {
  insertApproval,
  linkRecommendation,
  moveApproval,
  notifyPeople,
  readAskedApproval,
  supersedeApproval,
} from './approvals.ts';
import { findApproval } from './approvals-list.ts';
import { insertDecision } from './decisions.ts';
import { listNotifications } from './notifications.ts';
import { recordDecision } from './recommendation-decision.ts';
import { insertRecommendation } from './recommendations.ts';
import { findRecommendation } from './recommendations-list.ts';

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
const ask = async (more = {}) => {
  const approval = approvalRow(tenant, more);
  await inTenant((tx) => insertApproval(tx, approval));
  return approval.approval_id;
};
const undo_until = new Date('2029-01-01T00:00:00Z');
const move = (approval_id: string, status: ApprovalStatus, of = tenant) =>
  inTenant(
    (tx) =>
      moveApproval(tx, {
        ...{ approval_id, status, undo_until: status === 'undo_window' ? undo_until : null },
        final: status !== 'pending' && status !== 'undo_window',
      }),
    of,
  );
const row = (approval_id: string) => inTenant((tx) => findApproval(tx, approval_id));

describe('an approval', () => {
  it('is asked once, also when two workers ask at the same time, and the first words stay', async () => {
    const approval = approvalRow(tenant);
    const asked = await Promise.all(
      Array.from({ length: 5 }, (_, index) =>
        inTenant((tx) => insertApproval(tx, { ...approval, title: `Title ${index}` })),
      ),
    );
    expect(asked.filter((first) => first)).toHaveLength(1);
    expect((await row(approval.approval_id))?.title).toBe(`Title ${asked.indexOf(true)}`);
  });

  it('freezes who may decide, and what it is about', async () => {
    const eligible = [{ user_id: randomUUID(), email: 'a@example.com', roles: ['approver' as const] }];
    const excluded_user_ids = [tenant.user_id];
    const approval_id = await ask({ eligible, excluded_user_ids, quorum: 2, editable: ['daily_budget_minor'] });
    expect(await inTenant((tx) => readAskedApproval(tx, approval_id))).toEqual({
      ...{ approval_id, eligible, excluded_user_ids, quorum: 2, editable: ['daily_budget_minor'], plan_digest: 'd1' },
      ...{ status: 'pending', on_timeout: 'reject', title: 'Raise the budget', step_id: 'raise', iteration: '' },
      expires_at: new Date('2030-01-01T00:00:00Z'),
    });
  });

  it('is unknown under any other id, and to any other tenant', async () => {
    const approval_id = await ask();
    expect(await inTenant((tx) => readAskedApproval(tx, randomUUID()))).toBeNull();
    const stranger = await insertTenantRows(database.owner);
    expect(await inTenant((tx) => readAskedApproval(tx, approval_id), stranger)).toBeNull();
    expect(await move(approval_id, 'approved', stranger)).toBe(false);
    expect(await row(approval_id)).toMatchObject({ status: 'pending' });
  });

  it('goes through the undo window: a yes can be taken back and given again', async () => {
    const approval_id = await ask();
    expect(await move(approval_id, 'undo_window')).toBe(true);
    expect(await row(approval_id)).toMatchObject({ status: 'undo_window', undo_until });
    expect((await row(approval_id))?.decided_at).not.toBeNull();
    expect(await move(approval_id, 'pending')).toBe(true);
    expect(await row(approval_id)).toMatchObject({ status: 'pending', undo_until: null, decided_at: null });
    expect(await move(approval_id, 'approved')).toBe(true);
    expect(await row(approval_id)).toMatchObject({ status: 'approved' });
  });

  it('keeps the moment of the yes when the undo window runs out', async () => {
    const approval_id = await ask();
    await move(approval_id, 'undo_window');
    const decided_at = (await row(approval_id))?.decided_at;
    await move(approval_id, 'approved');
    expect((await row(approval_id))?.decided_at).toEqual(decided_at);
  });

  it.each(['approved', 'rejected', 'expired', 'cancelled', 'superseded'] as const)(
    'that ended as %s stays so, whatever comes later',
    async (ended) => {
      const approval_id = await ask();
      expect(await move(approval_id, ended)).toBe(true);
      const before = await row(approval_id);
      for (const late of ['pending', 'undo_window', 'approved', 'rejected', 'expired', 'cancelled'] as const) {
        expect(await move(approval_id, late), late).toBe(false);
      }
      expect(await row(approval_id)).toEqual(before);
    },
  );

  it('that stands so already is not moved: nothing is announced twice', async () => {
    const approval_id = await ask();
    expect(await move(approval_id, 'pending')).toBe(false);
    await move(approval_id, 'undo_window');
    expect(await move(approval_id, 'undo_window')).toBe(false);
  });

  it('ends once when yes and no arrive at the same time', async () => {
    const approval_id = await ask();
    const ends = await Promise.all([
      ...[move(approval_id, 'approved'), move(approval_id, 'rejected'), move(approval_id, 'expired')],
    ]);
    expect(ends.filter((first) => first)).toHaveLength(1);
  });

  it('that was given is worth nothing once another one replaces it; one that was refused stays refused', async () => {
    const [given, refused, open] = [await ask(), await ask(), await ask()];
    await move(given, 'approved');
    await move(refused, 'rejected');
    for (const each of [given, refused, open]) await inTenant((tx) => supersedeApproval(tx, each));
    const standing = await Promise.all([given, refused, open].map(async (each) => (await row(each))?.status));
    expect(standing).toEqual(['superseded', 'rejected', 'pending']);
  });
});

describe('a decision that is handed in', () => {
  const decision = (approval_id: string, more = {}) => ({
    ...{ decision_id: randomUUID(), approval_id, decision: 'approve' as const, plan_digest: 'd1', channel: 'api' },
    ...{ actor_user_id: tenant.user_id, actor_email: tenant.email },
    ...more,
  });

  it('is one decision, however often it is sent', async () => {
    const sent = decision(await ask());
    const answers = await Promise.all(Array.from({ length: 5 }, () => inTenant((tx) => insertDecision(tx, sent))));
    expect(answers.filter((first) => first)).toHaveLength(1);
  });

  it('belongs to an approval of the same tenant', async () => {
    const approval_id = await ask();
    const stranger = await insertTenantRows(database.owner);
    await expect(inTenant((tx) => insertDecision(tx, decision(approval_id)), stranger)).rejects.toMatchObject({
      cause: { code: '23503' },
    });
  });
});

describe('the recommendation behind an approval', () => {
  const recommend = async () => (await inTenant((tx) => insertRecommendation(tx, recommendationRow(tenant)))).id;
  const decide = (approval_id: string, decision: 'approved' | 'rejected', decided_by: string) =>
    inTenant((tx) =>
      recordDecision(tx, { approval_id }, { decision, decided_by, decided_at: new Date(), feedback: 'because' }),
    );

  it('is tied to it and takes its decision; the first one stands', async () => {
    const id = await recommend();
    const approval_id = await ask();
    await decide(approval_id, 'approved', 'too-early@example.com');
    expect((await inTenant((tx) => findRecommendation(tx, { id })))?.human_decision).toBeNull();
    await inTenant((tx) => linkRecommendation(tx, { execution_id: tenant.execution_id, approval_id }));
    await decide(approval_id, 'rejected', 'ann@example.com');
    await decide(approval_id, 'approved', 'bob@example.com');
    expect(await inTenant((tx) => findRecommendation(tx, { id }))).toMatchObject({
      ...{ approval_id, human_decision: 'rejected', status: 'rejected', decided_by: 'ann@example.com' },
      decision_feedback: 'because',
    });
  });

  it('is none where the execution made none, and that is no error', async () => {
    const approval_id = await ask();
    await inTenant((tx) => linkRecommendation(tx, { execution_id: tenant.execution_id, approval_id }));
    await decide(approval_id, 'approved', 'ann@example.com');
    expect(await inTenant((tx) => findRecommendation(tx, { execution_id: tenant.execution_id }))).toBeNull();
  });
});

describe('telling people', () => {
  const told = (user_id: string) =>
    inTenant((tx) => listNotifications(tx, { user_id, unread_only: true, limit: 10, after: null }));

  it('reaches each of them and nobody else', async () => {
    const [ann, bob, cas] = [randomUUID(), randomUUID(), randomUUID()];
    const message = { kind: 'approval.requested', title: 'Please decide', body: '', link: '/approvals/1' };
    await inTenant((tx) => notifyPeople(tx, [ann, bob], message));
    expect((await told(ann)).rows).toMatchObject([message]);
    expect((await told(bob)).rows).toMatchObject([message]);
    expect((await told(cas)).rows).toEqual([]);
  });

  it('tells nobody when there is nobody', async () => {
    await inTenant((tx) => notifyPeople(tx, [], { kind: 'note', title: 'x', body: '', link: '/' }));
    const rows = await database.owner.sql`select 1 from notifications where tenant_id = ${tenant.tenant_id}`;
    expect(rows).toHaveLength(0);
  });
});
