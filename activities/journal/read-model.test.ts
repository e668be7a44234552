import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { withTenant } from '../../db/connect.ts';
import { verifyAudit } from '../../db/queries/audit.ts';
import { listEventsAfter } from '../../db/queries/execution-events.ts';
import { findExecution, readExecutionParts } from '../../db/queries/executions-list.ts';
import { listNotifications } from '../../db/queries/notifications.ts';
import { beginAttempt } from '../../db/queries/step-runs.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { decideSignal, openCall } from '../../tests/harness/journal-calls.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { openApproval } from './open-approval.ts';
import { createReadModel, type ReadModel } from './read-model.ts';

let database: TestDatabase;
let tenant: TenantRows;
let model: ReadModel;
const at_ms = Date.UTC(2026, 2, 1, 12);
beforeAll(async () => {
  database = await createTestDatabase();
  model = createReadModel({ database: database.app });
});
beforeEach(async () => {
  tenant = await insertTenantRows(database.owner);
});
afterAll(() => database.drop());

const key = () => ({ tenant_id: tenant.tenant_id, execution_id: tenant.execution_id });
const records = () =>
  withTenant(database.app, tenant.tenant_id, async (tx) => ({
    execution: await findExecution(tx, tenant.execution_id),
    steps: (await readExecutionParts(tx, tenant.execution_id)).steps,
    events: (await listEventsAfter(tx, { execution_id: tenant.execution_id, after: 0, limit: 50 })).map(
      ({ type }) => type,
    ),
    told: (await listNotifications(tx, { user_id: tenant.user_id, unread_only: true, limit: 9, after: null })).rows,
    audit: await verifyAudit(tx),
  }));
const step = (more: Partial<Parameters<ReadModel['step']>[0]> = {}) =>
  model.step({
    ...{ ...key(), step_id: 'choose', iteration: '', kind: 'switch', summary: 'Chooses', line: 4 },
    ...{ status: 'running', output: null, error: null, at_ms },
    ...more,
  });
const finish = (more: Partial<Parameters<ReadModel['finished']>[0]> = {}) =>
  model.finished({ ...key(), status: 'completed', result: null, outputs: { a: 1 }, error: null, at_ms, ...more });
const boom = { code: 'PLATFORM_REFUSED', message: 'The platform said no.', details: {} };

describe('what a workflow reports', () => {
  it('about its start is announced once, and not again when it goes on in a new history', async () => {
    const start = (run_id: string, continued: boolean) => model.started({ ...key(), run_id, continued, at_ms });
    await start('run-1', false);
    await start('run-1', false);
    await start('run-2', true);
    const { execution, events } = await records();
    expect(execution).toMatchObject({ status: 'running', run_id: 'run-2', started_at: new Date(at_ms) });
    expect(events).toEqual(['execution.started']);
  });

  it('about a pure step is a line of the timeline, once for each news', async () => {
    await step();
    await step();
    await step({ status: 'completed', output: { chosen: 'a' }, at_ms: at_ms + 5 });
    await step({ status: 'completed', output: { chosen: 'a' }, at_ms: at_ms + 5 });
    await step({ step_id: 'other', status: 'skipped' });
    const { steps, events } = await records();
    expect(steps.map(({ step_id, status, line }) => [step_id, status, line]).sort()).toEqual([
      ['choose', 'completed', 4],
      ['other', 'skipped', 4],
    ]);
    expect(events).toEqual(['step.started', 'step.completed', 'step.skipped']);
  });

  it('about an action that timed out closes the attempt that nobody ended, and adds no step of its own', async () => {
    const head = { execution_id: tenant.execution_id, step_id: 'choose', iteration: '', phase: 'run', kind: 'action' };
    await withTenant(database.app, tenant.tenant_id, (tx) =>
      beginAttempt(tx, { ...head, action_id: 'A.b', summary: null, line: 4 }),
    );
    await step({ kind: 'action', status: 'failed', error: null });
    expect((await records()).steps).toMatchObject([{ status: 'running' }]);
    await step({ kind: 'action', status: 'failed', error: boom });
    await step({ kind: 'action', status: 'failed', error: { ...boom, code: 'INTERNAL' } });
    expect((await records()).steps).toMatchObject([{ status: 'failed', error_code: 'PLATFORM_REFUSED' }]);
    await step({ kind: 'action', step_id: 'never begun', status: 'failed', error: boom });
    expect((await records()).steps).toHaveLength(1);
  });

  it('about a timer shows that it waits, and that it goes on', async () => {
    const wait = (waiting: boolean) => model.waiting({ ...key(), step_id: 'pause', waiting });
    await wait(true);
    await wait(true);
    expect((await records()).execution).toMatchObject({ status: 'waiting', current_step_id: 'pause' });
    await wait(false);
    const { execution, events } = await records();
    expect(execution).toMatchObject({ status: 'running' });
    expect(events).toEqual(['execution.status_changed', 'execution.status_changed']);
  });

  it('about a decision is recorded, unless no table can hold its ids', async () => {
    const { approval_id } = await openApproval(database.app, openCall(tenant));
    const report = async (decision_id?: string) => {
      const signal = decideSignal(tenant, approval_id, decision_id === undefined ? {} : { decision_id });
      const outcome = { decision_id: signal.decision_id, accepted: false, code: 'DECISION_TOO_LATE' } as const;
      await model.decision({ ...key(), signal, outcome });
    };
    await report();
    await report('made up');
    const rows = await database.owner.sql`select ignored_code from decisions where approval_id = ${approval_id}`;
    expect(rows).toMatchObject([{ ignored_code: 'DECISION_TOO_LATE' }]);
  });

  it('about its end is written once, with one entry of the audit log', async () => {
    expect(await finish()).toBe(true);
    expect(await finish({ status: 'failed', error: boom })).toBe(false);
    const { execution, events, told, audit } = await records();
    expect(execution).toMatchObject({ status: 'completed', outputs: { a: 1 }, finished_at: new Date(at_ms) });
    expect(events).toEqual(['execution.finished']);
    expect(told).toEqual([]);
    expect(audit).toMatchObject({ valid: true });
    const log = await database.owner.sql`select action, decision from audit_log where tenant_id = ${tenant.tenant_id}`;
    expect(log).toMatchObject([{ action: 'execution.finished', decision: 'completed' }]);
  });

  it('about a failure is told to who asked for it, once, with the reason and a way there', async () => {
    await Promise.all([finish({ status: 'failed', error: boom }), finish({ status: 'failed', error: boom })]);
    const { told } = await records();
    expect(told).toMatchObject([
      {
        kind: 'execution.failed',
        title: 'quiet_v1 failed',
        body: boom.message,
        link: `/executions/${tenant.execution_id}`,
      },
    ]);
  });

  it('about an execution that the tenant does not have changes nothing', async () => {
    const stranger = await insertTenantRows(database.owner);
    expect(await finish({ tenant_id: stranger.tenant_id })).toBe(false);
    await model.started({ ...key(), tenant_id: stranger.tenant_id, run_id: 'x', continued: false, at_ms });
    expect(await records()).toMatchObject({ execution: { status: 'queued', run_id: null }, events: [] });
  });
});
