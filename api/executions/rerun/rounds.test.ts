import { describe, expect, it } from 'vitest';
import type { Step } from '../../../contracts/plan/index.ts';
import type { StepResultRow } from '../../../db/queries/reruns.ts';
import { action, forEach, repeat } from '../../../tests/rehearsal/plans.ts';
import { flowFrom } from './flow.ts';
import { finishedRounds, isDone, loopsAround } from './rounds.ts';

const noop = (id: string, more = {}) => action(id, 'noop', more);
type Status = StepResultRow['status'];
const row = (named: string, status: Status): StepResultRow => {
  const [step_id = '', iteration = ''] = named.split('/');
  return { step_id, iteration, phase: 'run', status, output: null, summary: null };
};
/** The rows that belong to finished rounds, when the execution is run again from a step. */
const finishedOf = (steps: readonly Step[], from_step: string, rows: Readonly<Record<string, Status>>) => {
  const all = Object.entries(rows).map(([named, status]) => row(named, status));
  const isFinished = finishedRounds(flowFrom(steps, from_step), all);
  return all.filter(isFinished).map(({ step_id, iteration }) => `${step_id}/${iteration}`);
};

describe('whether nothing is left to do at a step', () => {
  it.each([
    ['completed', {}, true],
    ['skipped', {}, true],
    ['running', {}, false],
    ['waiting_for_approval', {}, false],
    ['failed', {}, false],
    ['failed', { on_error: 'continue' }, true],
    ['failed', { on_error: 'compensate' }, false],
  ] as const)('%s with %j: %s', (status, more, done) => {
    expect(isDone(row('a/', status), noop('a', more))).toBe(done);
  });

  it('a step that is no longer in the plan has failed for good', () => {
    expect(isDone(row('gone/', 'failed'), undefined)).toBe(false);
  });
});

describe('rounds of a loop that is gone into again', () => {
  const loop = [forEach('each', '[1, 2, 3]', [noop('a'), noop('b')]), noop('after')];

  it('are kept when they are finished, and repeated when a step of theirs failed', () => {
    const rows = {
      'a/0': 'completed',
      'b/0': 'completed',
      'a/1': 'completed',
      'b/1': 'failed',
      'a/2': 'skipped',
      'b/2': 'completed',
    } as const;
    expect(finishedOf(loop, 'b', rows)).toEqual(['a/0', 'b/0', 'a/2', 'b/2']);
  });

  it('are all repeated when all of them are finished: that is what was asked for', () => {
    expect(
      finishedOf(loop, 'a', { 'a/0': 'completed', 'b/0': 'completed', 'a/1': 'completed', 'b/1': 'completed' }),
    ).toEqual([]);
  });

  it('are nobody’s business when the loop lies before the step', () => {
    expect(finishedOf(loop, 'after', { 'a/0': 'completed', 'b/0': 'failed', 'a/1': 'completed' })).toEqual([]);
  });

  it('a failure that is passed over does not open its round', () => {
    const lenient = [forEach('each', '[1, 2]', [noop('a', { on_error: 'continue' }), noop('b')])];
    expect(finishedOf(lenient, 'b', { 'a/0': 'failed', 'b/0': 'completed', 'b/1': 'failed' })).toEqual(['a/0', 'b/0']);
  });

  it('of a loop in a loop are told apart by both numbers', () => {
    const nested = [forEach('outer', '[1, 2]', [repeat('inner', { while: 'x' }, [noop('deep')])])];
    const rows = {
      'deep/0.0': 'completed',
      'deep/0.1': 'completed',
      'deep/1.0': 'completed',
      'deep/1.1': 'failed',
    } as const;
    expect(finishedOf(nested, 'deep', rows)).toEqual(['deep/0.0', 'deep/0.1', 'deep/1.0']);
  });

  it('are counted by the loops around a step, outermost first, and by nothing else', () => {
    const flow = flowFrom(
      [forEach('outer', '[1]', [repeat('inner', { while: 'x' }, [noop('deep')])]), noop('plain')],
      'plain',
    );
    expect(loopsAround(flow, 'deep').map(({ id }) => id)).toEqual(['outer', 'inner']);
    expect(loopsAround(flow, 'plain')).toEqual([]);
    expect(loopsAround(flow, 'nowhere')).toEqual([]);
  });
});
