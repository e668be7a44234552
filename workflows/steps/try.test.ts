import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Plan } from '../../contracts/plan/index.ts';
import { temporalAddress } from '../../tests/harness/temporal.ts';
import { openTheatre, type Performance, type Theatre } from '../../tests/rehearsal/open-theatre.ts';
import {
  action,
  attempt,
  computed,
  expression,
  forEach,
  gate,
  literal,
  parallel,
  plan,
  set,
  stop,
} from '../../tests/rehearsal/plans.ts';
import { approvalAsked, readRecords, statusShown } from '../../tests/rehearsal/records.ts';
import { messageNames, startOptions } from '../messages.ts';

let theatre: Theatre;
beforeAll(async () => {
  theatre = await openTheatre({ address: temporalAddress() });
});
afterAll(() => theatre.close());
beforeEach(() => {
  theatre.stage.calls.length = 0;
});

const echo = (id: string, source: string) => action(id, 'echo', { params: { value: computed(source) }, output: id });
const failing = (id: string, code = 'PLATFORM_REFUSED') =>
  action(id, 'fail', { params: { code: literal(code) }, output: id });
const tidy = [echo('tidied', '1')];
const play = async (story: Plan) => {
  const performance = await theatre.start(story);
  return { performance, result: await performance.handle.result() };
};
const decide = async (performance: Performance, decision: 'approve' | 'reject', number = 1) => {
  const asked = await approvalAsked(theatre, performance, number);
  const signal = theatre.decision('ann', asked, decision === 'reject' ? { decision, reason: 'other' } : {});
  await performance.handle.signal(messageNames.decide, signal);
};

describe('a try', () => {
  it('gives its catch the error of the step that failed, and nobody else sees it', async () => {
    const caught = [echo('why', '{"code": error.code, "step": error.step_id, "row": error.details.row}')];
    const story = plan([attempt('t', [echo('a', '1'), failing('f'), echo('never', '2')], caught), echo('after', 'a')]);
    const { result, performance } = await play(story);
    expect(result.outputs).toEqual({ a: 1, why: { code: 'PLATFORM_REFUSED', step: 'f', row: 7 }, after: 1 });
    const { steps } = await readRecords(theatre, performance);
    expect(Object.fromEntries(steps.map((step) => [step.step_id, step.status]))).toMatchObject({
      ...{ f: 'failed', why: 'completed', t: 'completed' },
    });
  });

  it('takes the first catch that wants the error, and lets through what none wants', async () => {
    const wants = (code: string) => expression(`error.code == '${code}'`);
    const catches = [
      { when: wants('PLATFORM_REFUSED'), line: 1, steps: [echo('refused', '1')] },
      { when: wants('PLATFORM_NOT_FOUND'), line: 2, steps: [echo('missing', '1')] },
    ];
    const first = await play(plan([attempt('t', [failing('f', 'PLATFORM_NOT_FOUND')], null, { catches })]));
    expect(first.result.outputs).toEqual({ missing: 1 });
    const none = await theatre.start(plan([attempt('t', [failing('f', 'ACTION_PARAMS_INVALID')], null, { catches })]));
    await expect(none.handle.result()).rejects.toMatchObject({ cause: { cause: { type: 'ACTION_PARAMS_INVALID' } } });
  });

  it('runs its finally after a good end, a caught failure and a failure that goes on', async () => {
    const good = await play(plan([attempt('t', [echo('a', '1')], null, { finally: tidy }), echo('b', 'tidied')]));
    expect(good.result.outputs).toEqual({ a: 1, tidied: 1, b: 1 });
    const caught = await play(plan([attempt('t', [failing('f')], [echo('c', '1')], { finally: tidy })]));
    expect(caught.result.outputs).toEqual({ c: 1, tidied: 1 });
    const twice = attempt('t', [failing('f')], [failing('g', 'PLATFORM_NOT_FOUND')], { finally: tidy });
    const broken = await theatre.start(plan([twice]));
    await expect(broken.handle.result()).rejects.toMatchObject({ cause: { cause: { type: 'PLATFORM_NOT_FOUND' } } });
    expect((await readRecords(theatre, broken)).execution.outputs).toEqual({ tidied: 1 });
  });

  it('runs its finally before a stop, which no catch takes for a failure', async () => {
    const story = plan([
      attempt('t', [stop('s', 'completed', literal('early'))], [echo('c', '1')], { finally: tidy }),
      echo('never', '1'),
    ]);
    expect((await play(story)).result).toMatchObject({ status: 'completed', result: 'early', outputs: { tidied: 1 } });
    expect(theatre.stage.calls).toEqual(['echo tidied']);
  });

  it('runs its finally when it is cancelled, and is cancelled then', async () => {
    const slow = action('work', 'linger', { heartbeat_seconds: 1 });
    const story = plan([attempt('t', [slow], [echo('c', '1')], { finally: tidy }), echo('never', '1')]);
    const performance = await theatre.start(story);
    await statusShown(theatre, performance, 'running');
    await performance.handle.cancel();
    await expect(performance.handle.result()).rejects.toThrow(/cancelled/i);
    expect((await readRecords(theatre, performance)).execution).toMatchObject({
      status: 'cancelled',
      outputs: { tidied: 1 },
    });
    expect(theatre.stage.calls.filter((call) => call.startsWith('echo'))).toEqual(['echo tidied']);
  });

  it('does not let a failing finally hide why it failed, but fails by it after a good end', async () => {
    const last = [failing('z', 'PLATFORM_NOT_FOUND')];
    const first = await theatre.start(plan([attempt('t', [failing('f')], null, { finally: last })]));
    await expect(first.handle.result()).rejects.toMatchObject({ cause: { cause: { type: 'PLATFORM_REFUSED' } } });
    const good = await theatre.start(plan([attempt('t', [echo('a', '1')], null, { finally: last })]));
    await expect(good.handle.result()).rejects.toMatchObject({ cause: { cause: { type: 'PLATFORM_NOT_FOUND' } } });
  });

  it('has approvals anywhere: in a branch of it, in a catch and in a finally', async () => {
    const body = [parallel('p', 'all', [gate('one')], [echo('b', '1')])];
    const story = plan([
      attempt('t', body, [gate('two')], { finally: [gate('three')] }),
      echo('after', 'two.approved'),
    ]);
    const performance = await theatre.start(story);
    await decide(performance, 'reject');
    await decide(performance, 'approve', 2);
    await decide(performance, 'approve', 3);
    expect(await performance.handle.result()).toMatchObject({ status: 'completed', outputs: { after: true } });
    const { approvals } = await readRecords(theatre, performance);
    expect(approvals.map((each) => [each.step_id, each.status])).toEqual([
      ...[
        ['one', 'rejected'],
        ['two', 'approved'],
        ['three', 'approved'],
      ],
    ]);
  });

  it('remembers over histories what it caught: nothing is tried again', async () => {
    const tries = attempt(
      't',
      [echo('a', 'item'), failing('f')],
      [echo('c', 'error.code == "PLATFORM_REFUSED" ? a : 0')],
    );
    const story = plan([
      forEach('all', '[1, 2, 3, 4, 5, 6]', [tries]),
      attempt('last', [echo('x', '1'), failing('y')], [gate('ok'), echo('sum', 'x + size(all)')], { finally: tidy }),
    ]);
    const input = theatre.inputOf(story);
    await theatre.enlist(input);
    const args = [input, null, { events: 25, bytes: 1e9 }];
    const handle = await theatre.client.workflow.start(story.playbook_id, {
      ...startOptions(input, theatre.task_queue),
      args,
    });
    const first = (await handle.describe()).runId;
    await decide({ input, handle }, 'approve');
    expect(await handle.result()).toMatchObject({ status: 'completed', outputs: { x: 1, sum: 7, tidied: 1 } });
    const followed = theatre.client.workflow.getHandle(handle.workflowId);
    expect((await followed.describe()).runId).not.toBe(first);
    const counted = (name: string) => theatre.stage.calls.filter((call) => call.startsWith(name)).length;
    expect([counted('echo a'), counted('fail f'), counted('echo c'), counted('fail y')]).toEqual([6, 6, 6, 1]);
  });
});

describe('on_failure', () => {
  it('runs with the error in scope, and the execution fails with the first error whatever happens there', async () => {
    const on_failure = [echo('told', 'error.code + " at " + error.step_id'), failing('z', 'PLATFORM_NOT_FOUND')];
    const performance = await theatre.start(plan([failing('f')], { on_failure }));
    await expect(performance.handle.result()).rejects.toMatchObject({ cause: { cause: { type: 'PLATFORM_REFUSED' } } });
    const { execution, steps } = await readRecords(theatre, performance);
    expect(execution).toMatchObject({ status: 'failed', error_code: 'PLATFORM_REFUSED' });
    expect(execution.outputs).toMatchObject({ told: 'PLATFORM_REFUSED at f' });
    expect(steps.find((step) => step.step_id === 'z')?.status).toBe('failed');
  });

  it('runs when the playbook stops itself as failed, and not when it is rejected or completes', async () => {
    const on_failure = [echo('told', 'error.code')];
    const stopped = await theatre.start(plan([stop('s', 'failed')], { on_failure }));
    await expect(stopped.handle.result()).rejects.toMatchObject({ cause: { type: 'EXECUTION_STOPPED' } });
    expect(theatre.stage.calls).toEqual(['echo told']);
    const rejected = await theatre.start(plan([gate('ok')], { on_failure }));
    await decide(rejected, 'reject');
    expect(await rejected.handle.result()).toMatchObject({ status: 'rejected' });
    expect(theatre.stage.calls).toEqual(['echo told']);
    expect((await play(plan([set('s', { a: literal(1) })], { on_failure }))).result.outputs).toEqual({ a: 1 });
  });
});
