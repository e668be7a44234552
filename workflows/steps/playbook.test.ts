import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { mostDepth } from '../../contracts/execution.ts';
import type { Plan, Step } from '../../contracts/plan/index.ts';
import { temporalAddress } from '../../tests/harness/temporal.ts';
import { openTheatre, type Performance, type Theatre } from '../../tests/rehearsal/open-theatre.ts';
import {
  action,
  attempt,
  child,
  computed,
  expression,
  forEach,
  gate,
  literal,
  parallel,
  plan,
  stop,
  waitFor,
} from '../../tests/rehearsal/plans.ts';
import { approvalAsked, readRecords } from '../../tests/rehearsal/records.ts';
import { messageNames } from '../messages.ts';

let theatre: Theatre;
beforeAll(async () => {
  theatre = await openTheatre({ address: temporalAddress() });
});
afterAll(() => theatre.close());
beforeEach(() => {
  theatre.stage.calls.length = 0;
});

const echo = (id: string, source: string) => action(id, 'echo', { params: { value: computed(source) }, output: id });
const deployed = async (steps: readonly Step[], more: Partial<Plan> = {}): Promise<string> => {
  const playbook_id = `child_${randomUUID().slice(0, 8)}_v1`;
  await theatre.deploy(plan(steps, { playbook_id, scope: 'none', ...more }));
  return playbook_id;
};
const play = async (story: Plan) => {
  const performance = await theatre.start(story);
  return { performance, result: await performance.handle.result() };
};
const failureOf = async ({ handle }: Performance) => {
  const error: unknown = await handle.result().catch((thrown: unknown) => thrown);
  return error instanceof Error ? error.cause : null;
};
/** The child's workflow, as soon as the parent has started it. */
async function childOf({ handle }: Performance) {
  for (;;) {
    const { events } = await handle.fetchHistory();
    const started = events?.find((event) => event.childWorkflowExecutionStartedEventAttributes);
    const id = started?.childWorkflowExecutionStartedEventAttributes?.workflowExecution?.workflowId;
    if (typeof id === 'string') return theatre.client.workflow.getHandle(id);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
const idOf = (workflow_id: string) => workflow_id.split('.').at(-1) ?? '';

describe('a playbook step', () => {
  it('runs the other playbook as an execution of its own and gives what came of it', async () => {
    const inner = await deployed([echo('twice', 'inputs.x * 2')], {
      inputs: { x: { type: 'integer', description: null, required: true, default: null } },
    });
    const step = child('c', inner, { inputs: { x: computed('20 + 1') } });
    const { result, performance } = await play(plan([step, echo('after', 'c.outputs.twice')]));
    expect(result.outputs).toMatchObject({ c: { status: 'completed', outputs: { twice: 42 } }, after: 42 });
    const { execution_id } = result.outputs.c;
    const input = theatre.inputOf(plan([]), { execution_id });
    const { execution } = await readRecords(theatre, { input, handle: performance.handle });
    expect(execution).toMatchObject({
      ...{ status: 'completed', playbook_id: inner, parent_step_id: 'c' },
      parent_execution_id: performance.input.execution_id,
    });
    const described = await (await childOf(performance)).describe();
    expect(described).toMatchObject({ type: inner, searchAttributes: { MbiPlaybook: [inner] } });
    const { steps } = await readRecords(theatre, performance);
    expect(steps.find((each) => each.step_id === 'c')).toMatchObject({ kind: 'playbook', status: 'completed' });
  });

  it('starts one child for each round of a loop', async () => {
    const inner = await deployed([echo('e', 'inputs.n')], {
      inputs: { n: { type: 'integer', description: null, required: true, default: null } },
    });
    const loop = forEach('all', '[1, 2, 3]', [child('c', inner, { inputs: { n: computed('item') } })], {
      max_parallel: 3,
    });
    const { result } = await play(plan([loop]));
    expect(result.outputs.all.map((each: { outputs: { e: number } }) => each.outputs.e)).toEqual([1, 2, 3]);
  });

  it.each([
    ['failed', 'PLATFORM_REFUSED', [action('f', 'fail', { params: { code: literal('PLATFORM_REFUSED') } })]],
    ['failed', 'EXECUTION_STOPPED', [stop('s', 'failed')]],
    ['cancelled', null, [stop('s', 'cancelled')]],
    ['expired', null, [gate('ok', { timeout_seconds: 1 })]],
  ] as const)('fails when the child ends as %s (%s), and names it', async (status, code, steps) => {
    const inner = await deployed(steps);
    const performance = await theatre.start(plan([child('c', inner)]));
    const workflow = await childOf(performance);
    const details = { playbook_id: inner, execution_id: idOf(workflow.workflowId), status, code };
    expect(await failureOf(performance)).toMatchObject({ type: 'CHILD_EXECUTION_FAILED', details: [details] });
  });

  it('has its failure caught like any other', async () => {
    const inner = await deployed([stop('s', 'failed')]);
    const catches = [
      {
        when: expression("error.code == 'CHILD_EXECUTION_FAILED'"),
        line: 1,
        steps: [echo('e', 'error.details.status')],
      },
    ];
    const { result } = await play(plan([attempt('t', [child('c', inner)], null, { catches })]));
    expect(result.outputs).toMatchObject({ e: 'failed' });
  });

  it('fails when there is no such playbook', async () => {
    const performance = await theatre.start(plan([child('c', 'nobody_knows_v1')]));
    expect(await failureOf(performance)).toMatchObject({ cause: { type: 'PLAYBOOK_NOT_FOUND' } });
  });

  it('hands its own cancellation to the child and waits for it', async () => {
    const inner = await deployed([attempt('t', [waitFor('w', 3600)], null, { finally: [echo('tidied', '1')] })]);
    const performance = await theatre.start(plan([child('c', inner)]));
    const workflow = await childOf(performance);
    await performance.handle.cancel();
    await expect(performance.handle.result()).rejects.toThrow(/cancelled/i);
    expect((await workflow.describe()).status.name).toBe('CANCELLED');
    expect(theatre.stage.calls).toEqual(['echo tidied']);
  });

  it('calls the child off when another branch has won', async () => {
    const inner = await deployed([waitFor('w', 3600)]);
    const race = parallel('p', 'any', [child('c', inner)], [waitFor('first', 0.3), echo('won', '1')]);
    const { result, performance } = await play(plan([race, echo('after', 'won')]));
    expect(result.outputs).toMatchObject({ after: 1 });
    expect((await (await childOf(performance)).describe()).status.name).toBe('CANCELLED');
  });

  it('fails, and is not cancelled, when somebody cancels only the child', async () => {
    const inner = await deployed([waitFor('w', 3600)]);
    const performance = await theatre.start(plan([child('c', inner)]));
    await (await childOf(performance)).cancel();
    expect(await failureOf(performance)).toMatchObject({
      type: 'CHILD_EXECUTION_FAILED',
      details: [{ status: 'cancelled', code: 'EXECUTION_CANCELLED' }],
    });
  });

  it('does not leave a child behind when it is ended at once', async () => {
    const inner = await deployed([waitFor('w', 3600)]);
    const performance = await theatre.start(plan([child('c', inner)]));
    const workflow = await childOf(performance);
    await performance.handle.terminate('an operator');
    await expect(workflow.result()).rejects.toThrow(/cancelled/i);
  });

  it('goes no deeper than is allowed, even in a circle', async () => {
    const playbook_id = `circle_${randomUUID().slice(0, 8)}_v1`;
    const circle = plan([child('again', playbook_id)], { playbook_id, scope: 'none' });
    await theatre.deploy(circle);
    const parent = { execution_id: randomUUID(), step_id: 'x', depth: mostDepth };
    const deepest = await theatre.start(circle, { parent });
    expect(await failureOf(deepest)).toMatchObject({
      type: 'PLAYBOOK_DEPTH_EXCEEDED',
      details: [{ depth: mostDepth + 1, execution_id: deepest.input.execution_id }],
    });
    const above = await theatre.start(circle, { parent: { ...parent, depth: mostDepth - 1 } });
    expect(await failureOf(above)).toMatchObject({
      type: 'CHILD_EXECUTION_FAILED',
      details: [{ code: 'PLAYBOOK_DEPTH_EXCEEDED' }],
    });
  });

  it('has approvals of its own in the child, decided there', async () => {
    const inner = await deployed([gate('ok')]);
    const performance = await theatre.start(plan([child('c', inner)]));
    const workflow = await childOf(performance);
    const input = theatre.inputOf(plan([]), { execution_id: idOf(workflow.workflowId) });
    const asked = await approvalAsked(theatre, { input, handle: workflow });
    await workflow.signal(messageNames.decide, theatre.decision('ann', asked));
    expect(await performance.handle.result()).toMatchObject({
      outputs: { c: { outputs: { ok: { approved: true } } } },
    });
  });
});
