import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineAction } from '../../../contracts/action.ts';
import { compilePlaybook } from '../index.ts';

const probe = defineAction({
  agent: 'ProbeAgent',
  action: 'probe',
  effect: 'read',
  summary: 'Takes one parameter of each kind.',
  params: z.object({
    text: z.string().optional(),
    short: z.string().max(3).optional(),
    mode: z.enum(['fast', 'slow']).optional(),
    whole: z.int().min(1).max(9).optional(),
    number: z.number().nullish(),
    yes: z.boolean().optional(),
    list: z.array(z.int()).optional(),
    rows: z.array(z.strictObject({ day: z.string(), cpa: z.number().nullable() })).optional(),
    map: z.strictObject({ a: z.int(), b: z.string().optional() }).optional(),
    by_name: z.record(z.string(), z.number()).optional(),
    any: z.unknown().optional(),
  }),
  output: z.object({
    text: z.string(),
    whole: z.int(),
    number: z.number(),
    rows: z.array(z.object({ day: z.string() })),
  }),
});
const two = defineAction({
  ...probe,
  action: 'two',
  params: z.object({ one: z.string(), other: z.int(), more: z.int().default(3) }),
});

function compile(params: string, action = 'probe') {
  const source = `id: test_v1
name: Test
inputs: { t: string, n: number, i: integer, b: boolean, l: list, m: map, maybe: { type: number, required: false } }
steps:
  - { id: first, agent: ProbeAgent, action: probe, output: out }
  - { id: second, agent: ProbeAgent, action: ${action}, params: ${params} }
`;
  return compilePlaybook(source, { file: 'test.yaml', actions: [probe, two] }).diagnostics;
}
/** The findings about the parameters, as `CODE: message (suggestion)`. */
const told = (params: string, action?: string) =>
  compile(params, action).map(
    ({ code, message, suggestion }) =>
      `${code.replace('PLAYBOOK_', '')}: ${message}${suggestion === null ? '' : ` (${suggestion})`}`,
  );

describe('a parameter that fits', () => {
  it.each([
    '{}',
    '',
    '{ text: word, short: abc, mode: fast, whole: 9, number: 1.5, yes: false }',
    '{ number: }',
    '{ number: "{{ inputs.maybe }}" }',
    '{ number: "{{ inputs.i }}" }',
    '{ number: "{{ duration(\'3d\') }}" }',
    '{ text: "{{ timestamp(now) }}" }',
    '{ text: "n is {{ inputs.n }}" }',
    '{ whole: "{{ round(inputs.n) }}" }',
    '{ list: [1, "{{ inputs.i }}"] }',
    '{ list: "{{ inputs.l }}" }',
    '{ list: [] }',
    '{ rows: [{ day: x, cpa: }, { day: "{{ inputs.t }}", cpa: "{{ inputs.maybe }}" }] }',
    '{ map: { a: 1 } }',
    '{ map: { a: "{{ inputs.i }}", b: x } }',
    '{ map: "{{ inputs.m }}" }',
    '{ by_name: { x: 1, y: "{{ inputs.n }}" } }',
    '{ any: { of: [this, "{{ inputs.t }}"] } }',
    '{ mode: "{{ inputs.t }}" }',
    "{ mode: \"{{ inputs.b ? 'fast' : 'slow' }}\" }",
  ])('%s', (params) => {
    expect(told(params)).toEqual([]);
  });
});

describe('a parameter that does not fit is told at its part, with what to write', () => {
  it.each([
    ['[]', ['TYPE_MISMATCH: `params` is an empty list.']],
    ['{ txt: a }', ['PARAM_UNKNOWN: ProbeAgent.probe has no parameter txt. (text)']],
    ['{ toString: a }', ['PARAM_UNKNOWN: ProbeAgent.probe has no parameter toString.']],
    ['{ text: 7 }', ["PARAM_TYPE: text is the number 7. ('7')"]],
    ['{ text: true }', ["PARAM_TYPE: text is the boolean true. ('true')"]],
    ["{ whole: '7' }", ['PARAM_TYPE: whole is a text. (7)']],
    ['{ whole: many }', ['PARAM_TYPE: whole is a text.']],
    ['{ whole: 0 }', ['PARAM_TYPE: whole is too small.']],
    ['{ whole: 10 }', ['PARAM_TYPE: whole is too large.']],
    ['{ short: abcd }', ['PARAM_TYPE: short is too long.']],
    ['{ mode: fats }', ['PARAM_TYPE: mode may not be fats. (fast)']],
    ['{ list: [1, x, 2.5] }', ['PARAM_TYPE: list[1] is a text.', 'PARAM_TYPE: list[2] is the number 2.5.']],
    ['{ map: { b: x } }', ['PARAM_TYPE: map has no a.']],
    ['{ text: "{{ inputs.n }}" }', ['PARAM_TYPE: text is a number. (Use string(…).)']],
    ['{ whole: "{{ inputs.n }}" }', ['PARAM_TYPE: whole is a number. (Use round(…), floor(…) or int(…).)']],
    ['{ yes: "{{ inputs.t }}" }', ['PARAM_TYPE: yes is a text.']],
    ['{ list: "{{ inputs.t }}" }', ['PARAM_TYPE: list is a text.']],
    ['{ list: "{{ [inputs.t] }}" }', ['PARAM_TYPE: list is a list.']],
    ['{ list: ["{{ inputs.i }}", "{{ inputs.t }}"] }', ['PARAM_TYPE: list[1] is a text.']],
    ["{ mode: \"{{ inputs.b ? 'a' : 'b' }}\" }", ['PARAM_TYPE: mode is one of a, b. (Use string(…).)']],
    [
      '{ whole: "{{ inputs.maybe }}" }',
      [expect.stringMatching(/^VALUE_MAY_BE_ABSENT: whole may be null or absent here\. \(Guard/)],
    ],
    ['{ rows: [{ day: "{{ inputs.t }}", cpaa: 1 }] }', ['PARAM_UNKNOWN: rows[0] has no field cpaa. (cpa)']],
    ['{ rows: "{{ out.rows }}" }', []],
    ["{ map: \"{{ {'b': 'x'} }}\" }", ['PARAM_TYPE: map has no a.']],
    ["{ map: \"{{ {'a': 'x'} }}\" }", ['PARAM_TYPE: map.a is a text.']],
    ['{ by_name: { x: "{{ inputs.t }}" } }', ['PARAM_TYPE: by_name.x is a text.']],
    [
      '{ text: "{{ inputs.tt }} and {{ nothing }}" }',
      ['FIELD_UNKNOWN: inputs has no field tt. (t)', 'NAME_UNKNOWN: nothing is not known here.'],
    ],
    [
      '{ text: "is {{ inputs.maybe }}" }',
      ["VALUE_MAY_BE_ABSENT: This part of the text may be null or absent. (has(inputs.maybe) ? inputs.maybe : 'none')"],
    ],
    ['{ text: "{{ }}" }', ['EXPRESSION_SYNTAX: It is empty. (Write a CEL expression such as context.cpa > 50.)']],
    ['{ text: "a {{ inputs.t" }', ['TEMPLATE_UNCLOSED: This {{ has no }} that closes it. ({{ inputs.t }})']],
    [
      '{ text: "{{ inputs.t == active }}" }',
      [
        expect.stringMatching(/^BARE_WORD: active is not known here\. \('active'\)/),
        expect.stringMatching(/^PARAM_TYPE: text is true or false/),
      ],
    ],
    ['{ text: "{{ now() }}" }', [expect.stringMatching(/^NOT_DETERMINISTIC: There is no function now\(\)\./)]],
    ['{ any: "{{ strng(1) }}" }', ['FUNCTION_UNKNOWN: There is no function strng(). (string)']],
    ['{ any: "{{ inputs.t.trimm() }}" }', ['FUNCTION_UNKNOWN: There is no function trimm(). (trim)']],
    [
      '{ any: "{{ inputs.constructor }}" }',
      ['NAME_FORBIDDEN: constructor may not be used in an expression. (Choose another name.)'],
    ],
    [
      '{ any: "{{ inputs.t.matches(\'(a+)+\') }}" }',
      [expect.stringMatching(/^PATTERN_UNSAFE: The pattern is refused/)],
    ],
  ])('%s', (params, wanted) => {
    expect([...told(params)].sort()).toEqual(wanted);
  });

  it('every parameter that is missing is named, and one with a default is not', () => {
    expect(told('{}', 'two')).toEqual([
      'PARAM_MISSING: ProbeAgent.two needs the parameter one. (params: { one: … })',
      'PARAM_MISSING: ProbeAgent.two needs the parameter other. (params: { other: … })',
    ]);
    expect(told('{ one: x, other: 1 }', 'two')).toEqual([]);
    expect(told('{ one: x, other: 1, more: x }', 'two')).toEqual(['PARAM_TYPE: more is a text.']);
  });

  it('an agent and an action that are not there are told with what is near', () => {
    expect(told('{}', 'prob')).toEqual(['ACTION_UNKNOWN: ProbeAgent has no action prob. (probe)']);
    const other = compilePlaybook('id: a\nname: A\nsteps: [{ id: b, agent: ProbAgent, action: probe }]\n', {
      file: 'x',
      actions: [probe],
    });
    expect(other.diagnostics).toMatchObject([{ code: 'PLAYBOOK_AGENT_UNKNOWN', suggestion: 'ProbeAgent' }]);
    const none = compilePlaybook('id: a\nname: A\nsteps: [{ id: b, agent: X, action: y }]\n', {
      file: 'x',
      actions: [],
    });
    expect(none).toMatchObject({
      plan: null,
      digest: null,
      diagnostics: [{ code: 'PLAYBOOK_AGENT_UNKNOWN', expected: '' }],
    });
  });
});
