import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codesIn, findingsOf } from '../../../tests/playbooks/compile-text.ts';
import { evaluateExpression } from '../../expressions/index.ts';
import { constantOf } from './constant.ts';

describe('an expression that gives the same whatever happens', () => {
  it.each([
    ['true', true],
    ['!(1 > 2)', true],
    ["'a' == 'b'", false],
    ['size([1, 2]) == 2', true],
    ['context.cpa > 3 && false', false],
    ['context.cpa > 3 || 1 < 2', true],
    ['true && context.cpa > 3', undefined],
    ['false || context.cpa > 3', undefined],
    ['context.cpa == context.cpa', true],
    ['context.cpa < context.cpa', false],
    ['context.cpa > context.cpc', undefined],
    ['context.cpa > 3 ? true : true', true],
    ['context.cpa > 3 ? true : false', undefined],
    ['[1, 2].all(x, x > 0)', undefined],
    ['1 / 0 > 2', undefined],
    ['this is none', undefined],
    ['', undefined],
  ])('%s: %s', (source, value) => {
    expect(constantOf(source)).toBe(value);
  });

  const leaf = fc.constantFrom('a', 'b', 'true', 'false', '1 < 2', '2 < 1', 'n > 1', 'n == n', 'n != n');
  const expressions = fc.letrec<{ tree: string }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small', maxDepth: 4 },
      leaf,
      fc.tuple(tie('tree'), tie('tree')).map(([one, other]) => `(${one} && ${other})`),
      fc.tuple(tie('tree'), tie('tree')).map(([one, other]) => `(${one} || ${other})`),
      tie('tree').map((one) => `!(${one})`),
      fc.tuple(tie('tree'), tie('tree'), tie('tree')).map(([one, yes, no]) => `(${one} ? ${yes} : ${no})`),
    ),
  })).tree;

  it('gives just that, whatever the names are', () => {
    let constants = 0;
    fc.assert(
      fc.property(expressions, (source) => {
        const constant = constantOf(source);
        if (constant === undefined) return;
        constants += 1;
        for (const a of [true, false])
          for (const b of [true, false])
            for (const n of [0, 1, 2]) expect(evaluateExpression(source, { a, b, n })).toBe(constant);
      }),
      { numRuns: 500 },
    );
    expect(constants).toBeGreaterThan(50);
  });
});

describe('conditions that decide nothing', () => {
  it('are errors in a trigger, and pointed out before a step', () => {
    expect(findingsOf('when: [context.cpa > 3 || true]')[0]).toMatch(/^CONDITION_CONSTANT 4:8 Leave/);
    expect(codesIn("  - { id: a, condition: '1 > 2', wait: 1s }")).toEqual(['CONDITION_CONSTANT:4']);
    expect(codesIn("  - { id: a, switch: [{ when: 'false', steps: [{ id: b, wait: 1s }] }] }")).toEqual([
      'CONDITION_CONSTANT:4',
    ]);
  });

  it('a case that is never chosen leaves nothing behind, and one that always is ends the search', () => {
    const cases = (when: string) =>
      `  - { id: a, switch: [{ when: '${when}', steps: [{ id: b, set: { x: 1 } }] }, { when: context.cpa > 3, steps: [{ id: c, stop: failed }] }] }\n  - { id: d, set: { y: "{{ x + 1 }}" } }`;
    expect(codesIn(cases('true'))).toEqual(['STEP_UNREACHABLE:4']);
    expect(codesIn(cases('context.ctr > 3'))).toEqual(['VALUE_MAY_BE_ABSENT:5']);
  });
});
