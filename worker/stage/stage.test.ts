import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Step } from '../../contracts/plan/index.ts';
import { action, computed, forEach, gate, literal, parallel, plan, waitFor } from '../../tests/rehearsal/plans.ts';
import { annSays, echoes, inputOf, monday, playOf, scriptOf } from '../../tests/stage/play-plan.ts';
import type { Play, StageAnswer } from './script.ts';
import { openStage, type Stage } from './stage.ts';

const hour = 3_600_000;
const echo = (id: string, source: string) => action(id, 'echo', { params: { value: computed(source) }, output: id });
const returned = (outputs: object) => ({
  kind: 'returned',
  value: { status: 'completed', result: null, outputs },
});
const failing = (retryable: boolean): StageAnswer => ({
  kind: 'failure',
  code: 'PLATFORM_UNAVAILABLE',
  message: 'No answer.',
  details: { row: 7 },
  retryable,
});

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const run = (steps: readonly Step[], script = scriptOf(echoes), more: Partial<Play> = {}) =>
  stage.play(playOf(plan(steps), more), script);

describe('an execution on the stage', () => {
  it('is the product’s own interpreter: values go from step to step and what people see is reported', async () => {
    const script = scriptOf(echoes);
    const { ending, reports } = await run([echo('a', '20'), echo('b', 'a + 1')], script);
    expect(ending).toEqual(returned({ a: 20, b: 21 }));
    expect(script.calls).toEqual(['run a', 'run b']);
    expect(reports.map((each) => each.sink).filter((sink) => sink.startsWith('read_model.'))).toEqual([
      'read_model.started',
      'read_model.finished',
    ]);
  });

  it('waits a week in no time, and the clock says that a week went by', async () => {
    const { ending, ended_at_ms } = await run([waitFor('week', 7 * 24 * 3600), echo('day', 'now')]);
    expect(ended_at_ms).toBe(monday + 7 * 24 * hour);
    expect(ending).toEqual(returned({ day: '2026-01-12T08:00:00.000Z' }));
  });

  it('of two branches the one whose activity answers first goes on first', async () => {
    const slow = { a: 5_000, b: 1_000 };
    const script = scriptOf((call) => ({
      ...{ kind: 'value', value: { output: call.origin.step_id } },
      after_ms: call.origin.step_id === 'a' ? slow.a : slow.b,
    }));
    await run([parallel('both', 'all', [echo('a', '1'), echo('a2', '1')], [echo('b', '1'), echo('b2', '1')])], script);
    expect(script.calls).toEqual(['run a', 'run b', 'run b2', 'run a2']);
  });

  it('repeats a failed attempt with the pauses of its policy, and gives up after the last', async () => {
    const attempts: number[] = [];
    const script = scriptOf((_call, raw) => {
      attempts.push(raw.now_ms - monday);
      return failing(true);
    });
    const retry = {
      ...action('x', 'noop').retry,
      max_attempts: 4,
      initial_interval_seconds: 1,
      backoff_coefficient: 2,
    };
    const { ending } = await run([action('a', 'noop', { retry: { ...retry, max_interval_seconds: 3 } })], script);
    expect(attempts).toEqual([0, 1_000, 3_000, 6_000]);
    expect(ending).toEqual({
      ...{ kind: 'failed', code: 'PLATFORM_UNAVAILABLE', message: 'No answer.', details: { row: 7 } },
    });
  });

  it('does not repeat what must not be repeated, whether the failure or the step says so', async () => {
    const once = scriptOf(() => failing(false));
    await run([action('a', 'noop')], once);
    expect(once.calls).toHaveLength(1);
    const listed = scriptOf(() => failing(true));
    const { retry } = action('a', 'noop');
    await run([action('a', 'noop', { retry: { ...retry, non_retryable: ['PLATFORM_UNAVAILABLE'] } })], listed);
    expect(listed.calls).toHaveLength(1);
  });

  it('ends a call that never answers with its time-out, each attempt anew', async () => {
    const script = scriptOf(() => ({ kind: 'silence' }));
    const { ending, ended_at_ms } = await run([action('a', 'noop', { timeout_seconds: 10 })], script);
    expect(ending).toMatchObject({ kind: 'failed' });
    expect(script.calls).toHaveLength(3);
    expect(ended_at_ms - monday).toBe(30_000 + 20 + 40);
  });

  it('hears a decision when its time has come, or the deadline before it', async () => {
    const deciding = (after: number) =>
      scriptOf(echoes, ({ approval_id }, director) => director.after(after, annSays('approve', approval_id)));
    const early = await run([gate('ask')], deciding(hour / 2));
    expect(early.ending).toMatchObject({ value: { status: 'completed', outputs: { ask: { approved: true } } } });
    expect(early.ended_at_ms).toBe(monday + hour / 2);
    const late = await run([gate('ask')], deciding(2 * hour));
    expect(late.ending).toMatchObject({ value: { status: 'expired' } });
    expect(late.ended_at_ms).toBe(monday + hour);
  });

  it('is cancelled from outside, and what it waited for is gone', async () => {
    const { ending, ended_at_ms } = await run([waitFor('w', 100), echo('never', '1')], undefined, {
      happenings: [{ at_ms: monday + 5_000, happening: { kind: 'cancel', workflow_id: 'w1' } }],
    });
    expect(ending).toEqual({ kind: 'cancelled' });
    expect(ended_at_ms).toBe(monday + 5_000);
  });

  it('cancels an activity of a branch that lost, and goes on at once', async () => {
    const script = scriptOf((call) => (call.origin.step_id === 'slow' ? { kind: 'silence' } : echoes(call)));
    const { ending, ended_at_ms } = await run(
      [parallel('first', 'any', [echo('slow', '1')], [echo('fast', '2')]), echo('after', 'fast')],
      script,
    );
    expect(ending).toEqual(returned({ fast: 2, after: 2 }));
    expect(ended_at_ms).toBe(monday);
  });

  it('is ended by the server when its time is up', async () => {
    const { ending, ended_at_ms } = await run([waitFor('w', 100)], undefined, { execution_timeout_ms: 60_000 });
    expect(ending).toEqual({ kind: 'timed_out' });
    expect(ended_at_ms).toBe(monday + 60_000);
  });

  it('moves on to a new history, and a signal finds it there', async () => {
    const story = plan([forEach('all', '[1, 2, 3, 4, 5, 6]', [echo('d', 'item * 2')]), gate('ask')]);
    const script = scriptOf(echoes, ({ approval_id }, director) =>
      director.after(hour / 2, annSays('approve', approval_id)),
    );
    const args = [inputOf(story), null, { events: 25, bytes: 1e9 }];
    const { ending, histories } = await stage.play(playOf(story, { args }), script);
    expect(ending).toMatchObject({ value: { status: 'completed', outputs: { all: [2, 4, 6, 8, 10, 12] } } });
    expect(histories.length).toBeGreaterThan(1);
    expect(new Set(histories.map((each) => each.identity.first_run_id)).size).toBe(1);
    for (const history of histories) expect(await stage.replay(history)).toBeNull();
  });

  it('gives the same whether what happens at one moment is told one by one or all at once', async () => {
    const story = [forEach('all', '[1, 2, 3, 4, 5]', [echo('d', 'item'), echo('e', 'd * 2')], { max_parallel: 3 })];
    const singly = await run(story, scriptOf(echoes), { deliver: 'singly' });
    const together = await run(story, scriptOf(echoes), { deliver: 'together' });
    expect(together.ending).toEqual(singly.ending);
    expect(together.histories[0]?.activations.length).toBeLessThan(singly.histories[0]?.activations.length ?? 0);
  });

  it('that fails in the interpreter itself is called broken instead of being repeated for ever', async () => {
    const { ending } = await stage.play(playOf(plan([]), { args: [null] }), scriptOf(echoes));
    expect(ending).toMatchObject({ kind: 'broken', message: expect.stringContaining('null') });
  });
});

describe('telling a history again', () => {
  it('gives the same commands, over waits, branches, gates and failures', async () => {
    const script = scriptOf(
      (call) => (call.origin.step_id === 'bad' ? failing(false) : echoes(call)),
      ({ approval_id }, director) => director.after(1_000, annSays('approve', approval_id)),
    );
    const steps = [
      waitFor('w', 60),
      parallel('p', 'any', [waitFor('x', 600)], [echo('b', '1')]),
      action('bad', 'noop', { on_error: 'continue' }),
      gate('ask'),
    ];
    const { histories, ending } = await run(steps, script);
    expect(ending).toMatchObject({ kind: 'returned' });
    for (const history of histories) expect(await stage.replay(history)).toBeNull();
  });

  it('finds the place at which it goes another way', async () => {
    const { histories } = await run([echo('a', '1'), echo('b', '2')]);
    const [record] = histories;
    if (record === undefined) throw new TypeError('Nothing was played');
    const changed = JSON.parse(
      JSON.stringify(record.commands[1]).replace('RehearsalAgent.echo', 'RehearsalAgent.noop'),
    );
    const [first, , ...rest] = record.commands;
    const divergence = await stage.replay({ ...record, commands: [first ?? [], changed, ...rest] });
    expect(divergence).toMatchObject({ activation: 1, first: expect.stringContaining('noop') });
  });
});

describe('a history on the stage', () => {
  it.each(['action-outputs', 'wait-for', 'for-each-in-turn', 'action-failure-passed-over'])(
    'has as many events as the one that a server recorded: %s',
    async (name) => {
      const recorded = JSON.parse(readFileSync(`tests/replay/histories/${name}.history.json`, 'utf8'));
      const stories: Readonly<Record<string, readonly Step[]>> = {
        'action-outputs': [echo('a', '1'), echo('b', 'a + 1')],
        'wait-for': [waitFor('w', 0.2), echo('a', '1')],
        'for-each-in-turn': [forEach('all', '[1, 2, 3]', [echo('d', 'item * 2')])],
        'action-failure-passed-over': [
          action('broken', 'fail', { params: { code: literal('PLATFORM_REFUSED') }, on_error: 'continue' }),
          echo('a', '1'),
        ],
      };
      const script = scriptOf((call) => (call.origin.step_id === 'broken' ? failing(false) : echoes(call)));
      const { histories } = await run(stories[name] ?? [], script);
      expect(histories[0]?.events).toBe(recorded.events.length);
    },
  );
});

describe('the inner modules of the SDK on which the stage stands', () => {
  it('are those of the version it was written against; after an update, read ADR 0005 before changing this number', () => {
    const { version } = createRequire(import.meta.url)('@temporalio/worker/package.json');
    expect(version).toBe('1.24.0');
  });
});
