import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { finishExecution } from './executions.ts';
import { readExecutionParts } from './executions-list.ts';
import { beginAttempt, endAttempt, failOpenStep, markStep, type StepHead, type StepMark } from './step-runs.ts';

describe('the records of a step', () => {
  let database: TestDatabase;
  let tenant: TenantRows;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  beforeEach(async () => {
    tenant = await insertTenantRows(database.owner);
  });
  afterAll(() => database.drop());

  const inTenant = <Result>(work: (tx: TenantTransaction) => Promise<Result>) =>
    withTenant(database.app, tenant.tenant_id, work);
  const head = (more: Partial<StepHead> = {}): StepHead => ({
    ...{ execution_id: tenant.execution_id, step_id: 'measure', iteration: '', phase: 'run', kind: 'action' },
    ...{ action_id: 'Agent.measure', summary: 'Measures', line: 7 },
    ...more,
  });
  const begin = (more: Partial<StepHead> = {}) => inTenant((tx) => beginAttempt(tx, head(more)));
  const boom = { code: 'PLATFORM_UNAVAILABLE', message: 'Away.', details: { wait: 1 } };
  const end = (
    begun: { readonly step_run_id: string; readonly attempt: number },
    how: { readonly error?: typeof boom; readonly final?: boolean; readonly output?: string },
  ) => {
    const { error = null, final = true, output = null } = how;
    return inTenant((tx) => endAttempt(tx, { ...begun, output, error, final }));
  };
  const steps = async () => (await inTenant((tx) => readExecutionParts(tx, tenant.execution_id))).steps;
  const mark = (more: Partial<StepMark> = {}) =>
    inTenant((tx) =>
      markStep(tx, {
        ...head({ kind: 'set', action_id: null }),
        ...{ status: 'running', output: null, error: null, at: new Date('2026-03-01T12:00:00Z') },
        ...more,
      }),
    );

  it('count attempts from 1, each with its own error', async () => {
    for (const final of [false, false]) await end(await begin(), { error: boom, final });
    await end(await begin(), { output: 'fine' });
    const [step] = await steps();
    expect(step).toMatchObject({ status: 'completed', attempts: 3, output: 'fine', error_code: null, line: 7 });
    expect(step?.attempt_log.map(({ attempt, error_code }) => [attempt, error_code])).toEqual([
      [1, boom.code],
      [2, boom.code],
      [3, null],
    ]);
    expect(step?.finished_at).not.toBeNull();
  });

  it('end an attempt whose worker was lost when the next one begins, and believe the worker that was alive after all', async () => {
    const first = await begin();
    await end(await begin(), { output: 'fine' });
    const log = async () => (await steps())[0]?.attempt_log.map(({ error_code }) => error_code);
    expect(await log()).toEqual(['WORKER_LOST', null]);
    expect((await steps())[0]?.attempt_log[0]?.finished_at).not.toBeNull();
    await end(first, { error: boom, final: false });
    expect(await log()).toEqual([boom.code, null]);
    expect((await steps())[0]).toMatchObject({ status: 'completed', output: 'fine' });
  });

  it('give every attempt a number of its own, also when several begin at once', async () => {
    const begun = await Promise.all(Array.from({ length: 6 }, () => begin()));
    expect(begun.map((each) => each.attempt).sort()).toEqual([1, 2, 3, 4, 5, 6]);
    expect(new Set(begun.map((each) => each.step_run_id)).size).toBe(1);
  });

  it('keep the rounds of a loop and the phases of a write apart', async () => {
    await begin();
    await begin({ iteration: '1' });
    await begin({ phase: 'plan' });
    expect(await steps()).toHaveLength(3);
    expect((await steps()).every((step) => step.attempts === 1)).toBe(true);
  });

  it('show a step that will be tried again as running, and one that will not as failed', async () => {
    await end(await begin(), { error: boom, final: false });
    expect(await steps()).toMatchObject([{ status: 'running', error_code: boom.code, finished_at: null }]);
    await end(await begin(), { error: boom });
    const [step] = await steps();
    expect(step).toMatchObject({ status: 'failed', error_code: boom.code, error_message: boom.message });
    expect(step?.attempt_log.at(-1)).toMatchObject({ error_details: boom.details });
  });

  it('open a step again when a second plan of it is made', async () => {
    await end(await begin({ phase: 'plan' }), { output: 'first plan' });
    const second = await begin({ phase: 'plan' });
    expect(second.attempt).toBe(2);
    expect(await steps()).toMatchObject([{ status: 'running', finished_at: null }]);
  });

  it.each([
    ['fails and would be tried again', { error: boom, final: false }, boom.code],
    ['fails for good', { error: boom, final: true }, boom.code],
    ['ends well after all', { output: 'from the first' }, null],
  ])('are not rewritten by an attempt that was thought dead and %s', async (_how, late, error_code) => {
    const lost = await begin();
    await end(await begin(), { output: 'from the second' });
    expect(await end(lost, late)).toBe(false);
    const [step] = await steps();
    expect(step).toMatchObject({ status: 'completed', output: 'from the second', error_code: null });
    expect(step?.attempt_log.map((each) => each.error_code)).toEqual([error_code, null]);
  });

  it('are not opened again by a failed try of an execution that has ended meanwhile', async () => {
    const last = await begin();
    const { execution_id } = tenant;
    const ended = {
      execution_id,
      status: 'cancelled',
      result: null,
      outputs: {},
      error: null,
      at: new Date(),
    } as const;
    await inTenant((tx) => finishExecution(tx, ended));
    await end(last, { error: boom, final: false });
    expect(await steps()).toMatchObject([{ status: 'failed', error_code: 'EXECUTION_CANCELLED' }]);
  });

  it('take the same mark once', async () => {
    expect([await mark(), await mark()]).toEqual([true, false]);
    expect(await steps()).toMatchObject([{ status: 'running', finished_at: null, attempts: 0 }]);
    const done = { status: 'completed', output: { a: 1 }, at: new Date('2026-03-01T12:00:05Z') } as const;
    expect([await mark(done), await mark({ ...done, output: { a: 2 } })]).toEqual([true, false]);
    expect(await steps()).toMatchObject([
      { status: 'completed', output: { a: 1 }, started_at: new Date('2026-03-01T12:00:00Z'), finished_at: done.at },
    ]);
  });

  it.each(['completed', 'skipped', 'failed'] as const)('say when a %s step ended', async (status) => {
    await mark({ status, error: status === 'failed' ? { code: 'INTERNAL', message: 'No.' } : null });
    expect(await steps()).toMatchObject([
      { status, finished_at: new Date('2026-03-01T12:00:00Z'), error_code: status === 'failed' ? 'INTERNAL' : null },
    ]);
  });

  it('say no end while people are asked', async () => {
    await mark({ status: 'waiting_for_approval', phase: 'approval' });
    expect(await steps()).toMatchObject([{ status: 'waiting_for_approval', finished_at: null, phase: 'approval' }]);
  });

  it('close what a time-out left open: this step, this round, every phase', async () => {
    await begin();
    await begin({ phase: 'plan' });
    await begin({ iteration: '1' });
    await begin({ step_id: 'other' });
    await end(await begin({ phase: 'apply' }), { output: 'done' });
    const { execution_id } = tenant;
    const error = { code: 'STEP_TIMED_OUT', message: 'Took too long.' };
    await inTenant((tx) => failOpenStep(tx, { execution_id, step_id: 'measure', iteration: '' }, error));
    const standing = (await steps()).map(
      (step) => `${step.step_id}/${step.iteration}/${step.phase} ${step.status} ${step.error_code}`,
    );
    expect(standing.sort()).toEqual([
      'measure//apply completed null',
      'measure//plan failed STEP_TIMED_OUT',
      'measure//run failed STEP_TIMED_OUT',
      'measure/1/run running null',
      'other//run running null',
    ]);
  });
});
