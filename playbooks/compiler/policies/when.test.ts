import { describe, expect, it } from 'vitest';
import { compileTop, planOfTop, told } from '../../../tests/playbooks/compile-text.ts';

/** A condition tree in one line. */
type Tree = NonNullable<ReturnType<typeof planOfTop>['when']>;
const short = (tree: Tree): string => {
  if (tree.kind === 'expression') return `${tree.expression.source}@${tree.expression.line}`;
  return tree.kind === 'not' ? `not(${short(tree.item)})` : `${tree.kind}(${tree.items.map(short).join(', ')})`;
};

describe('a trigger as the plan has it', () => {
  it.each([
    ['when: context.cpa > 3', 'context.cpa > 3@4'],
    ["when: '{{ context.cpa > 3 }}'", 'context.cpa > 3@4'],
    ['when: { condition: context.cpa > 3 }', 'context.cpa > 3@4'],
    ['when:\n  - condition: context.cpa > 3\n  - AND: context.ctr < 1', 'all(context.cpa > 3@5, context.ctr < 1@6)'],
    ['when: [context.cpa > 3, context.ctr < 1]', 'all(context.cpa > 3@4, context.ctr < 1@4)'],
    ['when:\n  OR:\n    - context.cpa > 3\n    - context.ctr < 1', 'any(context.cpa > 3@6, context.ctr < 1@7)'],
    ['when:\n  - NOT: context.cpa > 3', 'not(context.cpa > 3@5)'],
    ['when:\n  - NOT: [context.cpa > 3, context.ctr < 1]', 'not(all(context.cpa > 3@5, context.ctr < 1@5))'],
    ['when:\n  - NOT: { OR: [context.cpa > 3, context.ctr < 1] }', 'not(any(context.cpa > 3@5, context.ctr < 1@5))'],
    ['when:\n  - NOT: { NOT: context.cpa > 3 }', 'not(not(context.cpa > 3@5))'],
    [
      'when:\n  - context.clicks > 9\n  - OR:\n      - AND: [context.cpa > 3, context.ctr < 1]\n      - NOT: context.cpc > 2',
      'all(context.clicks > 9@5, any(all(context.cpa > 3@7, context.ctr < 1@7), not(context.cpc > 2@8)))',
    ],
    ['when: [[context.cpa > 3], [context.ctr < 1]]', 'all(context.cpa > 3@4, context.ctr < 1@4)'],
    ['when: >-\n  context.cpa > 3\n  && context.ctr < 1', 'context.cpa > 3 && context.ctr < 1@4'],
  ])('%s', (text, tree) => {
    const { when } = planOfTop(text);
    expect(when === null ? null : short(when)).toBe(tree);
  });

  it('is nothing when there is none: then it starts whatever the features say', () => {
    expect(planOfTop('').when).toBeNull();
  });
});

describe('conditions that do not fit together', () => {
  it.each([
    ['when: [{ OR: [] }]', ['error CONDITION_SHAPE 4:14-16 This list of conditions is empty.']],
    [
      'when: [{ OR: [context.cpa > 3] }]',
      [
        'error CONDITION_SHAPE 4:10-12 `OR` has only one condition; because all items of `when` must hold, it would mean “and”. → OR: [first, second]',
      ],
    ],
    [
      'when: { OR: context.cpa > 3 }',
      [
        'error CONDITION_SHAPE 4:9-11 `OR` has only one condition; because all items of `when` must hold, it would mean “and”. → OR: [first, second]',
      ],
    ],
    ['when: []', ['error CONDITION_SHAPE 4:7-9 This list of conditions is empty.']],
    ['when: [[]]', ['error CONDITION_SHAPE 4:8-10 This list of conditions is empty.']],
    ['when: [{ AND: [] }]', ['error CONDITION_SHAPE 4:15-17 This list of conditions is empty.']],
    ['when: [{ NOT: }]', ['error TYPE_MISMATCH 4:15-16 A condition is empty.']],
    [
      'when: [{ XOR: [context.cpa > 3, context.ctr < 1] }]',
      ['error KEY_UNKNOWN 4:10-13 A condition has no key `XOR`. → OR'],
    ],
    ['when: [{ and: context.cpa > 3 }]', ['error KEY_UNKNOWN 4:10-13 A condition has no key `and`. → AND']],
    [
      'when: [{ or: [context.cpa > 3, context.ctr < 1] }]',
      ['error KEY_UNKNOWN 4:10-12 A condition has no key `or`. → OR'],
    ],
    ['when: [{ if: context.cpa > 3 }]', ['error KEY_UNKNOWN 4:10-12 A condition has no key `if`. → condition']],
    [
      'when: [{ condition: context.cpa > 3, conditon: context.ctr < 1 }]',
      ['error KEY_UNKNOWN 4:38-46 A condition has no key `conditon`. → condition'],
    ],
    [
      'when: [context.cpaa > 3, { OR: [contxt.cpa > 3, context.ctrr < 1] }]',
      [
        'error FIELD_UNKNOWN 4:16-20 context has no field cpaa. → cpa',
        'error NAME_UNKNOWN 4:33-39 contxt is not known here. → context',
        'error FIELD_UNKNOWN 4:57-61 context has no field ctrr. → ctr',
      ],
    ],
    [
      `scope: none\nwhen: entity.id == "x"`,
      ['error VALUE_MAY_BE_ABSENT 5:7-13 entity may be null or absent here. → Guard it: has(entity) && …'],
    ],
  ])('%s', (text, findings) => {
    expect(told(compileTop(text).diagnostics)).toEqual(findings);
  });
});

describe('a condition that is right, and may look wrong', () => {
  it.each([
    `scope: account\nwhen: context.whatever > 3`,
    `scope: brand\nwhen: context.share_of_voice.value < 0.2`,
    `scope: lead\nwhen: context.score > 70`,
    `when: context.cpa > inputs.limit\ninputs: { limit: { type: number, default: 3 } }`,
  ])('%s: nothing is wrong', (text) => {
    expect(told(compileTop(text).diagnostics)).toEqual([]);
  });
});
