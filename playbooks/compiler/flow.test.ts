import { describe, expect, it } from 'vitest';
import { compileStepsOf, told } from '../../tests/playbooks/compile-text.ts';

/** The first step of each: what it named, the others may use. */
const metrics =
  '  - { id: seen, agent: HealthAgent, action: collect_metrics, params: { campaign_id: c }, output: metrics }\n';

describe('a name that is not there', () => {
  it.each([
    [
      "  - { id: b, set: { x: '{{ metric.spend }}' } }",
      ['error NAME_UNKNOWN 5:28-34 metric is not known here. → metrics'],
    ],
    [
      "  - { id: b, set: { x: '{{ metrics.spnd }}' } }",
      ['error FIELD_UNKNOWN 5:36-40 metrics has no field spnd. → spend'],
    ],
    ["  - { id: b, set: { x: '{{ seen.spend }}' } }", ['error NAME_UNKNOWN 5:28-32 seen is not known here. → metrics']],
    [
      `  - { id: b, set: { x: '{{ later }}' } }\n  - { id: c, set: { later: 1 } }`,
      [
        'error NAME_LATER 5:28-33 later is set on line 6, which has not run when this is evaluated. → Move this step below the one that sets the value, or out of the branch.',
      ],
    ],
    [
      "  - { id: b, set: { x: 1, y: '{{ x }}' } }",
      [
        'error NAME_LATER 5:34-35 x is set on line 5, which has not run when this is evaluated. → Move this step below the one that sets the value, or out of the branch.',
      ],
    ],
    [
      '  - { id: b, set: { metrics: 1 } }',
      ['error OUTPUT_DUPLICATE 5:21-28 metrics is already set on line 4. → metrics_2'],
    ],
    [
      `  - { id: b, set: { x: 1, x2: 2 } }\n  - { id: c, set: { x: 3 } }`,
      ['error OUTPUT_DUPLICATE 6:21-22 x is already set on line 5. → x_2'],
    ],
    [
      '  - { id: b, set: { inputs: 1 } }',
      ['error NAME_RESERVED 5:21-27 inputs belongs to the language and cannot be set. → inputs_value'],
    ],
    [
      '  - { id: b, set: { now: 1, context: 2 } }',
      [
        'error NAME_RESERVED 5:21-24 now belongs to the language and cannot be set. → now_value',
        'error NAME_RESERVED 5:29-36 context belongs to the language and cannot be set. → context_value',
      ],
    ],
    [
      '  - { id: seen, set: { x: 1 } }',
      ['error STEP_DUPLICATE 5:11-15 The step id seen is already used on line 4. → seen_2'],
    ],
    ["  - { id: b, set: { 'a-b': 1 } }", ['error ID_INVALID 5:21-26 a-b is not a name that an expression can say.']],
    [
      '  - { id: b, set: { constructor: 1 } }',
      ['error NAME_RESERVED 5:21-32 constructor belongs to the language and cannot be set. → constructor_value'],
    ],
    [
      `  - { id: b, condition: metrics.spend > 3, set: { x: 1 } }\n  - { id: c, set: { y: 'is {{ x }}' } }`,
      ["error VALUE_MAY_BE_ABSENT 6:31-32 This part of the text may be null or absent. → has(x) ? x : 'none'"],
    ],
    [
      `  - { id: b, condition: metrics.spend > 3, set: { x: 1 } }\n  - { id: c, condition: x > 3, stop: completed }`,
      ['error VALUE_MAY_BE_ABSENT 6:25-26 x may be null or absent here. → Guard it: has(x) && …'],
    ],
    [
      `  - { id: b, stop: completed }\n  - { id: c, set: { y: 1 } }`,
      [
        'error STEP_UNREACHABLE 6:5-6 This step can never run: the execution has ended before it. → Give the stop a condition, or remove the steps after it.',
      ],
    ],
    [
      `  - { id: b, stop: completed }\n  - { id: c, set: { y: 1 } }\n  - { id: d, set: { z: 1 } }`,
      [
        'error STEP_UNREACHABLE 6:5-6 This step can never run: the execution has ended before it. → Give the stop a condition, or remove the steps after it.',
      ],
    ],
    [
      `  - id: b\n    switch:\n      - { when: metrics.spend > 3, steps: [{ id: c, set: { x: 1 } }] }\n  - { id: d, set: { y: '{{ x + 1 }}' } }`,
      ['error VALUE_MAY_BE_ABSENT 8:28-29 x may be null or absent here. → Guard it: has(x) && …'],
    ],
    [
      `  - id: b\n    parallel: [[{ id: c, set: { x: 1 } }], [{ id: d, set: { x: 2 } }]]`,
      ['error PARALLEL_CONFLICT 6:61-62 x is also set by branch 1, which runs at the same time. → x_2'],
    ],
    [
      `  - id: b\n    parallel: [[{ id: c, set: { x: 1 } }], [{ id: d, set: { y: '{{ x }}' } }]]`,
      [
        'error NAME_LATER 6:68-69 x is set on line 6, which has not run when this is evaluated. → Move this step below the one that sets the value, or out of the branch.',
      ],
    ],
    [
      `  - id: b\n    for_each: { items: metrics.rows, as: row, max_parallel: 1 }\n    steps: [{ id: c, set: { x: '{{ row.dt }}' } }]\n  - { id: d, set: { y: '{{ x }}' } }`,
      [
        'error NAME_LATER 8:28-29 x is set on line 7, which has not run when this is evaluated. → Move this step below the one that sets the value, or out of the branch.',
      ],
    ],
    [
      `  - id: b\n    for_each: { items: metrics.rows, as: row, max_parallel: 1 }\n    steps: [{ id: c, set: { x: '{{ row.dd }}' } }]`,
      ['error FIELD_UNKNOWN 7:40-42 row has no field dd. → dt'],
    ],
    [
      `  - id: b\n    for_each: { items: metrics.rows, as: metrics, max_parallel: 1 }\n    steps: [{ id: c, set: { x: 1 } }]`,
      ['error OUTPUT_DUPLICATE 6:42-49 metrics is already set on line 4. → metrics_2'],
    ],
    [
      "  - { id: b, condition: 'true', set: { x: 1 } }",
      ['warning CONDITION_CONSTANT 5:25-31 `condition` is always true. → Leave it out.'],
    ],
    [
      '  - { id: b, condition: metrics, set: { x: 1 } }',
      ['error EXPRESSION_TYPE 5:25-32 `condition` gives a map. → Compare it with something, for example with == or >.'],
    ],
    [
      "  - { id: b, condition: metrics.rows.size() > '3', set: { x: 1 } }",
      [
        'error EXPRESSION_TYPE 5:25-50 `>` cannot take a whole number and a text. → Use string(…) or double(…) to bring both to one type.',
      ],
    ],
    [
      "  - { id: b, set: { x: '{{ metrics.rows[0].cpa + 1 }}' } }",
      [
        'error VALUE_MAY_BE_ABSENT 5:28-47 metrics.rows[0].cpa may be null or absent here. → Guard it: has(metrics.rows[0].cpa) && …',
      ],
    ],
    [
      '  - { id: b, set: { x: metrics.spend > 3 } }',
      [
        "warning TEXT_LOOKS_LIKE_EXPRESSION 5:24-41 This is taken as a text, not evaluated. → '{{ metrics.spend > 3 }}'",
      ],
    ],
    [
      "  - { id: b, set: { x: entity.id == 'c' } }",
      ["warning TEXT_LOOKS_LIKE_EXPRESSION 5:24-40 This is taken as a text, not evaluated. → '{{ entity.id == 'c' }}'"],
    ],
    ['  - { id: b, set: [x] }', ['error TYPE_MISMATCH 5:19-22 `set` is a list.']],
    ['  - { id: b, set: }', ['error TYPE_MISMATCH 5:19-20 `set` is empty.']],
  ])('%s', (text, findings) => {
    expect(told(compileStepsOf(metrics + text).diagnostics)).toEqual(findings);
  });
});

describe('a name that is there', () => {
  it.each([
    "  - { id: b, set: { x: '{{ metrics.spend }}' } }",
    "  - { id: b, set: { x: '{{ metrics.rows[0].dt }}' } }",
    `  - { id: b, set: { x: 1 } }\n  - { id: c, set: { y: '{{ x + 1 }}' } }`,
    `  - { id: b, condition: metrics.spend > 3, set: { x: 1 } }\n  - { id: c, condition: has(x) && x > 0, set: { y: '{{ x }}' } }`,
    `  - { id: b, condition: metrics.spend > 3, set: { x: 1 } }\n  - { id: c, set: { y: '{{ has(x) ? x : 0 }}' } }`,
    `  - { id: b, condition: metrics.spend > 3, stop: completed }\n  - { id: c, set: { y: 1 } }`,
    `  - id: b\n    switch:\n      - { when: metrics.spend > 3, steps: [{ id: c, set: { x: 1 } }] }\n      - { else: [{ id: d, set: { x: 2 } }] }\n  - { id: e, set: { y: '{{ x + 1 }}' } }`,
    `  - id: b\n    switch:\n      - { when: metrics.spend > 3, steps: [{ id: c, set: { x: 1 } }] }\n      - { else: [{ id: d, stop: completed }] }\n  - { id: e, set: { y: '{{ x + 1 }}' } }`,
    `  - id: b\n    parallel: [[{ id: c, set: { x: 1 } }], [{ id: d, set: { z: 2 } }]]\n  - { id: e, set: { y: '{{ x + z }}' } }`,
    `  - id: b\n    for_each: { items: metrics.rows, as: row, max_parallel: 1 }\n    steps: [{ id: c, set: { x: '{{ row.dt }}' } }]\n    output: all\n  - { id: d, set: { y: '{{ size(all) }}', row: 1 } }`,
    "  - { id: b, set: { x: '{{ has(metrics.rows[0].cpa) ? metrics.rows[0].cpa + 1 : 0 }}' } }",
    "  - { id: b, set: { x: 'plain words', y: 3, z: [1, { a: true }], w: null } }",
    '  - { id: b, set: { metric: 1, Metrics: 2 } }',
    '  - { id: c, set: { x: active } }',
    "  - { id: b, set: { x: 'metrics.spend' } }",
    "  - { id: b, set: { x: 'metrics.spend > 3' } }",
    '  - { id: b, set: {} }',
    `  - { id: b, condition: metrics.spend > 3, set: { x: 1 } }\n  - { id: c, set: { y: '{{ x }}' } }`,
  ])('%s: nothing is wrong', (text) => {
    expect(told(compileStepsOf(metrics + text).diagnostics)).toEqual([]);
  });
});
