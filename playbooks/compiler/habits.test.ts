import { describe, expect, it } from 'vitest';
import { compileStepsOf, compileTop, told } from '../../tests/playbooks/compile-text.ts';

// What people bring along from other tools, and what they mean by it. Each is told once, at its place, with what to write.
const before = [
  '  - { id: collect, agent: HealthAgent, action: collect_metrics, params: { campaign_id: c }, output: metrics }',
  "  - { id: diagnose, agent: HealthAgent, action: diagnose, params: { rows: '{{ metrics.rows }}' }, output: diagnosis }",
].join('\n');
/** Findings of the steps that follow the two above, so they start on line 6. */
const laterOn = (steps: string) => told(compileStepsOf(`${before}\n${steps}`).diagnostics);

describe('a name of another tool in an expression', () => {
  it.each([
    ['cpa', 'error NAME_UNKNOWN 6:71-74 cpa is not known here. → context.cpa'],
    ['context.cost', 'error FIELD_UNKNOWN 6:79-83 context has no field cost. → spend'],
    [
      'steps.collect.output.spend',
      'error NAME_UNKNOWN 6:71-76 steps is not known here. → Read the result by its `output` name: metrics.',
    ],
    ['collect.spend', 'error NAME_UNKNOWN 6:71-78 collect is not known here. → metrics'],
    [
      'tell.text',
      'error NAME_UNKNOWN 6:71-75 tell is not known here. → Give the step tell an `output`, and read its result by that name.',
    ],
    ['env.HOME', 'error NAME_UNKNOWN 6:71-74 env is not known here. → inputs'],
    ['campaign.name', 'error NAME_UNKNOWN 6:71-79 campaign is not known here. → entity'],
    [
      'secrets.token',
      'error NAME_UNKNOWN 6:71-78 secrets is not known here. → A playbook holds no secrets: actions sign in by themselves.',
    ],
    ['upper(entity.name)', 'error FUNCTION_UNKNOWN 6:71-89 There is no function upper(). → entity.name.upperAscii()'],
    ['entity.name.upper()', 'error FUNCTION_UNKNOWN 6:71-90 There is no function upper(). → entity.name.upperAscii()'],
    ['avg([1, 2])', 'error FUNCTION_UNKNOWN 6:71-82 There is no function avg(). → Write list.sum() / size(list).'],
    [
      'frobnicate(1)',
      'error FUNCTION_UNKNOWN 6:71-84 There is no function frobnicate(). → See the list of functions in docs/playbook-language.md.',
    ],
    [
      'string(metrics.rows.length)',
      'error EXPRESSION_TYPE 6:91-97 metrics.rows is a list; it has no field length. → size(metrics.rows)',
    ],
    ['round(1.234, 2)', 'error FUNCTION_UNKNOWN 6:71-86 round() does not take 2 values. → Write round(number).'],
    [
      'entity.name | upper',
      'error EXPRESSION_SYNTAX 6:83-84 | does not belong here. → There are no filters: call a function, as in text.upperAscii().',
    ],
    [
      'context.cpa > 3 if true else 4',
      'error EXPRESSION_SYNTAX 6:87-89 if does not belong here. → Write condition ? yes : no.',
    ],
  ])('{{ %s }}', (expression, finding) => {
    expect(
      laterOn(`  - { id: tell, agent: NotifyAgent, action: tell, params: { text: '{{ ${expression} }}' } }`),
    ).toEqual([finding]);
  });

  it('an input that is declared is found by its bare name, and one that is not is told once however often it is used', () => {
    expect(laterOn("  - { id: a, set: { x: '{{ inputs.days }} {{ inputs.days }}' } }")).toEqual([
      'error FIELD_UNKNOWN 6:35-39 inputs has no field days. → inputs: { days: string }',
    ]);
    const wrapped = `  - { id: tell, set: { x: '{{ days }}' } }\ninputs: { days: integer }`;
    expect(laterOn(wrapped)).toEqual(['error NAME_UNKNOWN 6:31-35 days is not known here. → inputs.days']);
  });
});

describe('a condition in another language', () => {
  const guarded = (condition: string) =>
    laterOn(`  - id: tell\n    condition: ${condition}\n    set: { x: "{{ diagnosis.new_budget_minor + 1 }}" }`);
  it.each([
    [
      'exists(diagnosis.new_budget_minor)',
      'error FUNCTION_UNKNOWN 7:16-50 There is no function exists(). → has(diagnosis.new_budget_minor)',
    ],
    [
      'diagnosis.new_budget_minor is not None',
      'error EXPRESSION_SYNTAX 7:43-45 is does not belong here. → Write x != null for there, x == null for not there.',
    ],
    [
      'diagnosis.new_budget_minor',
      'error EXPRESSION_TYPE 7:16-42 `condition` gives a whole number. → Compare it with something, for example with == or >.',
    ],
  ])('%s was meant as a guard, so what it guards is not told, too', (condition, finding) => {
    expect(guarded(condition)).toEqual([finding]);
  });

  it.each([
    [
      '1 < context.cpa < 3',
      'error EXPRESSION_TYPE 7:16-35 `<` cannot take true or false and a whole number. → Write two comparisons: a < b && b < c.',
    ],
    [
      'context.cpa_change_pct > 20%',
      'error EXPRESSION_SYNTAX 7:44-45 It ends too early. → Leave out %: what ends with _pct is a percentage.',
    ],
    ["context.status == 'ACTIVE'", "error EXPRESSION_TYPE 7:34-42 This can never be equal. → 'active'"],
    ["context.platform == 'meta'", "error EXPRESSION_TYPE 7:36-42 This can never be equal. → 'meta_ads'"],
    ["context.status <> 'active'", 'error EXPRESSION_SYNTAX 7:32-33 > does not belong here. → Write != for not equal.'],
    [
      'context.status == “active”',
      "error EXPRESSION_SYNTAX 7:34-35 “ does not belong here. → Use straight quotes: 'text'.",
    ],
    ['context.cpa == None', 'error NAME_UNKNOWN 7:31-35 None is not known here. → null'],
  ])('%s guards nothing, so what is not guarded is told, too', (condition, finding) => {
    expect(guarded(condition)).toEqual([
      finding,
      'error VALUE_MAY_BE_ABSENT 8:19-45 diagnosis.new_budget_minor may be null or absent here. → Guard it: has(diagnosis.new_budget_minor) && …',
    ]);
  });

  it('whether there is a text at all may be asked of one that is one of few', () => {
    expect(laterOn("  - { id: a, condition: context.status != '', set: { x: 1 } }")).toEqual([]);
  });
});

describe('braces of another tool', () => {
  it.each([
    [
      `$${'{{ entity.name }}'}`,
      ['warning TEMPLATE_BRACES 6:68-86 The $ stays in front of the value. → {{ entity.name }}'],
    ],
    ['Dear {entity.name}', ['warning TEMPLATE_BRACES 6:73-86 This stays as it is written. → {{ entity.name }}']],
    [`It cost $${'{{ context.spend }}'}`, []],
    ['{a: b}, {x.y}, %{entity.name} and {{ entity.name }}', []],
  ])('%s', (text, findings) => {
    expect(laterOn(`  - { id: tell, agent: NotifyAgent, action: tell, params: { text: '${text}' } }`)).toEqual(
      findings,
    );
  });
});

describe('a shape of another tool', () => {
  it.each([
    [
      "{ id: a, uses: x, output: got }\n  - { id: b, set: { c: '{{ got.x }}' } }",
      ['error KEY_UNKNOWN 6:14-18 The step has no key `uses`. → action'],
    ],
    ['{ id: a, set: { x: 1 }, output: got }', ['error KEY_UNKNOWN 6:29-35 The step has no key `output`.']],
    [
      '{ id: a, if: true, when: context.cpa > 1, set: { x: 1 } }',
      [
        'error KEY_UNKNOWN 6:14-16 The step has no key `if`. → condition',
        'error KEY_UNKNOWN 6:24-28 The step has no key `when`. → condition',
      ],
    ],
    [
      "{ id: a, agent: HealthAgent, action: collect_metrics, params: { campaign_id: c }, output: '{{ got }}' }\n  - { id: b, set: { c: '{{ got.spend }}' } }",
      [
        'error ID_INVALID 6:95-106 `output` may only have the letters a–z, digits and _, and must not start with a digit. → got',
      ],
    ],
    [
      'id: a\n    switch:\n      - case: context.cpa > 3\n        steps: [{ id: b, set: { c: 1 } }]\n      - default: [{ id: d, set: { c: 2 } }]',
      [
        'error KEY_UNKNOWN 8:9-13 A case has no key `case`. → when',
        'error KEY_UNKNOWN 10:9-16 A case has no key `default`. → else',
      ],
    ],
    [
      'id: a\n    try: [{ id: b, wait: 1s }]\n    except: [{ steps: [{ id: d, set: { c: 2 } }] }]',
      ['error KEY_UNKNOWN 8:5-11 The step has no key `except`. → catch'],
    ],
    [
      'id: a\n    try: [{ id: b, wait: 1s }]\n    catch: [{ when: error.code == "INTERNAL", id: d, sett: { c: 2 } }]',
      [
        'error KEY_MISSING 8:47-49 A clause of `catch` has no `steps`, but is a step itself. → steps: [{ id: … }]',
        'error KEY_UNKNOWN 8:54-58 The step has no key `sett`. → set',
      ],
    ],
    [
      'id: a\n    switch: [{ when: context.cpa > 3, id: b, set: { c: 1 } }]',
      ['error KEY_MISSING 7:39-41 A case has no `steps`, but is a step itself. → steps: [{ id: … }]'],
    ],
    [
      "{ id: a, for_each: '{{ metrics.rows }}', steps: [{ id: b, wait: 1s }] }",
      ['error TYPE_MISMATCH 6:24-44 `for_each` is a text. → { items: metrics.rows, max_parallel: 5 }'],
    ],
    [
      '{ id: a, agent: HealthAgent, action: diagnose, params: { rows: [{ dtt: x, cpa: 1 }] } }',
      ['error PARAM_UNKNOWN 6:71-74 rows[0] has no field dtt. → dt'],
    ],
    [
      "{ id: a, agent: HealthAgent, action: diagnose, params: { rows: [{ dtt: '{{ now }}', cpa: 1 }] } }",
      ['error PARAM_UNKNOWN 6:71-74 rows[0] has no field dtt. → dt'],
    ],
    [
      '{ id: a, agent: HealthAgent, action: diagnose, params: { rows: [{ dt: x, cpa: 1, roas: 2 }] } }',
      ['error PARAM_UNKNOWN 6:86-90 rows[0] has no field roas.'],
    ],
    [
      '{ id: a, agent: AdPlatformAgent, action: set_daily_budget, params: { campaign_id: c, daily_budget_minor: 99.5 }, approval: { approvers: [approver] } }',
      ['error PARAM_TYPE 6:110-114 daily_budget_minor is the number 99.5. → 9950'],
    ],
    [
      '{ id: a, agent: AdPlatformAgent, action: set_budget, params: { campaign_id: c } }',
      ['error ACTION_UNKNOWN 6:46-56 AdPlatformAgent has no action set_budget. → set_daily_budget'],
    ],
    [
      '{ id: a, agent: NotifyAgent, action: tell, on_error: ignore, params: { text: x } }',
      ['error VALUE_INVALID 6:58-64 `on_error` may not be ignore. → continue'],
    ],
  ])('- %s', (step, findings) => {
    expect(laterOn(`  - ${step}`)).toEqual(findings);
  });

  it.each([
    ['inputs: [a, b]', ['error TYPE_MISMATCH 4:9-15 `inputs` is a list.']],
    [
      "schedule: [{ cron: '0 7 * * *' }]",
      ['error TYPE_MISMATCH 4:11-34 `schedule` is a list. → Leave out the dash: there is one of it, not a list.'],
    ],
    [
      "schedule: { cron: '0 7 * * *', tz: Europe/Berlin }",
      ['error KEY_UNKNOWN 4:32-34 `schedule` has no key `tz`. → timezone'],
    ],
    ['concurrency: 1', ['error TYPE_MISMATCH 4:14-15 `concurrency` is a number. → { limit: 1 }']],
    [
      'concurrency: { cancel-in-progress: true }',
      [
        'error KEY_UNKNOWN 4:16-34 `concurrency` has no key `cancel-in-progress`. → on_conflict',
        'error VALUE_INVALID 4:36-40 `on_conflict` may not be true. → cancel_running',
      ],
    ],
    ['platforms: meta_ads', ['error TYPE_MISMATCH 4:12-20 `platforms` is a text. → [meta_ads]']],
    ['platforms: [facebook]', ['error VALUE_INVALID 4:13-21 A platform may not be facebook. → meta_ads']],
    ['inputs: { a: float }', ['error VALUE_INVALID 4:14-19 The type of a may not be float. → number']],
  ])('%s', (top, findings) => {
    expect(told(compileTop(top).diagnostics)).toEqual(findings);
  });

  it('what an approver may edit is a parameter of a write of the playbook', () => {
    const write =
      '  - { id: a, agent: AdPlatformAgent, action: set_daily_budget, params: { campaign_id: c, daily_budget_minor: 5 } }';
    const found = (name: string) =>
      told(compileStepsOf(`${write}\napproval: { approvers: [approver], editable: [${name}] }`).diagnostics);
    expect(found('daily_budget')).toEqual([
      'error PARAM_UNKNOWN 5:47-59 daily_budget is not a parameter of this action. → daily_budget_minor',
    ]);
    expect(found('daily_budget_minor')).toEqual([]);
  });
});
