import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DecideSignal, DecisionOutcome } from '../../contracts/approval.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { insertApproval } from './approvals.ts';
import { listDecisions } from './approvals-list.ts';
import { insertDecision } from './decisions.ts';
import { settleDecision } from './settle-decision.ts';

describe('what became of a decision', () => {
  let database: TestDatabase;
  let tenant: TenantRows;
  let approval_id: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    tenant = await insertTenantRows(database.owner);
  });
  beforeEach(async () => {
    approval_id = randomUUID();
    await inTenant((tx) =>
      insertApproval(tx, {
        approval_id,
        execution_id: tenant.execution_id,
        step_id: 'raise',
        title: 'Raise the budget',
        params: {},
        plan_digest: 'digest',
        eligible: [],
        quorum: 1,
        on_timeout: 'reject',
        undo_window_seconds: 0,
        expires_at: new Date('2030-01-01'),
        requested_by: tenant.user_id,
        requested_by_email: tenant.email,
      }),
    );
  });
  afterAll(() => database.drop());

  const inTenant = <Result>(work: (tx: TenantTransaction) => Promise<Result>) =>
    withTenant(database.app, tenant.tenant_id, work);
  const actor = () => ({ user_id: tenant.user_id, email: tenant.email });
  const yes = (decision_id = randomUUID()): DecideSignal => ({
    ...{ decision_id, approval_id, plan_digest: 'digest', actor: actor() },
    ...{ decision: 'approve', edits: null, reason: null },
  });
  const accepted = (decision_id: string): DecisionOutcome => ({ decision_id, accepted: true, decision: 'approve' });
  const ignored = (decision_id: string): DecisionOutcome => ({
    decision_id,
    accepted: false,
    code: 'DECISION_TOO_LATE',
  });
  const recorded = () => inTenant((tx) => listDecisions(tx, approval_id));

  it('is added to the decision that was handed in, which otherwise stays as it was', async () => {
    const signal = yes();
    const { decision_id, decision, plan_digest } = signal;
    const handedIn = { decision_id, approval_id, decision, plan_digest, channel: 'api', reason: 'looks right' };
    const people = { actor_user_id: tenant.user_id, actor_email: tenant.email };
    expect(await inTenant((tx) => insertDecision(tx, { ...handedIn, ...people }))).toBe(true);
    expect(await inTenant((tx) => insertDecision(tx, { ...handedIn, ...people, decision: 'reject' }))).toBe(false);
    await inTenant((tx) => settleDecision(tx, { signal, outcome: accepted(decision_id) }));
    expect(await recorded()).toMatchObject([{ ...handedIn, ...people, status: 'accepted', ignored_code: null }]);
  });

  it('is recorded too when the decision came past the API', async () => {
    const signal = yes();
    await inTenant((tx) => settleDecision(tx, { signal, outcome: ignored(signal.decision_id) }));
    expect(await recorded()).toMatchObject([
      { decision_id: signal.decision_id, channel: 'signal', status: 'ignored', ignored_code: 'DECISION_TOO_LATE' },
    ]);
  });

  it('may be told again, and stays the same', async () => {
    const signal = yes();
    await inTenant((tx) => settleDecision(tx, { signal, outcome: accepted(signal.decision_id) }));
    const first = await recorded();
    await inTenant((tx) => settleDecision(tx, { signal, outcome: accepted(signal.decision_id) }));
    expect(await recorded()).toEqual(first);
  });

  it('is not rewritten by a late withdrawal that names the same decision', async () => {
    const signal = yes();
    await inTenant((tx) => settleDecision(tx, { signal, outcome: accepted(signal.decision_id) }));
    const late = { decision_id: signal.decision_id, approval_id, actor: actor() };
    const outcome = { ...ignored(signal.decision_id), code: 'DECISION_UNDO_WINDOW_CLOSED' } as const;
    await inTenant((tx) => settleDecision(tx, { signal: late, outcome: { ...outcome, accepted: false } }));
    expect(await recorded()).toMatchObject([{ decision: 'approve', status: 'accepted', ignored_code: null }]);
  });

  it('is kept nowhere when the approval does not exist', async () => {
    const signal = { ...yes(), approval_id: randomUUID() };
    await inTenant((tx) => settleDecision(tx, { signal, outcome: ignored(signal.decision_id) }));
    expect(await inTenant((tx) => listDecisions(tx, signal.approval_id))).toEqual([]);
  });
});
