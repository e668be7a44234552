import { describe, expect, it } from 'vitest';
import { testDefinitions } from '../../../tests/playbooks/definitions.ts';
import { compilePlaybook } from '../index.ts';

/** The findings of a playbook with these steps, which start on line 4, as `CODE suggestion`. */
function findings(steps: string, top = ''): readonly string[] {
  const source = `id: test_v1\nname: Test\n${top}steps:\n${steps}\n`;
  return compilePlaybook(source, { file: 'test.yaml', actions: testDefinitions }).diagnostics.map(
    ({ code, suggestion }) => [code.replace('PLAYBOOK_', ''), suggestion].filter((part) => part !== null).join(' '),
  );
}
const rest = '{ id: rest, wait: 3s }';

describe('the list of steps', () => {
  it.each([
    ['  []', ['VALUE_INVALID']],
    ['  {}', ['TYPE_MISMATCH']],
    ['  - []', ['TYPE_MISMATCH']],
    ['  -', ['TYPE_MISMATCH']],
    [`  - ${rest}\n  - ${rest}`, ['STEP_DUPLICATE rest_2']],
    ['  - { id: 1st, wait: 3s }', ['ID_INVALID _1st']],
    ['  - { id: a, wait: 3s, nmae: x }', ['KEY_UNKNOWN name']],
    ['  - { id: a, wait: 3s, params: {} }', ['KEY_UNKNOWN']],
    ['  - { id: a, playbook: other, wait: 3s }', ['STEP_KIND Move `wait` into a step of its own.']],
    [
      '  - { id: a, next: b }',
      ['KEY_UNKNOWN Steps run in the order they stand; use `switch` for branches and `repeat` for loops.'],
    ],
    ['  - { id: a, loop: 3 }', ['KEY_UNKNOWN for_each']],
    ['  - { id: a, wait: 3s, stop: failed }', ['STEP_KIND Move `stop` into a step of its own.']],
    ['  - { id: a, set: { x: 1 }, approval: {} }', ['STEP_KIND Move `approval` into a step of its own.']],
    ['  - { id: a, wait: 3s, condition: context.cpa }', [expect.stringMatching(/^EXPRESSION_TYPE/)]],
    ['  - { id: a, wait: 3s, condition: [] }', ['TYPE_MISMATCH']],
    ['  - { id: a, wait: 3s, name: 7 }', ["TYPE_MISMATCH '7'"]],
  ])('%s', (steps, wanted) => {
    expect(findings(steps)).toEqual(wanted);
  });

  it('a step after the end is told once, however many follow, and one with a condition ends nothing', () => {
    expect(findings(`  - { id: end, stop: completed }\n  - { id: a, wait: 3s }\n  - { id: b, wait: 3s }`)).toEqual([
      'STEP_UNREACHABLE Give the stop a condition, or remove the steps after it.',
    ]);
    expect(findings(`  - { id: end, condition: context.cpa > 3, stop: completed }\n  - ${rest}`)).toEqual([]);
  });

  it('a stop in every branch ends the execution; in one of two it does not', () => {
    const parallel = (second: string, join = 'all') =>
      `  - { id: both, join: ${join}, parallel: [[{ id: a, stop: failed }], [${second}]] }\n  - ${rest}`;
    const stops = '{ id: b, wait: 1s }, { id: c, stop: failed }';
    expect(findings(parallel(stops))).toEqual([expect.stringMatching(/^STEP_UNREACHABLE/)]);
    expect(findings(parallel(stops, 'any'))).toEqual([]);
    const choice = (last: string) =>
      `  - { id: one, switch: [{ when: context.cpa > 3, steps: [{ id: a, stop: failed }] }${last}] }\n  - ${rest}`;
    expect(findings(choice(', { else: [{ id: b, stop: completed }] }'))).toEqual([
      expect.stringMatching(/^STEP_UNREACHABLE/),
    ]);
    expect(findings(choice(''))).toEqual([]);
  });
});

describe('a switch', () => {
  const choice = (cases: string) => findings(`  - { id: one, switch: ${cases} }`);

  it.each([
    ['{}', ['TYPE_MISMATCH']],
    ['[a]', ['TYPE_MISMATCH']],
    [`[{ steps: [${rest}] }]`, ['KEY_MISSING when: …']],
    ['[{ when: context.cpa > 3 }]', ['KEY_MISSING steps: …']],
    [`[{ when: context.cpa, steps: [${rest}] }]`, [expect.stringMatching(/^EXPRESSION_TYPE/)]],
    [`[{ if: context.cpa > 3, steps: [${rest}] }]`, ['KEY_UNKNOWN when']],
    [`[{ else: [${rest}] }, { else: [{ id: b, wait: 3s }] }]`, ['STEP_UNREACHABLE Move it up, or remove it.']],
    // One of the two would never run, and nobody would know.
    [
      `[{ when: context.cpa > 3, steps: [${rest}], else: [{ id: b, wait: 3s }] }]`,
      ['KEY_UNKNOWN Write `- else:` as the last case.'],
    ],
    [`[{ else: [${rest}], steps: [{ id: b, wait: 3s }] }]`, ['KEY_UNKNOWN Put the steps under `else`.']],
  ])('%s', (cases, wanted) => {
    expect(choice(cases)).toEqual(wanted);
  });

  it('each case knows what its condition guards, and the next does not', () => {
    const guarded = (source: string) =>
      findings(
        `  - id: one\n    switch:\n      - when: has(inputs.n) && inputs.n > 3\n        steps: [{ id: a, set: { x: '{{ inputs.n + 1 }}' } }]\n      - else: [{ id: b, set: { y: '{{ ${source} }}' } }]`,
        'inputs: { n: { type: integer, required: false } }\n',
      );
    expect(guarded('1')).toEqual([]);
    expect(guarded('inputs.n + 1')).toEqual([expect.stringMatching(/^VALUE_MAY_BE_ABSENT/)]);
  });
});

describe('parallel branches', () => {
  it.each([
    ['[]', ['VALUE_INVALID']],
    ['{}', ['TYPE_MISMATCH']],
    [`[[${rest}], []]`, ['VALUE_INVALID']],
    [`[[${rest}], { id: a, wait: soon }]`, ['DURATION_INVALID']],
    ['[[{ id: a, set: { x: 1 } }], [{ id: b, set: { x: 2 } }]]', ['PARALLEL_CONFLICT x_2']],
    [
      '[[{ id: a, set: { x: 1 } }], { steps: [{ id: c, set: { y: 1 } }, { id: b, set: { x: 2 } }] }]',
      ['PARALLEL_CONFLICT x_2'],
    ],
    ["[[{ id: a, set: { x: 1 } }], [{ id: b, set: { y: '{{ x }}' } }]]", [expect.stringMatching(/^NAME_LATER/)]],
  ])('%s', (branches, wanted) => {
    expect(findings(`  - { id: both, parallel: ${branches} }`)).toEqual(wanted);
  });

  it('join is all or any', () => {
    expect(findings(`  - { id: both, join: first, parallel: [[${rest}], [{ id: b, wait: 1s }]] }`)).toEqual([
      'VALUE_INVALID',
    ]);
  });
});

describe('for_each', () => {
  const loop = (
    head: string,
    more = `steps: [${rest}]`,
    top = 'inputs: { ids: list, opt: { type: list, required: false } }\n',
  ) => findings(`  - { id: each, for_each: ${head}, ${more} }`, top);

  it.each([
    ['{ items: inputs.ids, max_parallel: 1 }', []],
    ['{ items: inputs.ids, max_parallel: 50, on_item_error: continue }', []],
    ['{ items: inputs.ids, max_parallel: 51 }', ['VALUE_INVALID']],
    ['{ items: inputs.ids, max_parallel: 0 }', ['VALUE_INVALID']],
    ['{ items: inputs.ids }', ['LOOP_UNCAPPED max_parallel: 5']],
    ['{ max_parallel: 3 }', ['KEY_MISSING items: …']],
    ['{ items: inputs.opt, max_parallel: 3 }', [expect.stringMatching(/^VALUE_MAY_BE_ABSENT/)]],
    ['{ items: inputs.idss, max_parallel: 3 }', ['FIELD_UNKNOWN ids']],
    ['{ items: inputs.ids, max_parallel: 3, as: now }', ['NAME_RESERVED now_value']],
    ['{ items: inputs.ids, max_parallel: 3, as: 1x }', ['ID_INVALID _1x']],
    ['{ items: inputs.ids, max_parallel: 3, on_item_error: skip }', ['VALUE_INVALID continue']],
    ['{ items: inputs.ids, maxParallel: 3 }', ['KEY_UNKNOWN max_parallel']],
    ['inputs.ids', ['TYPE_MISMATCH { items: inputs.ids, max_parallel: 5 }']],
  ])('%s', (head, wanted) => {
    expect(loop(head)).toEqual(wanted);
  });

  it('needs steps, and a name of its own inside another loop', () => {
    expect(loop('{ items: inputs.ids, max_parallel: 1 }', 'output: all')).toEqual(['KEY_MISSING steps: …']);
    const inner = (as: string) =>
      `steps: [{ id: inner, for_each: { items: inputs.ids, max_parallel: 1, as: ${as} }, steps: [${rest}] }]`;
    expect(loop('{ items: inputs.ids, max_parallel: 1 }', inner('item'))).toEqual([
      expect.stringMatching(/^OUTPUT_DUPLICATE item_2$/),
    ]);
    expect(loop('{ items: inputs.ids, max_parallel: 1 }', inner('other'))).toEqual([]);
  });
});

describe('wait, stop and set', () => {
  it.each([
    ['wait: 0s', ['DURATION_INVALID']],
    ['wait: 365d', []],
    ['wait: 366d', ['DURATION_INVALID']],
    ['wait:', ['DURATION_INVALID']],
    ['wait: []', ['TYPE_MISMATCH']],
    ['wait: {}', ['KEY_MISSING for: 3d']],
    ['wait: { for: 3 days }', ['DURATION_INVALID 3d']],
    ['wait: { until: 2026-12-24T09:00:00+01:00 }', []],
    // No such day: the execution would fail when it gets there.
    ['wait: { until: 2026-02-30T09:00:00Z }', [expect.stringMatching(/^EXPRESSION_SYNTAX/)]],
    ['wait: { until: 2h }', ['VALUE_INVALID for: 2h']],
    ['wait: { until: \'{{ duration("2h") }}\' }', [expect.stringMatching(/^EXPRESSION_TYPE timestamp\(now\)/)]],
    ["wait: { until: '{{ now }}' }", []],
    ['wait: { until: [] }', ['TYPE_MISMATCH']],
    ['stop:', []],
    ['stop: {}', []],
    ['stop: done', ['VALUE_INVALID completed']],
    ['stop: complete', ['VALUE_INVALID completed']],
    ['stop: []', ['TYPE_MISMATCH']],
    ['stop: { status: failled }', ['VALUE_INVALID failed']],
    ['stop: { reason: x }', ['KEY_UNKNOWN']],
    ["stop: { result: '{{ nothing }}' }", ['NAME_UNKNOWN']],
    ['set: []', ['TYPE_MISMATCH']],
    ['set: { 1a: 1 }', ['ID_INVALID']],
    ['set: { total_change: 1 }', ['NAME_RESERVED totalchange_value']],
    ['set: { constructor: 1 }', ['NAME_RESERVED constructor_value']],
    ['set: { x: now }', []],
    ["set: { x: 'context.cpa > 3' }", []],
    ['set: { x: context.cpa > 3 }', ["TEXT_LOOKS_LIKE_EXPRESSION '{{ context.cpa > 3 }}'"]],
    ['set: { x: entity == 3 }', ["TEXT_LOOKS_LIKE_EXPRESSION '{{ entity == 3 }}'"]],
    ['set: { x: nobody.said > 3 }', []],
  ])('%s', (step, wanted) => {
    expect(findings(`  - { id: one, ${step} }`)).toEqual(wanted);
  });

  it('a name is set once', () => {
    expect(findings('  - { id: a, set: { x: 1 } }\n  - { id: b, set: { x: 2 } }')).toEqual(['OUTPUT_DUPLICATE x_2']);
  });

  it('a list that is set has the type of all its items, not of the first', () => {
    const reads = (list: string, source: string) =>
      findings(
        `  - { id: a, set: { list: ${list} } }\n  - { id: b, set: { y: '{{ ${source} }}' } }`,
        'inputs: { n: { type: integer, required: false } }\n',
      );
    expect(reads("[1, 'two']", 'list[1].startsWith("t")')).toEqual([]);
    expect(reads('[1, 2]', 'list[1].startsWith("t")')).toEqual([expect.stringMatching(/^EXPRESSION_TYPE/)]);
    expect(reads("[1, '{{ inputs.n }}']", 'list.sum()')).toEqual([expect.stringMatching(/^VALUE_MAY_BE_ABSENT/)]);
    expect(reads('[]', 'size(list) + 1')).toEqual([]);
  });
});

describe('a gate', () => {
  it.each([
    ['approval: {}', ['APPROVAL_TIMEOUT_OUTCOME on_timeout: reject']],
    ['approval: { on_timeout: reject, editable: [x] }', []],
    ["approval: { on_timeout: reject, title: '{{ later }}' }", ['NAME_UNKNOWN']],
    ['approval: { on_timeout: reject }, output: now', ['NAME_RESERVED now_value']],
  ])('%s', (step, wanted) => {
    expect(findings(`  - { id: one, ${step} }`)).toEqual(wanted);
  });

  it('needs no word about silence where the playbook has one', () => {
    expect(findings('  - { id: one, approval: {} }', 'approval: { on_timeout: cancel }\n')).toEqual([]);
  });

  it('leaves behind who said yes', () => {
    const reads = (source: string) =>
      findings(
        `  - { id: ask, approval: { on_timeout: reject }, output: answer }\n  - { id: b, set: { y: '{{ ${source} }}' } }`,
      );
    expect(reads('answer.approved && size(answer.approved_by) > 0')).toEqual([]);
    expect(reads('answer.edits.daily_budget_minor')).toEqual([]);
    expect(reads('answer.aproved')).toEqual(['FIELD_UNKNOWN approved']);
  });
});
