import { describe, expect, it } from 'vitest';
import { CodedError } from '../../../contracts/errors/index.ts';
import type { Step } from '../../../contracts/plan/index.ts';
import {
  action,
  attempt,
  choose,
  expression,
  forEach,
  literal,
  parallel,
  repeat,
  set,
} from '../../../tests/rehearsal/plans.ts';
import { flowFrom } from './flow.ts';

const noop = (id: string) => action(id, 'noop');
const when = (source: string, ...steps: Step[]) => ({ when: expression(source), line: 1, steps });
/** Every step with where it stands: `-` before, `o` around, `+` again. */
const placesOf = (steps: readonly Step[], from_step: string) => {
  const sign = { before: '-', around: 'o', again: '+' };
  return [...flowFrom(steps, from_step).place].map(([id, place]) => `${sign[place]}${id}`).join(' ');
};
const refusalOf = (steps: readonly Step[], from_step: string): unknown => {
  try {
    return placesOf(steps, from_step);
  } catch (error) {
    return error instanceof CodedError ? [error.code, error.details.step_id] : error;
  }
};

describe('what is run again', () => {
  const line = [noop('a'), noop('b'), noop('c')];
  it.each([
    ['the first step: everything', line, 'a', '+a +b +c'],
    ['a step in the middle: it and what comes after it', line, 'b', '-a +b +c'],
    ['the last step: it alone', line, 'c', '-a -b +c'],
    [
      'a step in a branch: the other branch stands beside it and is kept',
      [parallel('p', 'all', [noop('a1'), noop('a2')], [noop('b1'), noop('b2')]), noop('after')],
      'a2',
      'op -a1 +a2 -b1 -b2 +after',
    ],
    [
      'a step in a case: the others were not chosen',
      [choose('s', [when('x', noop('one'), noop('two')), when('y', noop('other'))], [noop('else')]), noop('after')],
      'two',
      'os -one +two -other -else +after',
    ],
    [
      'a step in the else',
      [choose('s', [when('x', noop('one'))], [noop('else'), noop('last')])],
      'last',
      'os -one -else +last',
    ],
    [
      'a step in a loop',
      [forEach('each', '[1]', [noop('in'), noop('out')]), noop('after')],
      'out',
      'oeach -in +out +after',
    ],
    ['a loop itself: all that is in it', [noop('a'), repeat('r', { while: 'x' }, [noop('in')])], 'r', '-a +r +in'],
    [
      'a step that is tried: catch and finally come after it',
      [attempt('t', [noop('try1'), noop('try2')], [noop('caught')], { finally: [noop('tidied')] }), noop('after')],
      'try2',
      'ot -try1 +try2 +caught +tidied +after',
    ],
    [
      'a step deep inside: every holder stands around it',
      [
        forEach('each', '[1]', [choose('s', [when('x', parallel('p', 'any', [noop('deep')], [noop('beside')]))])]),
        noop('after'),
      ],
      'deep',
      'oeach os op +deep -beside +after',
    ],
    ['what names a variable is a step like others', [set('s', { x: literal(1) }), noop('a')], 's', '+s +a'],
  ])('from %s', (_, steps, from_step, places) => {
    expect(placesOf(steps, from_step)).toBe(places);
  });

  it('keeps for each step the steps that hold it, outermost first', () => {
    const { holders, steps } = flowFrom(
      [forEach('outer', '[1]', [repeat('inner', { while: 'x' }, [noop('deep')])])],
      'deep',
    );
    expect(holders.get('deep')?.map(({ id }) => id)).toEqual(['outer', 'inner']);
    expect(holders.get('outer')).toEqual([]);
    expect([...steps.keys()]).toEqual(['outer', 'inner', 'deep']);
  });
});

describe('what cannot be run again from', () => {
  const tried = attempt('t', [noop('try')], [noop('caught')], { finally: [noop('tidied')] });
  it.each([
    ['a step that is not in the plan', 'nowhere', 'nowhere'],
    ['a step that answers a failure', 'caught', 't'],
    ['a step that tidies up', 'tidied', 't'],
  ])('%s, and the step in the way is named', (_, from_step, named) => {
    expect(refusalOf([noop('a'), tried], from_step)).toEqual(['RERUN_NOT_POSSIBLE', named]);
  });

  it('also when the try stands inside something else', () => {
    expect(refusalOf([forEach('each', '[1]', [tried])], 'caught')).toEqual(['RERUN_NOT_POSSIBLE', 't']);
  });
});
