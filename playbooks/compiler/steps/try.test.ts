import { describe, expect, it } from 'vitest';
import { codesIn, compileTop, said, stepsIn } from '../../../tests/playbooks/compile-text.ts';

const tell = '{ id: tell, agent: NotifyAgent, action: tell, params: { text: x }, output: told }';
const careful = (parts: string, after = '') =>
  `  - { id: careful, ${parts} }\n${after === '' ? '' : `  - { id: after, ${after} }\n`}`;
const use = 'set: { x: "{{ told.sent }}" }';

describe('try', () => {
  it('has its clauses in order, with their lines', () => {
    const text = `  - id: careful\n    try: [${tell}]\n    catch:\n      - when: error.code == 'PLATFORM_REFUSED'\n        steps: [{ id: a, wait: 1s }]\n      - steps: [{ id: b, wait: 1s }]\n    finally: [{ id: c, wait: 1s }]`;
    expect(stepsIn(text)).toMatchObject([
      {
        kind: 'try',
        steps: [{ id: 'tell' }],
        catches: [
          { when: { source: "error.code == 'PLATFORM_REFUSED'", line: 7 }, line: 7, steps: [{ id: 'a' }] },
          { when: null, line: 9, steps: [{ id: 'b' }] },
        ],
        finally: [{ id: 'c' }],
      },
    ]);
    expect(stepsIn(careful(`try: [${tell}], finally: [{ id: c, wait: 1s }]`))).toMatchObject([{ catches: [] }]);
  });

  it.each([
    [`try: [${tell}]`, ['KEY_MISSING:4']],
    ['catch: [{ steps: [{ id: a, wait: 1s }] }]', ['KEY_MISSING:4']],
    ['finally: [{ id: a, wait: 1s }]', ['KEY_MISSING:4']],
    [`try: [${tell}], catch: { steps: [] }`, ['TYPE_MISMATCH:4']],
    [`try: [${tell}], catch: [{ when: error.code == 'INTERNAL' }]`, ['KEY_MISSING:4']],
    [`try: [${tell}], catch: [{ if: true, steps: [{ id: a, wait: 1s }] }]`, ['KEY_UNKNOWN:4']],
    [`try: [${tell}], catch: [{ when: error.kode == 'x', steps: [{ id: a, wait: 1s }] }]`, ['FIELD_UNKNOWN:4']],
    [`try: [${tell}], catch: [{ when: error.code == 'INTERNL', steps: [{ id: a, wait: 1s }] }]`, ['EXPRESSION_TYPE:4']],
    [`try: [${tell}], wait: 1s`, ['STEP_KIND:4']],
    [`try: ${tell}, finally: []`, ['TYPE_MISMATCH:4', 'VALUE_INVALID:4']],
  ])('%s', (parts, codes) => {
    expect(codesIn(careful(parts))).toEqual(codes);
  });

  it('a clause after one that catches everything is never tried', () => {
    const following = (first: string) =>
      codesIn(
        careful(`try: [${tell}], catch: [{ ${first}steps: [{ id: a, wait: 1s }] }, { steps: [{ id: b, wait: 1s }] }]`),
      );
    expect(following('')).toEqual(['STEP_UNREACHABLE:4']);
    expect(following("when: '1 == 1', ")).toEqual(['STEP_UNREACHABLE:4']);
    expect(following("when: error.code == 'INTERNAL', ")).toEqual([]);
  });
});

describe('what is known after a try', () => {
  const handled = (catches: string, more = '') => codesIn(careful(`try: [${tell}], catch: [${catches}]${more}`, use));

  it('what it names may be absent, unless every catch names it as well or ends the execution', () => {
    expect(handled('{ steps: [{ id: a, wait: 1s }] }')).toEqual(['VALUE_MAY_BE_ABSENT:5']);
    expect(handled('{ steps: [{ id: a, stop: failed }] }')).toEqual([]);
    expect(handled('{ steps: [{ id: a, set: { told: { sent: false } } }] }')).toEqual([]);
    expect(
      handled(`{ when: error.code == 'INTERNAL', steps: [{ id: a, wait: 1s }] }, { steps: [{ id: b, stop: failed }] }`),
    ).toEqual(['VALUE_MAY_BE_ABSENT:5']);
    // Nothing is caught here: the step after it is only reached when all went well.
    expect(codesIn(careful(`try: [${tell}], finally: [{ id: a, wait: 1s }]`, use))).toEqual([]);
  });

  it('in a catch and in finally it may be absent, and error is there in a catch only', () => {
    expect(codesIn(careful(`try: [${tell}], catch: [{ steps: [{ id: a, ${use} }] }]`))).toEqual([
      'VALUE_MAY_BE_ABSENT:4',
    ]);
    expect(codesIn(careful(`try: [${tell}], finally: [{ id: a, ${use} }]`))).toEqual(['VALUE_MAY_BE_ABSENT:4']);
    expect(codesIn(careful(`try: [${tell}], finally: [{ id: a, condition: has(told), ${use} }]`))).toEqual([]);
    const error = 'set: { y: "{{ error.message }}" }';
    expect(codesIn(careful(`try: [${tell}], catch: [{ steps: [{ id: a, ${error} }] }]`))).toEqual([]);
    expect(codesIn(careful(`try: [${tell}], finally: [{ id: a, ${error} }]`))).toEqual(['NAME_UNKNOWN:4']);
    expect(codesIn(careful(`try: [${tell}], finally: [{ id: a, wait: 1s }]`, error))).toEqual(['NAME_UNKNOWN:5']);
  });

  it('what finally names is certain, and may not be what the steps name', () => {
    const last = (name: string) =>
      `try: [${tell}], catch: [{ steps: [{ id: a, wait: 1s }] }], finally: [{ id: b, set: { ${name}: 1 } }]`;
    expect(codesIn(careful(last('looked'), 'set: { x: "{{ looked + 1 }}" }'))).toEqual([]);
    expect(codesIn(careful(last('told')))).toEqual(['OUTPUT_DUPLICATE:4']);
  });

  it('it ends the execution when the steps and every catch do, or finally does', () => {
    const stop = (id: string) => `{ id: ${id}, stop: failed }`;
    const rest = '{ id: rest, wait: 1s }';
    const following = (parts: string) => codesIn(careful(parts, 'wait: 1s'));
    expect(following(`try: [${stop('a')}], catch: [{ steps: [${stop('b')}] }]`)).toEqual(['STEP_UNREACHABLE:5']);
    expect(following(`try: [${stop('a')}], catch: [{ steps: [${rest}] }]`)).toEqual([]);
    expect(following(`try: [${rest}], catch: [{ steps: [${stop('b')}] }]`)).toEqual([]);
    expect(following(`try: [${rest}], finally: [${stop('b')}]`)).toEqual(['STEP_UNREACHABLE:5']);
  });
});

describe('on_failure', () => {
  const failing = (handler: string) => compileTop(`on_failure: [{ id: a, ${handler} }]`);

  it('sees error and, unsure, what the steps had named', () => {
    const { plan } = failing('set: { y: "{{ error.step_id }}" }');
    expect(plan?.on_failure).toMatchObject([{ kind: 'set', id: 'a' }]);
    expect(said(failing('set: { y: "{{ error.step }}" }').diagnostics)).toEqual(['FIELD_UNKNOWN 4:43 step_id']);
    const steps = `  - ${tell}\non_failure:\n  - { id: a, ${use} }`;
    expect(codesIn(steps)).toEqual(['VALUE_MAY_BE_ABSENT:6']);
    expect(codesIn(steps.replace('{ id: a,', '{ id: a, condition: has(told),'))).toEqual([]);
  });

  it('its steps have ids of their own, and what they change needs a guardrail, too', () => {
    expect(codesIn('  - { id: a, wait: 1s }\non_failure: [{ id: a, wait: 1s }]')).toEqual(['STEP_DUPLICATE:5']);
    const change =
      "{ id: b, agent: AdPlatformAgent, action: set_daily_budget, params: { campaign_id: '1', daily_budget_minor: 5 } }";
    expect(codesIn(`  - { id: a, wait: 1s }\non_failure: [${change}]`)).toEqual(['WRITE_UNGUARDED:5']);
  });

  it('a playbook without it has no such key in its plan, so its digest stays what it was', () => {
    expect(Object.keys(compileTop('').plan ?? {})).not.toContain('on_failure');
    expect(Object.keys(compileTop('').plan ?? {})).not.toContain('on');
  });
});
