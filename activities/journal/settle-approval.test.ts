import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SettledDecision } from '../../contracts/activity-envelope.ts';
import { withTenant } from '../../db/connect.ts';
import { findApproval, listDecisions } from '../../db/queries/approvals-list.ts';
import { verifyAudit } from '../../db/queries/audit.ts';
import { listEventsAfter } from '../../db/queries/execution-events.ts';
import { findExecution, readExecutionParts } from '../../db/queries/executions-list.ts';
import { insertRecommendation } from '../../db/queries/recommendations.ts';
import { findRecommendation } from '../../db/queries/recommendations-list.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { decideSignal, openCall, settleCall } from '../../tests/harness/journal-calls.ts';
import { recommendationRow } from '../../tests/harness/spine-rows.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { openApproval } from './open-approval.ts';
import { settleApproval } from './settle-approval.ts';

let database: TestDatabase;
let tenant: TenantRows;
let approval_id: string;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  tenant = await insertTenantRows(database.owner);
  await withTenant(database.app, tenant.tenant_id, (tx) => insertRecommendation(tx, recommendationRow(tenant)));
  ({ approval_id } = await openApproval(database.app, openCall(tenant)));
});
afterAll(() => database.drop());

const settle = (more: Parameters<typeof settleCall>[2] = {}) =>
  settleApproval(database.app, settleCall(tenant, approval_id, more));
const records = () =>
  withTenant(database.app, tenant.tenant_id, async (tx) => ({
    approval: await findApproval(tx, approval_id),
    decisions: await listDecisions(tx, approval_id),
    events: await listEventsAfter(tx, { execution_id: tenant.execution_id, after: 0, limit: 50 }),
    execution: await findExecution(tx, tenant.execution_id),
    steps: (await readExecutionParts(tx, tenant.execution_id)).steps,
    recommendation: await findRecommendation(tx, { execution_id: tenant.execution_id }),
    audit: await verifyAudit(tx),
  }));
const accepted = (decision: 'approve' | 'reject', reason: string | null = null): SettledDecision => {
  const signal = decideSignal(tenant, approval_id, { decision, reason });
  return { signal, outcome: { decision_id: signal.decision_id, accepted: true, decision } };
};
const ignored = (): SettledDecision => {
  const signal = decideSignal(tenant, approval_id);
  return { signal, outcome: { decision_id: signal.decision_id, accepted: false, code: 'DECISION_STALE' } };
};

describe('how an approval ended', () => {
  it('is written with the yes, the ignored ones, the step, the execution and the recommendation', async () => {
    await settle({ decisions: [ignored(), accepted('approve')] });
    const { approval, decisions, execution, steps, recommendation, events, audit } = await records();
    expect(approval).toMatchObject({ status: 'approved' });
    expect(decisions.map((each) => `${each.status} ${each.ignored_code}`).sort()).toEqual([
      'accepted null',
      'ignored DECISION_STALE',
    ]);
    expect(execution).toMatchObject({ status: 'running' });
    expect(steps).toMatchObject([
      { status: 'completed', output: { approval_id, status: 'approved' }, error_code: null },
    ]);
    expect(recommendation).toMatchObject({ human_decision: 'approved', decided_by: tenant.email });
    expect(events.map((event) => event.type).slice(-2)).toEqual(['approval.decided', 'execution.status_changed']);
    expect(audit).toMatchObject({ valid: true });
  });

  it.each([
    ['rejected', 'failed', 'APPROVAL_REJECTED', 'rejected'],
    ['expired', 'failed', 'APPROVAL_EXPIRED', null],
    ['cancelled', 'failed', 'EXECUTION_CANCELLED', null],
    ['superseded', 'completed', null, null],
  ] as const)('as %s leaves its step %s with %s', async (status, step, error_code, human_decision) => {
    await settle({ status, decisions: status === 'rejected' ? [accepted('reject', 'bad_timing')] : [] });
    const { approval, steps, recommendation } = await records();
    expect(approval).toMatchObject({ status });
    expect(steps).toMatchObject([{ status: step, error_code }]);
    expect(recommendation).toMatchObject({
      human_decision,
      decision_feedback: status === 'rejected' ? 'bad_timing' : null,
    });
  });

  it('may be told again and changes nothing', async () => {
    const told = { decisions: [accepted('approve')] };
    await settle(told);
    const before = await records();
    await settle(told);
    await settle({ status: 'expired' });
    const { audit: _first, ...rest } = await records();
    const { audit: _second, ...expected } = before;
    expect(rest).toEqual(expected);
  });

  it('by several attempts at once is announced once', async () => {
    const told = { decisions: [accepted('approve')] };
    await Promise.all([settle(told), settle(told), settle(told)]);
    const { events, decisions, audit } = await records();
    expect(events.filter((event) => event.type === 'approval.decided')).toHaveLength(1);
    expect(decisions).toHaveLength(1);
    expect(audit).toMatchObject({ valid: true });
  });

  it('is not yet told in the undo window: people still wait, and can see until when', async () => {
    const undo_until_ms = Date.UTC(2029, 0, 1);
    await settle({ status: 'undo_window', decisions: [accepted('approve')], undo_until_ms });
    const open = await records();
    expect(open.approval).toMatchObject({ status: 'undo_window', undo_until: new Date(undo_until_ms) });
    expect(open.execution).toMatchObject({ status: 'waiting_for_approval' });
    expect(open.steps).toMatchObject([{ status: 'waiting_for_approval' }]);
    expect(open.recommendation).toMatchObject({ human_decision: null });
    await settle({ status: 'pending' });
    expect((await records()).approval).toMatchObject({ status: 'pending', undo_until: null, decided_at: null });
  });

  it('is recorded although somebody sent a decision by hand that no table can hold', async () => {
    const signal = decideSignal(tenant, approval_id, { decision_id: 'not a uuid' });
    const odd: SettledDecision = { signal, outcome: { decision_id: 'x', accepted: false, code: 'DECISION_STALE' } };
    await settle({ decisions: [odd, accepted('approve')] });
    const { approval, decisions } = await records();
    expect(approval).toMatchObject({ status: 'approved' });
    expect(decisions).toHaveLength(1);
  });
});
