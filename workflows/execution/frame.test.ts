import { array, assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { everyStep } from '../../contracts/plan/every-step.ts';
import {
  action,
  choose,
  computed,
  expression,
  forEach,
  literal,
  parallel,
  set,
  stop,
} from '../../tests/rehearsal/plans.ts';
import { evaluated, type Frame, filled, filledMap, holds, outputsOf, roundFrame } from './frame.ts';

const open = (variables: Frame['variables'] = {}): Frame => ({
  iteration: '',
  variables: { inputs: { limit: 5 }, context: {}, entity: null, execution: { id: 'e' }, now: 'then', ...variables },
});

describe('a round of a loop', () => {
  it('sees what is outside and keeps what it names inside', () => {
    const outer = open({ found: 1 });
    const round = roundFrame(outer, 0, 'item', { id: 'a' });
    round.variables.inner = 2;
    expect(evaluated(expression('found + inner'), round)).toBe(3);
    expect(evaluated(expression('item.id'), round)).toBe('a');
    expect(Object.keys(outputsOf(outer))).toEqual(['found']);
  });

  it('hides an outer name of the same kind only for itself', () => {
    const outer = open({ item: 'outside' });
    expect(evaluated(expression('item'), roundFrame(outer, 0, 'item', 'inside'))).toBe('inside');
    expect(evaluated(expression('item'), outer)).toBe('outside');
  });

  it('has a path of its own, however deep the loops', () => {
    assert(
      property(array(integer({ min: 0, max: 999 }), { minLength: 1, maxLength: 5 }), (indices) => {
        const deepest = indices.reduce((frame, index) => roundFrame(frame, index, 'item', index), open());
        expect(deepest.iteration).toBe(indices.join('.'));
      }),
    );
  });
});

describe('the outputs', () => {
  it('are what steps have named, without what was given at the start', () => {
    expect(outputsOf(open())).toEqual({});
    expect(outputsOf(open({ checked: null, total: 5 }))).toEqual({ checked: null, total: 5 });
  });
});

describe('a condition', () => {
  it.each([
    ['inputs.limit > 4', true],
    ['inputs.limit > 5', false],
  ])('%s is %s', (source, expected) => {
    expect(holds(expression(source), open())).toBe(expected);
  });

  it.each([
    ['null', 'null'],
    ['[true]', 'a list'],
    ['inputs', 'object'],
    ['1', 'number'],
    ['"true"', 'string'],
  ])('that gives %s fails closed and says that it is %s', (source, found) => {
    expect(() => holds(expression(source, 12), open())).toThrow(
      expect.objectContaining({
        ...{ type: 'EXPRESSION_FAILED', nonRetryable: true, message: expect.stringContaining(`is ${found}.`) },
        details: [{ expression: source, line: 12 }],
      }),
    );
  });

  it('may read more than the frame, such as the figures of a plan, but cannot move the clock', () => {
    expect(holds(expression('total_change > inputs.limit'), open(), { total_change: 6 })).toBe(true);
    expect(evaluated(expression('now'), open(), { now: 'long ago' })).not.toBe('long ago');
    expect(Date.parse(String(evaluated(expression('now'), open())))).not.toBeNaN();
  });
});

describe('an expression that fails', () => {
  it('fails the step for good, with its line', () => {
    for (const fails of [
      () => evaluated(expression('1 / 0', 7), open()),
      () => evaluated(expression('nowhere.at_all', 7), open()),
      // The line of the expression, and not that of its step.
      () => filledMap({ a: { kind: 'expression', expression: expression('1 / 0', 7) } }, open(), 3),
    ])
      expect(fails).toThrow(
        expect.objectContaining({
          ...{ type: 'EXPRESSION_FAILED', nonRetryable: true },
          details: [expect.objectContaining({ line: 7 })],
        }),
      );
  });
});

describe('a template', () => {
  it('is filled in place by place, and a literal stays what it is', () => {
    expect(filled(literal('inputs.limit'), open(), 1)).toBe('inputs.limit');
    expect(filledMap({ a: computed('inputs.limit * 2'), b: literal([1, null]) }, open(), 1)).toEqual({
      ...{ a: 10, b: [1, null] },
    });
    expect(filledMap({}, open(), 1)).toEqual({});
  });
});

describe('the steps of a plan', () => {
  it('are numbered in the order in which they are written, those inside others too', () => {
    const leaf = (id: string) => set(id, {});
    const story = [
      leaf('a'),
      parallel('b', 'all', [leaf('b1'), leaf('b2')], [forEach('b3', '[1]', [leaf('b31')])]),
      choose('c', [{ when: expression('true'), line: 1, steps: [leaf('c1')] }], [leaf('c2')]),
      action('d', 'echo'),
      stop('e', 'completed'),
    ];
    expect(everyStep(story).map((step) => step.id)).toEqual([
      ...['a', 'b', 'b1', 'b2', 'b3', 'b31', 'c', 'c1', 'c2', 'd', 'e'],
    ]);
    expect(everyStep([])).toEqual([]);
  });
});
