import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Plan } from '../../contracts/plan/index.ts';
import { temporalAddress } from '../../tests/harness/temporal.ts';
import { openTheatre, type Performance, type Theatre } from '../../tests/rehearsal/open-theatre.ts';
import {
  action,
  computed,
  forEach,
  gate,
  literal,
  onlyIf,
  parallel,
  plan,
  repeat,
  set,
  waitEvent,
  waitFor,
} from '../../tests/rehearsal/plans.ts';
import { approvalAsked, readRecords } from '../../tests/rehearsal/records.ts';
import { messageNames, startOptions, steeringNames } from '../messages.ts';

let theatre: Theatre;
beforeAll(async () => {
  theatre = await openTheatre({ address: temporalAddress() });
});
afterAll(() => theatre.close());
beforeEach(() => {
  theatre.stage.calls.length = 0;
});

const echo = (id: string, source: string) => action(id, 'echo', { params: { value: computed(source) }, output: id });
const startWith = (x: number) => set('start', { x: literal(x) });
const play = async (story: Plan) => {
  const performance = await theatre.start(story);
  return { performance, result: await performance.handle.result() };
};

/** Starts a plan whose histories may be no longer than this many events. */
async function startShort(story: Plan, events: number): Promise<Performance> {
  const input = theatre.inputOf(story);
  await theatre.enlist(input);
  const options = { ...startOptions(input, theatre.task_queue), args: [input, null, { events, bytes: 1e9 }] };
  return { input, handle: await theatre.client.workflow.start(story.playbook_id, options) };
}

describe('a repeat', () => {
  it('with `while` is asked before each round, and what a round names is seen by the next and afterwards', async () => {
    const loop = repeat('loop', { while: 'x < 8' }, [echo('twice', 'x * 2'), set('s', { x: computed('twice') })]);
    const { result, performance } = await play(plan([startWith(1), loop, echo('after', 'x + 1')]));
    expect(result.outputs).toEqual({ x: 8, twice: 8, after: 9 });
    expect(theatre.stage.calls).toEqual(['echo twice[0]', 'echo twice[1]', 'echo twice[2]', 'echo after']);
    const { steps } = await readRecords(theatre, performance);
    expect(steps.find((step) => step.step_id === 'loop')).toMatchObject({
      status: 'completed',
      output: { rounds: 3, limit_reached: false },
    });
  });

  it('with `while` that does not hold at first has no round', async () => {
    const { result } = await play(plan([startWith(9), repeat('loop', { while: 'x < 8' }, [echo('e', 'x')])]));
    expect(result.outputs).toEqual({ x: 9 });
    expect(theatre.stage.calls).toEqual([]);
  });

  it('with `until` has at least one round, is asked after each, and knows the number of the round', async () => {
    const loop = repeat('loop', { until: 'found >= 2' }, [echo('found', 'round')]);
    const { result } = await play(plan([loop]));
    expect(result.outputs).toEqual({ found: 2 });
    expect(theatre.stage.calls).toHaveLength(3);
  });

  it('that comes to its cap fails with the cap, or goes on where the playbook says so', async () => {
    const endless = repeat('loop', { until: 'x > 100' }, [set('s', { x: computed('x + 1') })], { max_iterations: 5 });
    const performance = await theatre.start(plan([startWith(0), endless]));
    await expect(performance.handle.result()).rejects.toMatchObject({ cause: { type: 'LOOP_LIMIT_REACHED' } });
    const { execution } = await readRecords(theatre, performance);
    expect(execution).toMatchObject({
      error_code: 'LOOP_LIMIT_REACHED',
      error_details: { step_id: 'loop', rounds: 5 },
    });
    const { result } = await play(plan([startWith(0), { ...endless, on_limit: 'continue' }]));
    expect(result.outputs).toEqual({ x: 5 });
  });

  it('that ends in its last allowed round has not come to its cap', async () => {
    const body = [set('s', { x: computed('x + 1') })];
    const until = repeat('u', { until: 'x == 3' }, body, { max_iterations: 3 });
    const while_ = repeat('w', { while: 'x < 6' }, body, { max_iterations: 3 });
    expect((await play(plan([startWith(0), until, while_]))).result.outputs).toEqual({ x: 6 });
  });

  it('lies inside loops and branches, and each of its rounds is work of its own', async () => {
    const inner = repeat('inner', { until: 'round == 1' }, [echo('e', 'item * 10 + round')]);
    const outer = forEach('all', '[1, 2, 3]', [inner, echo('last', 'e')], { max_parallel: 3 });
    const { result } = await play(plan([parallel('p', 'all', [outer], [echo('b', '1')])]));
    expect(result.outputs).toEqual({ all: [11, 21, 31], b: 1 });
    expect(theatre.stage.calls.filter((call) => call.startsWith('echo e[')).sort()).toEqual(
      [0, 1, 2].flatMap((item) => [0, 1].map((round) => `echo e[${item}.${round}]`)),
    );
  });

  it('costs no event: nothing but the activities of its rounds', async () => {
    const body = [set('s', { x: computed('x + 1') })];
    const { performance } = await play(plan([startWith(0), repeat('loop', { while: 'x < 9' }, body)]));
    const { events } = await performance.handle.fetchHistory();
    expect(events).toHaveLength(5);
  });
});

it('a repeat that only computes, a thousand rounds long, keeps its worker alive by a timer now and then', async () => {
  const body = [set('s', { x: computed('x + 1') })];
  const loop = repeat('loop', { while: 'x < 1000' }, body, { max_iterations: 1_000 });
  const { result, performance } = await play(plan([startWith(0), loop]));
  expect(result.outputs).toEqual({ x: 1_000 });
  const { events } = await performance.handle.fetchHistory();
  const timers = events?.filter((event) => event.timerStartedEventAttributes) ?? [];
  expect(timers).toHaveLength(1);
});

describe('a repeat that outgrows its history', () => {
  it('goes on in the middle: no round runs twice, none is lost, and variables come along', async () => {
    const body = [
      onlyIf('round != 2', echo('d', 'sum + round')),
      repeat('inner', { until: 'turn >= 1' }, [echo('i', 'turn')], {
        as: 'turn',
        max_iterations: 2,
        on_limit: 'continue',
      }),
      forEach('f', '[1, 2]', [echo('g', 'item')]),
      set('s', { sum: computed('sum + 1') }),
    ];
    const story = plan([
      set('start', { sum: literal(0) }),
      repeat('loop', { while: 'sum < 4' }, body),
      gate('ok'),
      repeat('again', { until: 'round == 2' }, [echo('e', 'round'), waitFor('w', 0.05)]),
    ]);
    const performance = await startShort(story, 30);
    const first = (await performance.handle.describe()).runId;
    const asked = await approvalAsked(theatre, performance);
    await performance.handle.signal(messageNames.decide, theatre.decision('ann', asked));
    const result = await performance.handle.result();
    expect(result).toMatchObject({ status: 'completed', outputs: { sum: 4, d: 6, i: 1, f: [1, 2], e: 2 } });
    expect((await performance.handle.describe()).runId).not.toBe(first);
    const { calls } = theatre.stage;
    expect(new Set(calls).size).toBe(calls.length);
    expect(calls).toHaveLength(3 + 8 + 8 + 3);
  });

  it('takes along the events that came early and the waits that are still open', async () => {
    const deliver = (id: string, name: string) =>
      performance.handle.signal(steeringNames.event, { event_id: id, name, data: id });
    const loop = repeat('loop', { until: 'round == 9' }, [echo('d', 'round')]);
    const performance = await startShort(
      plan([parallel('p', 'all', [waitEvent('open', 'late')], [loop, waitEvent('first', 'early')])]),
      20,
    );
    const before = (await performance.handle.describe()).runId;
    await deliver('a', 'early');
    const followed = theatre.client.workflow.getHandle(performance.handle.workflowId);
    for (;;) {
      const { runId, historyLength } = await followed.describe();
      if (runId !== before && historyLength > 4) break;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await followed.signal(steeringNames.event, { event_id: 'a', name: 'early', data: 'again' });
    await followed.signal(steeringNames.event, { event_id: 'b', name: 'late', data: 'b' });
    const { outputs } = await performance.handle.result();
    expect(outputs).toEqual({ open: { name: 'late', data: 'b' }, d: 9, first: { name: 'early', data: 'a' } });
    expect(new Set(theatre.stage.calls).size).toBe(theatre.stage.calls.length);
  });
});
