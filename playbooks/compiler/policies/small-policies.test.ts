import { describe, expect, it } from 'vitest';
import { findingsOf, planOfTop } from '../../../tests/playbooks/compile-text.ts';

describe('outcome', () => {
  it.each([
    [
      'outcome: { metric: cpa, direction: decrease, window: 7d }',
      { metric: 'cpa', direction: 'decrease', window_seconds: 604_800, minimum_effect_pct: 0 },
    ],
    [
      "outcome: { metric: roas, direction: increase, window: 12h, minimum_effect: '2.5 %' }",
      { metric: 'roas', direction: 'increase', window_seconds: 43_200, minimum_effect_pct: 2.5 },
    ],
  ])('%s', (top, outcome) => {
    expect(planOfTop(top).outcome).toEqual(outcome);
  });

  it.each([
    ['outcome: { metric: cpaa, direction: decrease, window: 7d }', ['FIELD_UNKNOWN 4:20 cpa']],
    ['outcome: { metric: status, direction: decrease, window: 7d }', ['FIELD_UNKNOWN 4:20']],
    ['outcome: { metric: cpa, direction: down, window: 7d }', ['VALUE_INVALID 4:36 decrease']],
    ['outcome: { metric: cpa, direction: decrease, window: 1m }', ['DURATION_INVALID 4:54']],
    ['outcome: { metric: cpa, direction: decrease, window: 7d, minimum_effect: 1001% }', ['VALUE_INVALID 4:74']],
    ['outcome: { metric: cpa, direction: decrease, window: 7d, minimum_effect: -1 }', ['VALUE_INVALID 4:74']],
    ['outcome: { metric: cpa, direction: decrease, window: 59m }', ['DURATION_INVALID 4:54']],
    ['outcome: { metric: cpa, direction: decrease, window: 91d }', ['DURATION_INVALID 4:54']],
    ['outcome: { metric: cpa }', ['KEY_MISSING 4:10 direction: …']],
    ['outcome: { metric: cpa, direction: decrease, window: 7d, minimum_effect: lots }', ['TYPE_MISMATCH 4:74']],
  ])('%s', (top, findings) => {
    expect(findingsOf(top).slice(0, 1)).toEqual(findings);
  });
});

describe('outcome, further', () => {
  it('names everything that is missing at once', () => {
    expect(findingsOf('outcome: {}')).toEqual([
      'KEY_MISSING 4:10 metric: …',
      'KEY_MISSING 4:10 direction: …',
      'KEY_MISSING 4:10 window: …',
    ]);
  });

  it.each([
    ['1000%', 1_000],
    ['0', 0],
    ['12.5', 12.5],
  ])('an effect of %s is %d per cent', (text, effect) => {
    const top = `outcome: { metric: cpa, direction: decrease, window: 1h, minimum_effect: ${text} }`;
    expect(planOfTop(top).outcome).toMatchObject({ window_seconds: 3_600, minimum_effect_pct: effect });
  });

  it('a metric of another scope is not known here, and so taken as it is', () => {
    const top = 'scope: audience\noutcome: { metric: reach_share, direction: increase, window: 90d }';
    expect(planOfTop(top).outcome).toMatchObject({ metric: 'reach_share', window_seconds: 7_776_000 });
  });
});

describe('concurrency', () => {
  it('the key sees inputs and entity, and nothing of a run', () => {
    expect(
      planOfTop(
        "concurrency: { key: 'entity.id + inputs.a', limit: 3, on_conflict: cancel_running }\ninputs: { a: string }",
      ).concurrency,
    ).toMatchObject({
      key: { source: 'entity.id + inputs.a', line: 4 },
      limit: 3,
      on_conflict: 'cancel_running',
    });
    expect(findingsOf('concurrency: { key: context.cpa }')[0]).toMatch(/^NAME_UNKNOWN 4:21/);
  });

  it.each([
    ['concurrency: { limit: 0 }', ['VALUE_INVALID 4:23']],
    ['concurrency: { on_conflict: wait }', ['VALUE_INVALID 4:29 queue']],
    ['concurrency: { limits: 1 }', ['KEY_UNKNOWN 4:16 limit']],
    ['concurrency: 1', ['TYPE_MISMATCH 4:14 { limit: 1 }']],
  ])('%s', (top, findings) => {
    expect(findingsOf(top)).toEqual(findings);
  });
});

describe('inputs', () => {
  it.each([
    ['inputs: { a: string }', { type: 'string', description: null, required: true, default: null }],
    [
      'inputs: { a: { type: integer, default: 3 } }',
      { type: 'integer', description: null, required: false, default: 3 },
    ],
    [
      'inputs: { a: { type: list, default: [1, { b: 2 }] } }',
      { type: 'list', description: null, required: false, default: [1, { b: 2 }] },
    ],
    [
      'inputs: { a: { type: boolean, required: false, description: Text } }',
      { type: 'boolean', description: 'Text', required: false, default: null },
    ],
    [
      'inputs: { a: { type: timestamp, default: 2026-01-01T00:00:00Z } }',
      { type: 'timestamp', description: null, required: false, default: '2026-01-01T00:00:00Z' },
    ],
  ])('%s', (top, input) => {
    expect(planOfTop(top).inputs).toEqual({ a: input });
  });

  it.each([
    ['inputs: { a: text }', ['VALUE_INVALID 4:14 string']],
    ['inputs: { a: strng }', ['VALUE_INVALID 4:14 string']],
    ['inputs: { a: { default: 3 } }', ['KEY_MISSING 4:14 type: string']],
    ['inputs: { a: { type: integer, default: 3.5 } }', ['TYPE_MISMATCH 4:40']],
    ["inputs: { a: { type: number, default: '3' } }", ['TYPE_MISMATCH 4:39']],
    ['inputs: { a: { type: timestamp, default: soon } }', ['TYPE_MISMATCH 4:42']],
    ['inputs: { a: { type: string, required: yes } }', ['TYPE_MISMATCH 4:40 true']],
    // What the runtime of JavaScript would take for a date, and `timestamp()` does not.
    ['inputs: { a: { type: timestamp, default: March 7 } }', ['TYPE_MISMATCH 4:42']],
    ["inputs: { a: { type: timestamp, default: '2026' } }", ['TYPE_MISMATCH 4:42']],
    ['inputs: { a: { type: timestamp, default: 2026-02-30T00:00:00Z } }', ['TYPE_MISMATCH 4:42']],
    ['inputs: { a: { type: list, default: { b: 1 } } }', ['TYPE_MISMATCH 4:37']],
    ['inputs: { a: { type: map, default: [1] } }', ['TYPE_MISMATCH 4:36']],
    ['inputs: { a: { type: boolean, default: 1 } }', ['TYPE_MISMATCH 4:40']],
    ['inputs: { a: { type: string, description: 7 } }', ["TYPE_MISMATCH 4:43 '7'"]],
    ['inputs: { a: }', ['VALUE_INVALID 4:14']],
    ['inputs: { a: [string] }', ['TYPE_MISMATCH 4:14']],
    ['inputs: { __proto__: string }', ['ID_INVALID 4:11']],
    [`inputs: { ${'a'.repeat(64)}: string }`, ['ID_INVALID 4:11']],
    ['inputs: { 1a: string, b: sting }', ['ID_INVALID 4:11', 'VALUE_INVALID 4:26 string']],
    ['inputs:', []],
    ['inputs: { a-b: string }', ['ID_INVALID 4:11']],
    ['inputs: [a]', ['TYPE_MISMATCH 4:9']],
    ['inputs: { a: { type: string, defualt: x } }', ['KEY_UNKNOWN 4:30 default']],
  ])('%s', (top, findings) => {
    expect(findingsOf(top)).toEqual(findings);
  });
});

describe('the rest of the top level', () => {
  it.each([
    ['timeout: 45', ['DURATION_INVALID 4:10']],
    ['timeout: 0s', ['DURATION_INVALID 4:10']],
    ['labels: [a]', ['TYPE_MISMATCH 4:9']],
    ['labels: { a: 1 }', ["TYPE_MISMATCH 4:14 '1'"]],
    ['owner: 7', ["TYPE_MISMATCH 4:8 '7'"]],
    ['scope: campaigns', ['VALUE_INVALID 4:8 campaign']],
    ['on_failure: []', ['VALUE_INVALID 4:13']],
    ['guardrail: {}', ['KEY_UNKNOWN 4:1 guardrails']],
    ['timeout: 365d', []],
    ['timeout: 366d', ['DURATION_INVALID 4:10']],
    ['labels:', []],
    ['labels: { a: { b: c } }', ['TYPE_MISMATCH 4:14']],
    ['on: {}', ['KEY_MISSING 4:5 event: …']],
    ['toString: x', ['KEY_UNKNOWN 4:1']],
    ['when: [{ OR: [] }]', ['CONDITION_SHAPE 4:14']],
    ['when: [{ OR: [context.cpa > 3] }]', ['CONDITION_SHAPE 4:10 OR: [first, second]']],
    ['when: [{ NOT: [context.cpa > 3, context.ctr > 3] }]', []],
    ['when: { condition: context.cpa > 3, OR: [context.ctr > 3, context.clicks > 3] }', []],
    ['when: false', ['CONDITION_CONSTANT 4:7 Leave `schedule` and `on` out to run only when somebody starts it.']],
    ['when: [[context.cpa > 3], context.cpaa > 3]', ['FIELD_UNKNOWN 4:35 cpa']],
    ['when:', ['TYPE_MISMATCH 4:6']],
    ['when: []', ['CONDITION_SHAPE 4:7']],
    ['when: [{ condition: true }]', ['CONDITION_CONSTANT 4:21 Leave `when` out to run on every schedule.']],
    ['when: [{ if: context.cpa > 3 }]', ['KEY_UNKNOWN 4:10 condition']],
    ['when: [{ condition: }]', ['TYPE_MISMATCH 4:21']],
    ["when: '{{ context.cpa > 3 }}'", []],
    ['when: context.cpa', ['EXPRESSION_TYPE 4:7 Compare it with something, for example with == or >.']],
  ])('%s', (top, findings) => {
    expect(findingsOf(top)).toEqual(findings);
  });
});
