import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OpenApprovalCall } from '../../contracts/activity-envelope.ts';
import type { Role } from '../../contracts/roles.ts';
import { withTenant } from '../../db/connect.ts';
import { findApproval } from '../../db/queries/approvals-list.ts';
import { verifyAudit } from '../../db/queries/audit.ts';
import { approverGroupMembers, approverGroups, memberships, notifications, users } from '../../db/schema/index.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { openCall, originOf } from '../../tests/harness/journal-calls.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { openApproval } from './open-approval.ts';
import { settleApproval } from './settle-approval.ts';

let database: TestDatabase;
let tenant: TenantRows;
let people: Record<'ada' | 'ben' | 'cleo', { readonly user_id: string; readonly email: string }>;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  tenant = await insertTenantRows(database.owner);
  const [ada, ben, cleo] = [
    await addPerson('ada', ['marketer']),
    await addPerson('ben', ['admin']),
    await addPerson('cleo', ['viewer']),
  ];
  people = { ada, ben, cleo };
  await addGroup(tenant, 'finance', [ada, cleo]);
  const stranger = await insertTenantRows(database.owner);
  await addGroup(stranger, 'finance', [ben]);
});

async function addPerson(name: string, roles: readonly Role[]) {
  const person = { user_id: randomUUID(), email: `${name}.${randomUUID()}@example.com` };
  await withTenant(database.owner, tenant.tenant_id, async (tx) => {
    await tx.insert(users).values({ ...person, display_name: name, password_hash: '-' });
    await tx.insert(memberships).values({ user_id: person.user_id, roles: [...roles] });
  });
  return person;
}
async function addGroup(of: TenantRows, name: string, members: readonly { readonly user_id: string }[]) {
  const group_id = randomUUID();
  await withTenant(database.owner, of.tenant_id, async (tx) => {
    await tx.insert(approverGroups).values({ group_id, name, created_by: of.user_id });
    for (const { user_id } of members) await tx.insert(approverGroupMembers).values({ group_id, user_id });
  });
}
const rule = (expression: string, scope = {}) => ({ expression, line: 4, scope });
const nobody = { roles: [], users: [] };
const asked = async (approvers: OpenApprovalCall['approvers'], more: Partial<OpenApprovalCall> = {}) => {
  const { eligible } = await openApproval(database.app, openCall(tenant, { approvers, ...more }));
  return eligible.map(({ email }) => email.split('.')[0]);
};

describe('who is asked', () => {
  it('is whoever is in a group of this tenant, besides those with a role or named', async () => {
    expect(await asked({ ...nobody, groups: ['finance', 'unknown'] })).toEqual(['ada', 'cleo']);
    const { email } = people.ben;
    expect(await asked({ roles: ['viewer'], users: [email], groups: ['finance'] })).toEqual(['ada', 'ben', 'cleo']);
  });

  it('is, by a rule alone, everybody for whom it holds', async () => {
    const seen = rule(`'finance' in person.groups && person.roles.exists(r, r == needed)`, { needed: 'viewer' });
    expect(await asked({ ...nobody, rule: seen })).toEqual(['cleo']);
  });

  it('is narrowed by a rule when others are named', async () => {
    expect(await asked({ ...nobody, groups: ['finance'], rule: rule(`'marketer' in person.roles`) })).toEqual(['ada']);
  });

  it.each([
    ['fails for everybody', 'person.shoe_size > 40'],
    ['is neither true nor false', 'person.email'],
    ['reads what is not there', 'limit > 5'],
  ])('is nobody when the rule %s', async (_name, expression) => {
    await expect(asked({ ...nobody, groups: ['finance'], rule: rule(expression) })).rejects.toMatchObject({
      code: 'APPROVAL_NOBODY_ELIGIBLE',
    });
  });

  it('leaves out a person for whom the rule cannot be evaluated, and nobody else', async () => {
    const { email } = people.ada;
    const shaky = rule(`person.email == '${email}' ? person.nothing == 1 : true`);
    expect(await asked({ ...nobody, groups: ['finance'], rule: shaky })).toEqual(['cleo']);
  });

  it('is never somebody who asked for it, whatever the rule says', async () => {
    const excluded_user_ids = [people.ada.user_id];
    expect(await asked({ ...nobody, groups: ['finance'], rule: rule('true') }, { excluded_user_ids })).toEqual([
      'cleo',
    ]);
  });
});

describe('the next line of an escalation chain', () => {
  it('is asked the same question once, and what was asked before stays', async () => {
    const first = openCall(tenant, { approvers: { ...nobody, groups: ['finance'] } });
    const before = await openApproval(database.app, first);
    const more = {
      ...first,
      escalation_level: 1,
      approvers: { roles: ['admin', 'marketer'], users: [] },
      title: 'Other',
    };
    const answers = await Promise.all([1, 2, 3].map(() => openApproval(database.app, more)));
    for (const answer of answers) {
      expect(answer).toMatchObject({ approval_id: before.approval_id, plan_digest: before.plan_digest, quorum: 1 });
      expect(answer.eligible.map(({ user_id }) => user_id)).toEqual(
        [people.ada, people.cleo, people.ben].map(({ user_id }) => user_id),
      );
    }
    await withTenant(database.app, tenant.tenant_id, async (tx) => {
      expect(await findApproval(tx, first.approval_id)).toMatchObject({ title: first.title, escalation_level: 1 });
      expect(await verifyAudit(tx)).toMatchObject({ valid: true });
      const told = await tx.select().from(notifications);
      expect(told.filter(({ kind }) => kind === 'approval.escalated')).toMatchObject([{ user_id: people.ben.user_id }]);
    });
  });
});

it('a pause stops the clock of an open approval and lets it go on later; one that has ended keeps its moments', async () => {
  const call = openCall(tenant, { approvers: { ...nobody, groups: ['finance'] } });
  const { approval_id, expires_at_ms } = call;
  await openApproval(database.app, call);
  const turn = (clock: { expires_at_ms: number; frozen_at_ms: number | null }) =>
    settleApproval(database.app, {
      ...{ origin: originOf(tenant), approval_id, status: 'pending', decisions: [], undo_until_ms: null, clock },
    });
  const row = () => withTenant(database.app, tenant.tenant_id, (tx) => findApproval(tx, approval_id));
  await turn({ expires_at_ms, frozen_at_ms: 1_000 });
  await turn({ expires_at_ms: expires_at_ms + 9, frozen_at_ms: 2_000 });
  expect(await row()).toMatchObject({
    status: 'pending',
    frozen_at: new Date(1_000),
    expires_at: new Date(expires_at_ms),
  });
  await turn({ expires_at_ms: expires_at_ms + 5_000, frozen_at_ms: null });
  const later = { frozen_at: null, expires_at: new Date(expires_at_ms + 5_000) };
  expect(await row()).toMatchObject(later);
  const end = { origin: originOf(tenant), approval_id, decisions: [], undo_until_ms: null } as const;
  await turn({ expires_at_ms: expires_at_ms + 5_000, frozen_at_ms: 3_000 });
  await settleApproval(database.app, { ...end, status: 'expired' });
  await turn({ expires_at_ms: 1, frozen_at_ms: null });
  expect(await row()).toMatchObject({ ...later, status: 'expired' });
});
