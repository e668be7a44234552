import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenChildCall } from '../../contracts/activity-envelope.ts';
import type { PlaybookStep, Step } from '../../contracts/plan/index.ts';
import { action, computed, parallel, plan, waitFor } from '../../tests/rehearsal/plans.ts';
import { echoes, inputOf, monday, playOf, scriptOf } from '../../tests/stage/play-plan.ts';
import type { Play, Script } from './script.ts';
import { openStage, type Stage } from './stage.ts';

const echo = (id: string, source: string) => action(id, 'echo', { params: { value: computed(source) }, output: id });
const child = (id: string): PlaybookStep => ({
  ...{ id, line: 1, name: null, condition: null, kind: 'playbook', playbook_id: 'child_v1', inputs: {}, output: id },
});

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

/** Opens every child with these steps, under an id that follows from the step. */
function family(
  steps: readonly Step[],
  more: { readonly same_id?: boolean } = {},
): Script & { readonly calls: string[] } {
  const script = scriptOf(echoes);
  return {
    calls: script.calls,
    answer: (raw, director) => {
      if (raw.activity_type !== 'journal.open_child') return script.answer(raw, director);
      const call: OpenChildCall = JSON.parse(JSON.stringify(raw.args[0]));
      const story = plan(steps, { playbook_id: 'child_v1', timeout_seconds: 3_600 });
      const input = inputOf(story, { execution_id: `child of ${call.origin.step_id}`, inputs: call.inputs });
      const workflow_id = more.same_id === true ? 'one id' : `child-${call.origin.step_id}`;
      return { kind: 'value', value: { input, workflow_id } };
    },
  };
}

const run = (steps: readonly Step[], script: Script, more: Partial<Play> = {}) =>
  stage.play(playOf(plan(steps), more), script);

describe('a child on the stage', () => {
  it('has a history of its own, is waited for, and gives its result to its parent', async () => {
    const script = family([waitFor('nap', 600), echo('inner', '4')]);
    const { ending, histories, ended_at_ms } = await run([child('c'), echo('after', 'c.outputs.inner')], script);
    expect(ending).toMatchObject({ value: { status: 'completed', outputs: { after: 4 } } });
    expect(ended_at_ms).toBe(monday + 600_000);
    expect(histories.map((each) => each.identity.workflow_id)).toEqual(['w1', 'child-c']);
    expect(histories[1]?.identity.parent).toEqual({ workflow_id: 'w1', run_id: histories[0]?.identity.run_id });
    for (const history of histories) expect(await stage.replay(history)).toBeNull();
  });

  it('that fails or runs out of its own time fails the step of its parent', async () => {
    const failing = { ...family([]), answer: family([action('bad', 'noop')]).answer };
    const script: Script = {
      answer: (raw, director) =>
        raw.activity_type === 'RehearsalAgent.noop'
          ? { kind: 'failure', code: 'PLATFORM_REFUSED', message: 'No.', retryable: false }
          : failing.answer(raw, director),
    };
    const refused = await run([child('c')], script);
    expect(refused.ending).toMatchObject({
      kind: 'failed',
      code: 'CHILD_EXECUTION_FAILED',
      details: { code: 'PLATFORM_REFUSED' },
    });
    const slow = await run([child('c')], family([waitFor('nap', 7_200)]));
    expect(slow.ending).toMatchObject({ kind: 'failed', code: 'CHILD_EXECUTION_FAILED' });
    expect(slow.ended_at_ms).toBe(monday + 3_600_000);
  });

  it('is cancelled when its parent is, or when its branch has lost', async () => {
    const script = family([waitFor('nap', 600), echo('inner', '4')]);
    const happenings = [{ at_ms: monday + 5_000, happening: { kind: 'cancel' as const, workflow_id: 'w1' } }];
    const cancelled = await run([child('c')], script, { happenings });
    expect(cancelled.ending).toEqual({ kind: 'cancelled' });
    expect(cancelled.ended_at_ms).toBe(monday + 5_000);
    const lost = await run([parallel('p', 'any', [child('c')], [waitFor('w', 60)]), echo('after', '1')], script);
    expect(lost.ending).toMatchObject({ value: { status: 'completed' } });
    expect(lost.ended_at_ms).toBe(monday + 60_000);
    expect(script.calls).toEqual(['run after']);
  });

  it('cannot have the id of another one', async () => {
    const { ending } = await run([child('a'), child('b')], family([echo('inner', '1')], { same_id: true }));
    expect(ending).toMatchObject({ kind: 'failed' });
  });
});

describe('what came too late', () => {
  it('an answer to an activity that was cancelled is not told any more', async () => {
    const script = scriptOf((call) => ({ ...echoes(call), after_ms: call.origin.step_id === 'slow' ? 60_000 : 1_000 }));
    const steps = [
      parallel('p', 'any', [echo('slow', '1')], [echo('fast', '2')]),
      waitFor('w', 600),
      echo('end', 'fast'),
    ];
    const { ending, ended_at_ms } = await run(steps, script);
    expect(ending).toMatchObject({ kind: 'returned', value: { outputs: { fast: 2, end: 2 } } });
    expect(ended_at_ms).toBe(monday + 602_000);
  });

  it('a signal to an execution that has ended, or that never was, goes nowhere', async () => {
    const signal = (workflow_id: string) => ({ kind: 'signal' as const, workflow_id, name: 'decide', args: [{}] });
    const script: Script = {
      answer: (_raw, director) => {
        director.after(500, signal('nobody'));
        return { kind: 'value', value: { output: 1 }, after_ms: 1_000 };
      },
    };
    expect((await run([echo('a', '1')], script)).ending).toMatchObject({ kind: 'returned' });
  });
});
