import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Step } from '../../contracts/plan/index.ts';
import { action, attempt, child, forEach, literal, plan, repeat, set } from '../../tests/rehearsal/plans.ts';
import { echoes, inputOf, playOf, scriptOf } from '../../tests/stage/play-plan.ts';
import type { StageCall } from '../../worker/stage/script.ts';
import { openStage, type Stage } from '../../worker/stage/stage.ts';
import { createFuel, type FuelRecord } from './fuel.ts';

const code = expect.objectContaining({ type: 'EXECUTION_FUEL_EXHAUSTED' });
const one = action('one', 'noop');

describe('what one execution may use up', () => {
  it('is so many steps and so many children, and a little more for cleaning up after the steps have run out', () => {
    const fuel = createFuel(null, { steps: 2, children: 1 });
    for (let at = 0; at < 2; at += 1) fuel.step(one);
    expect(() => fuel.step(one)).toThrow(code);
    expect(() => fuel.step(one)).not.toThrow();
    for (let at = 0; at < 997; at += 1) fuel.step(one);
    fuel.step(one);
    expect(() => fuel.step(one)).toThrow(code);
    fuel.child(one);
    expect(() => fuel.child(one)).toThrow(code);
  });

  it('is counted on in the next history', () => {
    const first = createFuel(null, { steps: 2, children: 1 });
    first.step(one);
    first.child(one);
    const carried: FuelRecord = JSON.parse(JSON.stringify(first.pack()));
    const second = createFuel(carried, { steps: 2, children: 1 });
    second.step(one);
    expect(() => second.step(one)).toThrow(code);
    expect(() => second.child(one)).toThrow(code);
  });
});

describe('an execution that does not end by itself', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  /** Plays a plan as an execution that has used up all but a few of its steps and children in earlier histories. */
  const late = async (
    steps: readonly Step[],
    left: { steps?: number; children?: number },
    more: Parameters<typeof plan>[1] = {},
  ) => {
    const script = scriptOf(echoes);
    const seen: StageCall[] = [];
    const story = plan(steps, more);
    const fuel = { steps: 100_000 - (left.steps ?? 1_000), children: 1_000 - (left.children ?? 10), exhausted: false };
    // Short histories, so that what is counted must come along.
    const limits = { events: 60, bytes: 1e9 };
    const luggage = JSON.parse(JSON.stringify({ results: {}, mailbox: { closed: [], outcomes: {} }, fuel }));
    const answer: typeof script.answer = (call, director) => {
      seen.push(call);
      if (call.activity_type !== 'journal.open_child') return script.answer(call, director);
      return { kind: 'failure', code: 'PLAYBOOK_NOT_FOUND', message: 'There is no such playbook.', retryable: false };
    };
    const performance = await stage.play(playOf(story, { args: [inputOf(story), luggage, limits] }), {
      ...script,
      answer,
    });
    return { ...performance, calls: script.calls, seen };
  };
  const ended = { ending: { kind: 'failed', code: 'EXECUTION_FUEL_EXHAUSTED' } };

  it('is stopped when a loop inside a loop takes too many steps, though each loop catches what its steps throw', async () => {
    const spinning = repeat('inner', { while: 'true' }, [attempt('guard', [set('spin', { x: literal(1) })], [one])], {
      max_iterations: 1_000,
      on_limit: 'continue',
    });
    const story = repeat('outer', { while: 'true' }, [attempt('around', [spinning], [])], { max_iterations: 1_000 });
    expect(await late([story], { steps: 500 })).toMatchObject({ ...ended, calls: [] });
  });

  it('is stopped though each item may fail, and whatever it has as on_error', async () => {
    const items = `[${Array.from({ length: 100 }, (_, at) => at).join(',')}]`;
    const loop = forEach('all', items, [action('a', 'noop', { on_error: 'continue' })], { on_item_error: 'continue' });
    const { ending, calls, histories } = await late([loop], { steps: 51 });
    expect(ending).toMatchObject(ended.ending);
    expect(calls.length).toBeLessThanOrEqual(50);
    expect(calls.length).toBeGreaterThan(30);
    expect(histories.length).toBeGreaterThan(3);
  });

  it('still runs `finally` and `on_failure` to their ends', async () => {
    const story = attempt('try', [repeat('spin', { while: 'true' }, [one])], null, {
      finally: [action('tidy', 'noop')],
    });
    const { ending, calls } = await late([story], { steps: 5 }, { on_failure: [action('tell', 'noop')] });
    expect(ending).toMatchObject(ended.ending);
    expect(calls.slice(-2)).toEqual(['run tidy', 'run tell']);
  });

  it('starts no more children than one execution may', async () => {
    const fan = forEach('fan', '[1, 2, 3, 4]', [child('again', 'rehearsal_v1')], { on_item_error: 'continue' });
    const { ending, seen } = await late([fan], { children: 2 });
    expect(ending).toMatchObject({ ...ended.ending, details: { counted: 'children', limit: 1_000 } });
    expect(seen.filter((call) => call.activity_type === 'journal.open_child')).toHaveLength(2);
  });

  it('is counted step by step: all that it may take is taken, and not one more', async () => {
    const numbers = (count: number) => `[${Array.from({ length: count }, (_, at) => at).join(',')}]`;
    const loop = forEach('a', numbers(4), [set('s', { x: literal(1) })]);
    expect((await late([loop], { steps: 5 })).ending.kind).toBe('returned');
    expect((await late([loop], { steps: 4 })).ending.kind).toBe('failed');
  });
});
