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
import { type EndNews, isUrgent, type Report, type StartNews, type StepNews } from './report.ts';
import { createReportQueue } from './report-queue.ts';

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
    events: (await listEventsAfter(tx, { execution_id: tenant.execution_id, after: 0, limit: 200 })).map(
      ({ type }) => type,
    ),
    told: (await listNotifications(tx, { user_id: tenant.user_id, unread_only: true, limit: 9, after: null })).rows,
    audit: await verifyAudit(tx),
  }));
const stepReport = (more: Partial<StepNews> = {}): Report => ({
  about: 'step',
  news: {
    ...{ ...key(), step_id: 'choose', iteration: '', kind: 'switch', summary: 'Chooses', line: 4 },
    ...{ status: 'running', output: null, error: null, at_ms },
    ...more,
  },
});
const step = (more: Partial<StepNews> = {}) => model.write([stepReport(more)]);
const startReport = (more: Partial<StartNews> = {}): Report => ({
  about: 'started',
  news: { ...key(), run_id: 'run-1', continued: false, at_ms, ...more },
});
const waitReport = (waiting: boolean): Report => ({ about: 'waiting', news: { ...key(), step_id: 'pause', waiting } });
const endNews = (more: Partial<EndNews> = {}): EndNews => ({
  ...{ ...key(), status: 'completed', result: null, outputs: { a: 1 }, error: null, at_ms },
  ...more,
});
const finish = (more: Partial<EndNews> = {}) => model.finished(endNews(more));
const boom = { code: 'PLATFORM_REFUSED', message: 'The platform said no.', details: {} };

describe('what a workflow reports', () => {
  it('about its start is announced once, and not again when it goes on in a new history', async () => {
    const start = (run_id: string, continued: boolean) => model.write([startReport({ run_id, continued })]);
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
    const wait = (waiting: boolean) => model.write([waitReport(waiting)]);
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
      await model.write([{ about: 'decision', news: { ...key(), signal, outcome } }]);
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
        title: 'Quiet failed',
        body: boom.message,
        link: `/executions/${tenant.execution_id}`,
      },
    ]);
  });

  describe('gathered', () => {
    const story = (): readonly Report[] => [
      startReport(),
      ...Array.from({ length: 90 }, (_, index) =>
        stepReport({ step_id: 'each', iteration: String(index), status: 'completed', output: { index } }),
      ),
      stepReport({ step_id: 'pause', kind: 'wait' }),
      waitReport(true),
      waitReport(false),
      stepReport({ step_id: 'pause', kind: 'wait', status: 'completed', at_ms: at_ms + 9 }),
      stepReport({ step_id: 'twice' }),
      stepReport({ step_id: 'twice', status: 'failed', error: boom, at_ms: at_ms + 5 }),
      stepReport({ step_id: 'known', status: 'skipped', reused: true }),
      stepReport({ step_id: 'known', status: 'skipped' }),
      stepReport({ step_id: 'gone', kind: 'action', status: 'failed', error: boom }),
      { about: 'finished', news: endNews({ status: 'failed', error: boom, outputs: { last: [1, null] } }) },
    ];
    const left = async () => ({
      steps: await database.owner.sql`
        select step_id, iteration, phase, kind, action_id, summary, line, status, output, error_code, error_message,
          attempts, started_at, finished_at from step_runs where execution_id = ${tenant.execution_id} order by 1, 2`,
      events: await database.owner.sql`
        select type, data from execution_events where execution_id = ${tenant.execution_id} order by event_id`,
      execution: await database.owner.sql`
        select status, run_id, current_step_id, result, outputs, error_code, error_message, started_at, finished_at
        from executions where execution_id = ${tenant.execution_id}`,
      told: (await records()).told.map(({ kind, title }) => [kind, title]),
      audit: (await records()).audit.rows_checked,
    });

    it('a hundred reports are one transaction and leave what they would leave one by one', async () => {
      await model.write(story());
      const together = await left();
      const [made] = await database.owner.sql`
        select count(distinct xmin::text)::int as transactions from (
          select xmin from execution_events where execution_id = ${tenant.execution_id}
          union all select xmin from step_runs where execution_id = ${tenant.execution_id}) as written`;
      expect(made).toEqual({ transactions: 1 });
      expect(together.events).toHaveLength(1 + 90 + 1 + 2 + 1 + 2 + 1 + 1);
      expect(together.events.slice(1, 91).map(({ data }) => data.iteration)).toEqual(
        Array.from({ length: 90 }, (_, index) => String(index)),
      );

      tenant = await insertTenantRows(database.owner);
      for (const report of story()) await model.write([report]);
      expect(await left()).toEqual(together);
    });

    it('they may come a second time, in other company, and add nothing', async () => {
      await model.write(story());
      const once = await left();
      await model.write(story().slice(0, 50));
      await model.write(story().slice(50));
      expect(await left()).toEqual(once);
    });

    it('one that the database refuses is left out, and its neighbours are all there, in order', async () => {
      const queue = createReportQueue({
        ...{ write: model.write, isUrgent, pause: async () => undefined },
        log: { info: () => undefined, warn: () => undefined },
      });
      const named = ['a', 'b', 'bad', 'c', 'd'];
      for (const step_id of named) {
        const output = step_id === 'bad' ? { text: 'a \u0000 that jsonb does not hold' } : { step_id };
        queue.push(tenant.execution_id, stepReport({ step_id, status: 'completed', output }));
      }
      await queue.drain();
      expect((await left()).events.map(({ data }) => data.step_id)).toEqual(['a', 'b', 'c', 'd']);
    });
  });

  it('about an execution that the tenant does not have changes nothing', async () => {
    const stranger = await insertTenantRows(database.owner);
    expect(await finish({ tenant_id: stranger.tenant_id })).toBe(false);
    await model.write([startReport({ tenant_id: stranger.tenant_id, run_id: 'x' })]);
    expect(await records()).toMatchObject({ execution: { status: 'queued', run_id: null }, events: [] });
  });
});
