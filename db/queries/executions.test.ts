import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { finalStatuses } from '../../contracts/execution.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { approvalRow } from '../../tests/harness/spine-rows.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { insertApproval, moveApproval, readAskedApproval } from './approvals.ts';
import {
  type ExecutionEnd,
  finishExecution,
  isOpenExecution,
  markAnswered,
  markAsked,
  markStarted,
  markWaiting,
  markWorking,
  readRequester,
} from './executions.ts';
import { findExecution, readExecutionParts } from './executions-list.ts';
import { markStep } from './step-runs.ts';

describe('how an execution stands', () => {
  let database: TestDatabase;
  let tenant: TenantRows;
  let execution_id: string;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  beforeEach(async () => {
    tenant = await insertTenantRows(database.owner);
    execution_id = tenant.execution_id;
  });
  afterAll(() => database.drop());

  const inTenant = <Result>(work: (tx: TenantTransaction) => Promise<Result>, of = tenant) =>
    withTenant(database.app, of.tenant_id, work);
  const row = () => inTenant((tx) => findExecution(tx, execution_id));
  const status = async () => (await row())?.status;
  const at = new Date('2026-03-01T12:00:00Z');
  const start = (run_id = 'run-1', when = at) => inTenant((tx) => markStarted(tx, { execution_id, run_id, at: when }));
  const work = (step_id: string) => inTenant((tx) => markWorking(tx, { execution_id, step_id }));
  const wait = (waiting: boolean) => inTenant((tx) => markWaiting(tx, { execution_id, step_id: 'w', waiting }));
  const ask = async (step_id: string) => {
    const approval = approvalRow(tenant, { step_id });
    await inTenant(async (tx) => {
      await insertApproval(tx, approval);
      await markAsked(tx, { execution_id, step_id });
    });
    return approval.approval_id;
  };
  const answer = (approval_id: string) =>
    inTenant(async (tx) => {
      await moveApproval(tx, { approval_id, status: 'approved', undo_until: null, final: true });
      await markAnswered(tx, execution_id);
    });
  const endOf = (more: Partial<ExecutionEnd> = {}): ExecutionEnd => ({
    ...{ execution_id, status: 'completed', result: { ok: true }, outputs: { a: 1 }, error: null, at },
    ...more,
  });
  const finish = (more: Partial<ExecutionEnd> = {}) => inTenant((tx) => finishExecution(tx, endOf(more)));

  it('starts once for each run, and keeps the moment of the first', async () => {
    expect(await start()).toBe(true);
    expect(await start()).toBe(false);
    expect(await row()).toMatchObject({ status: 'running', run_id: 'run-1', started_at: at });
    expect(await start('run-2', new Date('2026-03-02T00:00:00Z'))).toBe(true);
    expect(await row()).toMatchObject({ status: 'running', run_id: 'run-2', started_at: at });
  });

  it('is announced as started by one of many reports at once', async () => {
    const news = await Promise.all(Array.from({ length: 5 }, () => start()));
    expect(news.filter((first) => first)).toHaveLength(1);
  });

  it('does not go back to running when a report of the start comes late', async () => {
    await ask('raise');
    expect(await start()).toBe(true);
    expect(await row()).toMatchObject({ status: 'waiting_for_approval', current_step_id: 'raise' });
  });

  it('shows the step at work, but an open question first', async () => {
    await work('measure');
    expect(await row()).toMatchObject({ status: 'running', current_step_id: 'measure' });
    const approval_id = await ask('raise');
    await work('other_branch');
    expect(await row()).toMatchObject({ status: 'waiting_for_approval', current_step_id: 'other_branch' });
    await answer(approval_id);
    await work('after');
    expect(await row()).toMatchObject({ status: 'running', current_step_id: 'after' });
  });

  it('waits for people until the last open question is answered', async () => {
    const [first, second] = [await ask('raise'), await ask('pause')];
    await answer(first);
    expect(await status()).toBe('waiting_for_approval');
    await answer(second);
    expect(await status()).toBe('running');
  });

  it('still waits for people in the undo window: a yes can be taken back', async () => {
    const approval_id = await ask('raise');
    await inTenant(async (tx) => {
      await moveApproval(tx, { approval_id, status: 'undo_window', undo_until: at, final: false });
      await markAnswered(tx, execution_id);
    });
    expect(await status()).toBe('waiting_for_approval');
  });

  it('waits for a timer once, and goes on once', async () => {
    await start();
    expect([await wait(true), await wait(true)]).toEqual([true, false]);
    expect(await row()).toMatchObject({ status: 'waiting', current_step_id: 'w' });
    expect([await wait(false), await wait(false)]).toEqual([true, false]);
    expect(await status()).toBe('running');
  });

  it('shows an open question rather than a timer', async () => {
    await ask('raise');
    expect(await wait(true)).toBe(false);
    expect(await wait(false)).toBe(false);
    expect(await status()).toBe('waiting_for_approval');
  });

  it('ends once, whoever reports it', async () => {
    const ends = await Promise.all([finish(), finish({ status: 'failed' }), finish({ status: 'cancelled' }), finish()]);
    expect(ends.filter((first) => first)).toHaveLength(1);
  });

  it('keeps result, outputs and error of its end', async () => {
    const error = { code: 'PLATFORM_REFUSED', message: 'The platform said no.', details: { entity_id: '1' } };
    await finish({ status: 'failed', result: null, outputs: {}, error });
    expect(await row()).toMatchObject({
      ...{ status: 'failed', result: null, outputs: {}, error_code: error.code, error_message: error.message },
      ...{ error_details: error.details, started_at: at, finished_at: at },
    });
  });

  it('closes with its end what the workflow left open, and nothing else', async () => {
    const mark = (step_id: string, state: 'running' | 'waiting_for_approval' | 'completed') =>
      inTenant((tx) =>
        markStep(tx, {
          ...{ execution_id, step_id, iteration: '', phase: 'run', kind: 'set', action_id: null, summary: null },
          ...{ line: 1, status: state, output: null, error: null, at },
        }),
      );
    await mark('done', 'completed');
    await mark('busy', 'running');
    await mark('asking', 'waiting_for_approval');
    const [open, decided, undoing] = [await ask('raise'), await ask('lower'), await ask('pause')];
    await answer(decided);
    await inTenant((tx) =>
      moveApproval(tx, { approval_id: undoing, status: 'undo_window', undo_until: at, final: false }),
    );
    const error = { code: 'EXECUTION_TERMINATED', message: 'Stopped.', details: {} };
    await finish({ status: 'failed', error });
    const { steps } = await inTenant((tx) => readExecutionParts(tx, execution_id));
    expect(Object.fromEntries(steps.map((step) => [step.step_id, `${step.status} ${step.error_code}`]))).toEqual({
      done: 'completed null',
      busy: 'failed EXECUTION_TERMINATED',
      asking: 'failed EXECUTION_TERMINATED',
    });
    const standing = async (id: string) => (await inTenant((tx) => readAskedApproval(tx, id)))?.status;
    expect([await standing(open), await standing(decided), await standing(undoing)]).toEqual([
      'cancelled',
      'approved',
      'cancelled',
    ]);
  });

  it.each(['completed', 'failed', 'cancelled', 'rejected', 'expired'] as const)(
    'stays %s, whatever comes late',
    async (end) => {
      await finish({ status: end });
      const before = await row();
      expect(await start('late')).toBe(false);
      await work('late');
      expect(await wait(true)).toBe(false);
      await inTenant((tx) => markAsked(tx, { execution_id, step_id: 'late' }));
      await inTenant((tx) => markAnswered(tx, execution_id));
      expect(await finish({ status: 'completed', outputs: { late: true } })).toBe(false);
      expect(await row()).toEqual(before);
      expect(finalStatuses).toContain(end);
    },
  );

  it('is open, ended or unknown', async () => {
    const open = (id = execution_id, of = tenant) => inTenant((tx) => isOpenExecution(tx, id), of);
    expect(await open()).toBe(true);
    await finish();
    expect(await open()).toBe(false);
    expect(await open(randomUUID())).toBeNull();
    expect(await open(execution_id, await insertTenantRows(database.owner))).toBeNull();
  });

  it('is told to who asked for it', async () => {
    const requester = () => inTenant((tx) => readRequester(tx, execution_id));
    expect(await requester()).toEqual({
      ...{ requested_by: tenant.user_id, requested_by_email: tenant.email },
      ...{ playbook_id: tenant.playbook_id, entity_name: null },
    });
    expect(await inTenant((tx) => readRequester(tx, randomUUID()))).toBeNull();
  });

  it('is not moved by another tenant that knows its id', async () => {
    const stranger = await insertTenantRows(database.owner);
    expect(await inTenant((tx) => markStarted(tx, { execution_id, run_id: 'x', at }), stranger)).toBe(false);
    expect(await inTenant((tx) => finishExecution(tx, endOf()), stranger)).toBe(false);
    await inTenant((tx) => markAsked(tx, { execution_id, step_id: 'x' }), stranger);
    expect(await row()).toMatchObject({ status: 'queued', run_id: null, current_step_id: null });
  });
});
