import { describe, expect, it } from 'vitest';
import { CodedError } from '../../../contracts/errors/index.ts';
import type { Step } from '../../../contracts/plan/index.ts';
import { action, child, choose, expression, forEach, literal, parallel, set } from '../../../tests/rehearsal/plans.ts';
import { flowFrom } from './flow.ts';
import { holdToResults } from './plan-for-rerun.ts';

const noop = (id: string, more = {}) => action(id, 'noop', more);
const again = noop('again');
/** Null when the newer steps may use the results; else the step in the way. */
const inTheWay = (was: readonly Step[], is: readonly Step[], ...result_keys: string[]): unknown => {
  try {
    holdToResults(flowFrom([...was, again], 'again'), flowFrom([...is, again], 'again'), result_keys);
    return null;
  } catch (error) {
    return error instanceof CodedError ? [error.code, error.details.step_id] : error;
  }
};
const looped = (...steps: Step[]) => [forEach('each', '[1]', steps)];
const refused = ['RERUN_NOT_POSSIBLE', 'a'];

describe('a newer version that goes on with older results', () => {
  it.each([
    ['is the same', [noop('a')], [noop('a')], null],
    ['has more steps', [noop('a')], [noop('new'), noop('a')], null],
    [
      'has other parameters, another name or another time-out',
      [noop('a')],
      [noop('a', { params: { x: literal(1) }, timeout_seconds: 5, name: 'A' })],
      null,
    ],
    ['has lost a step whose result nobody uses', [noop('a'), noop('b')], [noop('a')], null],
    ['has lost the step', [noop('a')], [], refused],
    ['calls another action under its id', [noop('a')], [action('a', 'echo')], refused],
    ['does something else under its id', [noop('a')], [set('a', { x: literal(1) })], refused],
    ['starts another playbook', [child('a', 'one_v1')], [child('a', 'two_v1')], refused],
    ['starts the same playbook', [child('a', 'one_v1')], [child('a', 'one_v1', { inputs: { x: literal(1) } })], null],
    ['has moved it into a loop', [noop('a')], looped(noop('a')), refused],
    ['has moved it out of a loop', looped(noop('a')), [noop('a')], refused],
    ['has it in the same loop', looped(noop('a')), looped(noop('b'), noop('a')), null],
    ['has it in a loop of another name', looped(noop('a')), [forEach('every', '[1]', [noop('a')])], refused],
    [
      'has it in another kind of holder of the same name',
      [parallel('p', 'all', [noop('a')])],
      [choose('p', [{ when: expression('x'), line: 1, steps: [noop('a')] }])],
      refused,
    ],
  ])('%s', (_, was, is, answer) => {
    expect(inTheWay(was, is, 'a/')).toEqual(answer);
  });

  it('is held to each step once, whatever its rounds, conditions and choices are called', () => {
    const keys = ['a/0', 'a/0?', 'a/1.2', 'a/#', 'a/0~until'];
    expect(inTheWay(looped(noop('a')), looped(noop('a')), ...keys)).toBeNull();
    expect(inTheWay(looped(noop('a')), [], ...keys)).toEqual(refused);
  });

  it('without results may be anything', () => {
    expect(inTheWay([noop('a')], [noop('b')])).toBeNull();
  });
});
