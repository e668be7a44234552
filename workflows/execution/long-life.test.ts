import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { action, computed, forEach, gate, parallel, plan } from '../../tests/rehearsal/plans.ts';
import { annSays, echoes, inputOf, playOf, scriptOf } from '../../tests/stage/play-plan.ts';
import type { Play } from '../../worker/stage/script.ts';
import { openStage, type Stage } from '../../worker/stage/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const echo = (id: string, source: string) => action(id, 'echo', { params: { value: computed(source) }, output: id });
const numbers = (count: number) => `[${Array.from({ length: count }, (_, index) => index).join(', ')}]`;
describe('an execution of nine thousand steps', () => {
  it('goes through several histories with an approval open all the while, and asks and does everything once', async () => {
    const half = forEach('half', numbers(67), [
      forEach('inner', numbers(67), [action('left', 'noop'), action('right', 'noop')]),
    ]);
    const ids: string[] = [];
    const script = scriptOf(
      () => ({ kind: 'value', value: { output: null }, after_ms: 10 }),
      (approval) => ids.push(approval.approval_id),
    );
    const beside = parallel('beside', 'all', [gate('ok', { timeout_seconds: 86_400 })], [half, action('end', 'noop')]);
    const asked = await stage.play(playOf(plan([beside])), {
      ...script,
      answer: (call, director) => {
        const answer = script.answer(call, director);
        if (script.calls.at(-1) === 'run end') director.after(1_000, annSays('approve', ids[0] ?? ''));
        return answer;
      },
    });
    expect(asked.ending).toMatchObject({ kind: 'returned', value: { status: 'completed' } });
    expect(script.calls).toHaveLength(2 * 67 * 67 + 1);
    expect(new Set(script.calls).size).toBe(script.calls.length);
    expect(ids).toHaveLength(1);
    expect(asked.histories.length).toBeGreaterThanOrEqual(6);
  });

  it('survives 10,001 messages that may not count: it moves on, tells of the first two hundred, and hears the real one', async () => {
    const story = plan([gate('ok', { quorum: 1, timeout_seconds: 86_400 })]);
    let sent = 0;
    const script = scriptOf(echoes, (approval, director) => {
      for (; sent < 10_001; sent += 1) {
        const { args, ...rest } = annSays('approve', approval.approval_id);
        const forged = args.map((each) => ({ ...each, decision_id: `forged ${sent}`, plan_digest: 'old' }));
        director.after(1_000 + sent, { ...rest, args: forged });
      }
      director.after(20_000, annSays('approve', approval.approval_id));
    });
    const { ending, histories, reports } = await stage.play(playOf(story), script);
    expect(ending).toMatchObject({ kind: 'returned', value: { status: 'completed' } });
    expect(histories.length).toBeGreaterThanOrEqual(2);
    expect(reports.filter(({ sink }) => sink === 'read_model.decision')).toHaveLength(200);
  });
});

describe('a decision at the very edge of the deadline', () => {
  const race = async (after_ms: number, deliver: NonNullable<Play['deliver']>) => {
    const script = scriptOf(echoes, (approval, director) =>
      director.after(100_000 + after_ms, annSays('approve', approval.approval_id)),
    );
    const { ending } = await stage.play(playOf(plan([gate('ok', { timeout_seconds: 100 })]), { deliver }), script);
    return ending.kind === 'returned' ? JSON.stringify(ending.value) : ending.kind;
  };

  it.each(['singly', 'together'] as const)(
    'is a yes a millisecond before and nothing a millisecond after (%s)',
    async (deliver) => {
      expect(await race(-1, deliver)).toMatch(/"status":"completed"/);
      expect(await race(1, deliver)).toMatch(/"status":"expired"/);
    },
  );

  it('in the same millisecond is decided by the order of the history, the same on every replay', async () => {
    const ids: string[] = [];
    const script = scriptOf(echoes, (approval, director) => {
      ids.push(approval.approval_id);
      director.after(100_000, annSays('approve', approval.approval_id));
    });
    for (const deliver of ['singly', 'together'] as const) {
      const story = playOf(plan([gate('ok', { timeout_seconds: 100 })]), { deliver });
      const { ending, histories } = await stage.play(story, script);
      expect(ending.kind).toBe('returned');
      for (const history of histories) expect(await stage.replay(history)).toBeNull();
    }
  });
});

describe('an execution that goes on where another one failed', () => {
  const from_execution_id = '00000000-0000-4000-8000-000000000001';
  const again = async (
    steps: Parameters<typeof plan>[0],
    results: Readonly<Record<string, null | number | boolean>>,
  ) => {
    const script = scriptOf(echoes);
    const story = plan(steps);
    const args = [inputOf(story, { reused: { from_execution_id, results } })];
    const { ending, reports } = await stage.play(playOf(story, { args }), script);
    const reused = reports.flatMap(({ args: [report] }) =>
      typeof report === 'object' &&
      report !== null &&
      'reused' in report &&
      'step_id' in report &&
      'iteration' in report
        ? [`${report.step_id}[${report.iteration}]`]
        : [],
    );
    return { value: ending.kind === 'returned' ? ending.value : ending, calls: script.calls, reused };
  };

  it('runs no step that has a result, and later steps read what it named', async () => {
    const steps = [
      echo('a', '1'),
      { ...echo('b', '2'), condition: { source: 'a > 100', line: 1 } },
      echo('c', 'a + 1'),
    ];
    const { value, calls, reused } = await again(steps, { 'a/': 41, 'b/?': true, 'b/': 7 });
    expect(value).toMatchObject({ outputs: { a: 41, b: 7, c: 42 } });
    expect(calls).toEqual(['run c']);
    expect(reused).toEqual(['a[]', 'b[]']);
  });

  it('repeats only those rounds of a loop that have no result', async () => {
    const loop = forEach('all', '[10, 20, 30]', [echo('first', 'item'), echo('second', 'first + 1')]);
    const { value, calls } = await again([loop], { 'first/0': 1, 'second/0': 2, 'first/2': 5 });
    expect(value).toMatchObject({ outputs: { all: [2, 21, 6] } });
    expect(calls).toEqual(['run first[1]', 'run second[1]', 'run second[2]']);
  });

  it('takes a given value for a step that was skipped', async () => {
    const { value, calls } = await again([echo('a', '1'), echo('b', 'a + 1')], { 'a/': 9 });
    expect(value).toMatchObject({ outputs: { a: 9, b: 10 } });
    expect(calls).toEqual(['run b']);
  });
});
