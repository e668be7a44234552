import { describe, expect, it } from 'vitest';
import { codesIn, stepsIn } from '../../../tests/playbooks/compile-text.ts';

const loop = (head: string, body: string, after = '') =>
  `  - { id: again, repeat: ${head}, steps: [${body}] }\n${after === '' ? '' : `  - { id: after, ${after} }\n`}`;
const until = (condition = 'context.cpa > 3', more = '') => `{ until: "${condition}", max_iterations: 3${more} }`;
const whilst = (condition = 'context.cpa > 3', more = '') => `{ while: "${condition}", max_iterations: 3${more} }`;
const mark = '{ id: mark, set: { last: "{{ round }}" } }';

describe('repeat', () => {
  it('has every key resolved, with steps beside it or inside', () => {
    const step = {
      kind: 'repeat',
      while: null,
      until: { source: 'context.cpa > 3', line: 4 },
      as: 'round',
      max_iterations: 3,
      on_limit: 'fail',
      steps: [{ id: 'mark' }],
    };
    expect(stepsIn(loop(until(), mark))).toMatchObject([step]);
    expect(
      stepsIn(`  - { id: again, repeat: { until: context.cpa > 3, max_iterations: 3, steps: [${mark}] } }`),
    ).toMatchObject([step]);
    expect(
      stepsIn(
        loop('{ while: attempt < 3, as: attempt, max_iterations: 1000, on_limit: continue }', '{ id: rest, wait: 1s }'),
      ),
    ).toMatchObject([
      { while: { source: 'attempt < 3' }, until: null, as: 'attempt', max_iterations: 1000, on_limit: 'continue' },
    ]);
  });

  it.each([
    ['{ max_iterations: 3 }', ['KEY_MISSING:4']],
    ['{ until: context.cpa > 3 }', ['LOOP_UNCAPPED:4']],
    ['{ until: context.cpa > 3, while: context.cpa > 3, max_iterations: 3 }', ['VALUE_INVALID:4']],
    ['{ until: context.cpa, max_iterations: 3 }', ['EXPRESSION_TYPE:4']],
    ['{ until: context.cpa > 3, max_iterations: 0 }', ['VALUE_INVALID:4']],
    ['{ until: context.cpa > 3, max_iterations: 1001 }', ['VALUE_INVALID:4']],
    ['{ until: context.cpa > 3, max_iterations: 3, on_limit: stop }', ['VALUE_INVALID:4']],
    ['{ until: context.cpa > 3, max_iterations: 3, as: inputs }', ['OUTPUT_DUPLICATE:4']],
    ['{ until: context.cpa > 3, max_iterations: 3, max: 3 }', ['KEY_UNKNOWN:4']],
    ['3', ['TYPE_MISMATCH:4']],
  ])('%s', (head, codes) => {
    expect(codesIn(loop(head, '{ id: rest, wait: 1s }'))).toEqual(codes);
  });

  it('steps stand in one place', () => {
    expect(codesIn(`  - { id: again, repeat: ${until()} }`)).toEqual(['KEY_MISSING:4']);
    expect(
      codesIn(`  - { id: again, repeat: { until: context.cpa > 3, max_iterations: 3, steps: [${mark}] }, steps: [] }`),
    ).toContain('KEY_DUPLICATE:4');
  });
});

describe('what is known around a repeat', () => {
  it('what a round names is certain after until, and may be absent after while', () => {
    expect(codesIn(loop(until(), mark, 'set: { x: "{{ last + 1 }}" }'))).toEqual([]);
    expect(codesIn(loop(whilst(), mark, 'set: { x: "{{ last + 1 }}" }'))).toEqual(['VALUE_MAY_BE_ABSENT:5']);
    expect(codesIn(loop(whilst(), mark, 'condition: has(last), set: { x: "{{ last + 1 }}" }'))).toEqual([]);
  });

  it('a round may ask for what the one before it left, once it is guarded, and the types are known', () => {
    const sum = (before: string) => `{ id: sum, set: { total: "{{ ${before} }}" } }`;
    expect(codesIn(loop(until('total > 3'), sum('has(total) ? total + 1 : 0')))).toEqual([]);
    expect(codesIn(loop(until('total > 3'), sum('total + 1')))).toEqual(['VALUE_MAY_BE_ABSENT:4']);
    expect(codesIn(loop(whilst('!has(total) || total < 3'), sum('round')))).toEqual([]);
    expect(codesIn(loop(whilst('total < 3'), sum('round')))).toEqual(['VALUE_MAY_BE_ABSENT:4']);
    const later = '{ id: a, set: { seen: "{{ has(text) ? size(text) : 0 }}" } }, { id: b, set: { text: high } }';
    expect(codesIn(loop(until('seen > 0'), later))).toEqual([]);
    expect(codesIn(loop(until('seen > 0'), later.replace('size(text)', 'text + 1')))).toEqual(['EXPRESSION_TYPE:4']);
  });

  it('a name that a round sets on one way only stays unsure, in the round and after it', () => {
    const some = '{ id: a, condition: context.cpa > 3, set: { high: 1 } }';
    expect(codesIn(loop(until(), some, 'set: { x: "{{ high }}" }'))).toEqual([]);
    expect(codesIn(loop(until(), some, 'set: { x: "{{ high + 1 }}" }'))).toEqual(['VALUE_MAY_BE_ABSENT:5']);
    expect(codesIn(loop(until('high > 3'), some))).toEqual(['VALUE_MAY_BE_ABSENT:4']);
  });

  it('what until asks for is known afterwards, unless the cap may end the loop as well', () => {
    const some = '{ id: a, condition: context.cpa > 3, set: { high: 1 } }';
    const asked = 'has(high) && high > 0';
    const use = 'set: { x: "{{ high + 1 }}" }';
    expect(codesIn(loop(until(asked), some, use))).toEqual([]);
    expect(codesIn(loop(until(asked, ', on_limit: continue'), some, use))).toEqual(['VALUE_MAY_BE_ABSENT:5']);
  });

  it('the number of the round stays inside, and a name from before may not be set anew', () => {
    expect(codesIn(loop(until(), mark, 'set: { x: "{{ round }}" }'))).toEqual(['NAME_UNKNOWN:5']);
    expect(codesIn(`  - { id: first, set: { last: 1 } }\n${loop(until(), mark)}`)).toEqual(['OUTPUT_DUPLICATE:5']);
    expect(codesIn(loop(until(), `${mark}, { id: twice, set: { last: 2 } }`))).toEqual(['OUTPUT_DUPLICATE:4']);
  });

  it('a guard does not outlive the value it was about', () => {
    const body =
      '{ id: a, set: { seen: "{{ has(told) ? told : 0 }}" } }, { id: b, agent: NotifyAgent, action: tell, params: { text: x }, output: told, on_error: continue }, { id: c, set: { y: "{{ told.sent }}" } }';
    expect(codesIn(loop(whilst('has(told) && told.sent'), body))).toEqual(['VALUE_MAY_BE_ABSENT:4']);
  });

  it('loops within loops know what both left', () => {
    const inner = `{ id: inner, repeat: ${until('round2 > 1').replace('}', ', as: round2 }')}, steps: [{ id: b, set: { deep: "{{ has(deep) ? deep + 1 : 0 }}" } }] }`;
    expect(codesIn(loop(until('deep > 3'), inner, 'set: { x: "{{ deep + 1 }}" }'))).toEqual([]);
  });

  it('parallel branches in a loop may set their names anew in each round', () => {
    const both =
      '{ id: both, parallel: [[{ id: a, set: { one: "{{ has(two) ? two : 0 }}" } }], [{ id: b, set: { two: 2 } }]] }';
    expect(codesIn(loop(until('one + two > 3'), both, 'set: { x: "{{ one }}" }'))).toEqual([]);
  });
});

describe('where a repeat leads', () => {
  it.each([
    [whilst('true'), mark, true],
    [until('false'), mark, true],
    [whilst('true', ', on_limit: continue'), mark, false],
    [until('1 > 2', ', on_limit: continue'), mark, false],
    [until(), '{ id: end, stop: completed }', true],
    [until(), '{ id: end, condition: context.cpa > 3, stop: completed }', false],
    [whilst(), '{ id: end, stop: completed }', false],
  ])('%s with %s ends there: %s', (head, body, ended) => {
    expect(codesIn(loop(head, body, 'wait: 1s'))).toEqual(ended ? ['STEP_UNREACHABLE:5'] : []);
  });

  it('a loop that never runs is pointed out', () => {
    expect(codesIn(loop(whilst('false'), mark))).toEqual(['CONDITION_CONSTANT:4']);
  });
});
