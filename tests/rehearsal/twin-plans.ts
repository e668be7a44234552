import type { Plan } from '../../contracts/plan/index.ts';
import {
  action,
  attempt,
  choose,
  computed,
  expression,
  forEach,
  gate,
  literal,
  onlyIf,
  parallel,
  plan,
  repeat,
  set,
  stop,
  waitFor,
} from './plans.ts';

const noop = (id: string) => action(id, 'noop');
const echo = (id: string, source: string) => action(id, 'echo', { params: { value: computed(source) }, output: id });

/** The playbooks that do what the hand-written twins do, with every pure kind of step thrown in besides. */
export const twinPlans: Readonly<
  Record<'linear' | 'switch' | 'for_each' | 'parallel' | 'loop' | 'approval_in_branch' | 'mixed', Plan>
> = {
  linear: plan(Array.from({ length: 100 }, (_, index) => noop(`s${index}`))),
  switch: plan([
    echo('first', '3'),
    set('named', { x: computed('first') }),
    choose(
      'size',
      [
        { when: expression('x > 5'), line: 1, steps: [echo('big', 'x')] },
        { when: expression('x > 1'), line: 1, steps: [echo('middle', 'x')] },
      ],
      [echo('small', '0')],
    ),
    onlyIf('x > 100', noop('never')),
    stop('done', 'completed', literal('done')),
  ]),
  for_each: plan([
    forEach('all', '[1, 2, 3, 4]', [echo('d', 'item * 2'), set('t', { y: computed('d + 1') }), echo('e', 'y')]),
  ]),
  parallel: plan([
    parallel('p', 'all', [noop('a1'), noop('a2')], [noop('b1'), noop('b2')], [noop('c1'), noop('c2')]),
    noop('after'),
  ]),
  loop: plan([
    set('start', { x: literal(1) }),
    repeat('r', { while: 'x < 100' }, [
      echo('twice', 'x * 2'),
      set('s', { x: computed('twice') }),
      onlyIf('round != 2', noop('seen')),
    ]),
  ]),
  approval_in_branch: plan([
    attempt('t', [parallel('p', 'all', [gate('ok')], [noop('beside')])], [noop('never')]),
    noop('after'),
  ]),
  mixed: plan([
    forEach('all', '[1, 2, 3]', [
      repeat('r', { until: 'round == 1' }, [echo('e', 'item + round')]),
      choose('size', [{ when: expression('e > 2'), line: 1, steps: [noop('large')] }]),
      set('s', { value: computed('e') }),
    ]),
    attempt('t', [echo('good', '1'), set('u', { x: computed('good > nothing') })], [noop('caught')], {
      finally: [noop('tidied')],
    }),
    parallel('p', 'all', [noop('left')], [noop('right')]),
    waitFor('w', 0.05),
    stop('done', 'completed', computed('all')),
  ]),
};
