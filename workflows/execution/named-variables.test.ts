import { describe, expect, it } from 'vitest';
import {
  action,
  attempt,
  child,
  choose,
  expression,
  forEach,
  gate,
  literal,
  parallel,
  repeat,
  set,
  stop,
  waitEvent,
  waitFor,
} from '../../tests/rehearsal/plans.ts';
import { isObject, namedSoFar, namesIn } from './named-variables.ts';

describe('the variables that steps may name', () => {
  it('are outputs and settings, through every kind that shares its frame', () => {
    const put = (name: string) => set(`set_${name}`, { [name]: literal(1) });
    const steps = [
      action('a', 'echo', { output: 'a' }),
      action('quiet', 'echo'),
      gate('b'),
      choose('c', [{ when: expression('true'), line: 1, steps: [put('d')] }], [put('e')]),
      parallel('p', 'all', [put('f')], [put('g')]),
      repeat('r', { until: 'true' }, [put('h')]),
      attempt('t', [put('i')], [put('j')], { finally: [put('k')] }),
      child('l', 'other_v1'),
      waitEvent('m', 'go'),
      waitFor('w', 1),
      stop('s', 'completed'),
    ];
    expect(namesIn(steps)).toEqual([...'abdefghijklm']);
  });

  it('inside the rounds of a for_each stay there', () => {
    expect(namesIn([forEach('all', '[1]', [set('s', { inner: literal(1) })])])).toEqual(['all']);
  });
});

it('what was named so far is what is there, null included, and nothing else', () => {
  const frame = { iteration: '', variables: { a: 1, b: null, other: 3 } };
  expect(namedSoFar(['a', 'b', 'never'], frame)).toEqual({ a: 1, b: null });
});

it('only objects are objects', () => {
  expect([{}, { a: 1 }, null, [], 'x', undefined].map((value) => isObject(value))).toEqual([
    ...[true, true, false, false, false, false],
  ]);
});
