import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { temporalAddress } from '../tests/harness/temporal.ts';
import { openTheatre, type Theatre } from '../tests/rehearsal/open-theatre.ts';
import {
  action,
  choose,
  computed,
  expression,
  forEach,
  literal,
  onlyIf,
  parallel,
  plan,
  set,
  stop,
  waitFor,
} from '../tests/rehearsal/plans.ts';
import { readRecords, statusShown } from '../tests/rehearsal/records.ts';

let theatre: Theatre;
beforeAll(async () => {
  theatre = await openTheatre({ address: temporalAddress() });
});
afterAll(() => theatre.close());
beforeEach(() => {
  theatre.stage.calls.length = 0;
});

const play = async (...args: Parameters<Theatre['start']>) => {
  const performance = await theatre.start(...args);
  const result = await performance.handle.result();
  return { result, performance };
};
const echo = (id: string, source: string) => action(id, 'echo', { params: { value: computed(source) }, output: id });

describe('a playbook', () => {
  it('runs under its own id as the workflow type, step after step, and hands outputs on', async () => {
    const steps = [
      echo('first', 'inputs.x + 1'),
      set('named', { twice: computed('first * 2') }),
      echo('last', 'twice + 1'),
    ];
    const { result, performance } = await play(plan(steps, { playbook_id: 'some_playbook_v7' }), { inputs: { x: 20 } });
    expect(result).toEqual({ status: 'completed', result: null, outputs: { first: 21, twice: 42, last: 43 } });
    const described = await performance.handle.describe();
    expect(described.type).toBe('some_playbook_v7');
    expect(described.workflowId).toBe(`pb.some_playbook_v7.c123.${performance.input.execution_id}`);
    expect(described.searchAttributes).toMatchObject({
      MbiPlaybook: ['some_playbook_v7'],
      MbiCampaign: ['c123'],
      MbiTenant: [theatre.tenant_id],
      MbiStatus: ['running'],
    });
    expect(described.memo).toMatchObject({ execution_id: performance.input.execution_id, mode: 'live' });
    expect(await described.staticSummary()).toBe('Rehearsal · Spring');
  });

  it('shows people the same story: started, each step with its output, finished', async () => {
    const steps = [
      echo('first', '1'),
      onlyIf('first == 2', echo('never', '2')),
      set('named', { two: computed('first + 1') }),
    ];
    const { performance } = await play(plan(steps));
    const { execution, steps: shown, events } = await readRecords(theatre, performance);
    expect(execution).toMatchObject({
      status: 'completed',
      outputs: { first: 1, never: null, two: 2 },
      error_code: null,
    });
    expect(execution.run_id).toBe((await performance.handle.describe()).runId);
    expect(shown.map(({ step_id, kind, status }) => `${step_id} ${kind} ${status}`).sort()).toEqual([
      'first action completed',
      'named set completed',
      'never action skipped',
    ]);
    const types = events.map((event) => event.type);
    expect(types.at(-1)).toBe('execution.finished');
    expect(types.filter((type) => type.startsWith('step.')).sort()).toEqual([
      'step.completed',
      'step.completed',
      'step.skipped',
      'step.started',
    ]);
  });

  it('takes the first case that holds, else the rest', async () => {
    const cases = [
      { when: expression('x > 5'), line: 1, steps: [echo('big', 'x')] },
      { when: expression('x > 1'), line: 2, steps: [echo('middle', 'x')] },
    ];
    const chosen = async (x: number) => {
      const { result } = await play(plan([set('s', { x: literal(x) }), choose('size', cases, [echo('small', 'x')])]));
      return result.outputs;
    };
    expect(await chosen(9)).toEqual({ x: 9, big: 9 });
    expect(await chosen(3)).toEqual({ x: 3, middle: 3 });
    expect(await chosen(0)).toEqual({ x: 0, small: 0 });
  });

  it('goes through a list in order, with no more rounds at once than allowed', async () => {
    const steps = [forEach('doubled', '[1, 2, 3, 4, 5]', [echo('d', 'item * 2')], { max_parallel: 2 })];
    const { result, performance } = await play(plan(steps));
    expect(result.outputs).toEqual({ doubled: [2, 4, 6, 8, 10] });
    const { steps: shown } = await readRecords(theatre, performance);
    expect(
      shown
        .filter((step) => step.step_id === 'd')
        .map((step) => step.iteration)
        .sort(),
    ).toEqual(['0', '1', '2', '3', '4']);
  });

  it('keeps the results of other items when one fails and the playbook says so', async () => {
    const risky = onlyIf('item == 2', action('risky', 'fail', { params: { code: literal('PLATFORM_REFUSED') } }));
    const body = [risky, echo('kept', 'item')];
    const { result } = await play(plan([forEach('all', '[1, 2, 3]', body, { on_item_error: 'continue' })]));
    expect(result.outputs).toEqual({ all: [1, null, 3] });
  });

  it('waits for all branches, which share their variables', async () => {
    const { result } = await play(
      plan([parallel('both', 'all', [echo('a', '1')], [echo('b', '2')]), echo('sum', 'a + b')]),
    );
    expect(result.outputs).toEqual({ a: 1, b: 2, sum: 3 });
  });

  it('goes on with the first branch of any, and calls the others off', async () => {
    const slow = action('slow', 'linger', { heartbeat_seconds: 1, output: 'slow' });
    const failing = action('failing', 'fail', { params: { code: literal('PLATFORM_REFUSED') } });
    const { result, performance } = await play(
      plan([parallel('race', 'any', [slow], [failing], [echo('fast', '1')]), echo('after', 'fast')]),
    );
    expect(result.outputs).toEqual({ fast: 1, after: 1 });
    const { steps: shown } = await readRecords(theatre, performance);
    expect(shown.find((step) => step.step_id === 'failing')?.status).toBe('failed');
  });

  it('stops out of loops and branches with a status and a result', async () => {
    const body = [onlyIf('item == 2', stop('enough', 'cancelled', computed('item * 10'))), echo('seen', 'item')];
    const { result } = await play(plan([parallel('p', 'all', [forEach('loop', '[1, 2, 3]', body)])]));
    expect(result).toMatchObject({ status: 'cancelled', result: 20 });
    expect(theatre.stage.calls).toEqual(['echo seen[0]']);
  });

  it('stops as failed with what the playbook has to say', async () => {
    const performance = await theatre.start(plan([stop('no', 'failed', literal({ why: 'no budget' }))]));
    await expect(performance.handle.result()).rejects.toMatchObject({ cause: { type: 'EXECUTION_STOPPED' } });
    const { execution } = await readRecords(theatre, performance);
    expect(execution).toMatchObject({
      status: 'failed',
      error_code: 'EXECUTION_STOPPED',
      result: { why: 'no budget' },
    });
  });

  it('waits by a durable timer that people can see', async () => {
    const performance = await theatre.start(plan([waitFor('pause', 0.4), echo('after', '1')]));
    const { steps: shown } = await statusShown(theatre, performance, 'waiting');
    expect(shown.map(({ step_id, status }) => ({ step_id, status }))).toEqual([
      { step_id: 'pause', status: 'running' },
    ]);
    await performance.handle.result();
    const after = await readRecords(theatre, performance);
    expect(after.steps.map((step) => step.status)).toEqual(['completed', 'completed']);
    expect(after.execution.status).toBe('completed');
  });
});

describe('when something goes wrong', () => {
  it('an expression that cannot be evaluated fails the execution, closed and with its line', async () => {
    const performance = await theatre.start(
      plan([{ ...echo('a', 'context.gone.x'), condition: expression('nothing > 1', 12) }]),
    );
    await expect(performance.handle.result()).rejects.toMatchObject({ cause: { type: 'EXPRESSION_FAILED' } });
    const { execution } = await readRecords(theatre, performance);
    expect(execution).toMatchObject({ status: 'failed', error_code: 'EXPRESSION_FAILED', error_details: { line: 12 } });
    expect(theatre.stage.calls).toEqual([]);
  });

  it('a step may fail without the playbook, when it says so', async () => {
    const steps = [
      action('risky', 'fail', { params: { code: literal('PLATFORM_REFUSED') }, on_error: 'continue', output: 'risky' }),
      echo('after', 'risky == null'),
    ];
    const { result, performance } = await play(plan(steps));
    expect(result.outputs).toEqual({ risky: null, after: true });
    const { steps: shown } = await readRecords(theatre, performance);
    expect(shown.map((step) => step.error_code)).toEqual(['PLATFORM_REFUSED', null]);
  });

  it('cancelling ends it as cancelled, whatever it was doing', async () => {
    const performance = await theatre.start(plan([action('work', 'linger', { heartbeat_seconds: 1 })]));
    await statusShown(theatre, performance, 'running');
    await performance.handle.cancel();
    await expect(performance.handle.result()).rejects.toThrow(/cancelled/i);
    const { execution } = await readRecords(theatre, performance);
    expect(execution).toMatchObject({ status: 'cancelled', error_code: 'EXECUTION_CANCELLED' });
  });

  it('the same execution is never started twice', async () => {
    const { performance } = await play(plan([echo('a', '1')]));
    const { startOptions } = await import('./messages.ts');
    const again = theatre.client.workflow.start('rehearsal_v1', startOptions(performance.input, theatre.task_queue));
    await expect(again).rejects.toThrow(/already/i);
  });
});
