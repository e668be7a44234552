import { describe, expect, it } from 'vitest';
import { planSchema } from '../../../contracts/plan/index.ts';
import { testDefinitions } from '../../../tests/playbooks/definitions.ts';
import { compilePlaybook } from '../index.ts';

const compile = (steps: string, top = '') =>
  compilePlaybook(`id: test_v1\nname: Test\n${top}steps:\n${steps}`, { file: 'test.yaml', actions: testDefinitions });
const stepsOf = (steps: string, top = '') => {
  const { plan, diagnostics } = compile(steps, top);
  expect(diagnostics).toEqual([]);
  expect(planSchema.parse(plan)).toEqual(plan);
  return plan?.steps ?? [];
};
const codes = (steps: string, top = '') => compile(steps, top).diagnostics.map(({ code, line }) => `${code}:${line}`);

const collect =
  "  - { id: collect, agent: HealthAgent, action: collect_metrics, params: { campaign_id: '1' }, output: metrics }\n";
const diagnose =
  "  - { id: diagnose, agent: HealthAgent, action: diagnose, params: { rows: '{{ metrics.rows }}' }, output: diagnosis }\n";
const tell = (text: string, more = '') =>
  `  - { id: tell, agent: NotifyAgent, action: tell, params: { text: ${text} }${more} }\n`;

describe('an action step', () => {
  it('takes retry, timeout and on_error over those of its action', () => {
    const [step] = stepsOf(
      '  - { id: a, name: Say it, agent: NotifyAgent, action: tell, params: { text: hi }, retry: { max_attempts: 2, max_interval: 1m }, timeout: 5m, on_error: continue }\n',
    );
    expect(step).toMatchObject({
      name: 'Say it',
      retry: { max_attempts: 2, initial_interval_seconds: 0.5, max_interval_seconds: 60 },
      timeout_seconds: 300,
      on_error: 'continue',
    });
  });

  it('an output of a step that may fail or be skipped must be guarded', () => {
    const maybe = collect.replace(' }\n', ', on_error: continue }\n');
    expect(codes(maybe + diagnose)).toEqual(['PLAYBOOK_VALUE_MAY_BE_ABSENT:5']);
    const skipped = collect.replace('{ id', '{ condition: context.cpa > 3, id');
    expect(codes(skipped + diagnose)).toEqual(['PLAYBOOK_VALUE_MAY_BE_ABSENT:5']);
    expect(codes(skipped + diagnose.replace('{ id', '{ condition: has(metrics.rows), id'))).toEqual([]);
  });

  it('a value that may be absent goes only into a parameter that takes null', () => {
    const optional = 'inputs: { channel: { type: string, required: false } }\n';
    expect(codes(tell("hi, channel: '{{ inputs.channel }}'"), optional)).toEqual(['PLAYBOOK_VALUE_MAY_BE_ABSENT:5']);
    expect(codes(tell("hi, about: '{{ inputs.channel }}'"), optional)).toEqual([]);
  });

  it('checks a literal against the ranges of the schema and an expression against its type', () => {
    expect(codes(collect.replace("campaign_id: '1'", "campaign_id: '1', days: 900"))).toEqual([
      'PLAYBOOK_PARAM_TYPE:4',
    ]);
    expect(codes(collect.replace("campaign_id: '1'", "campaign_id: '{{ context.cpa }}'"))).toEqual([
      'PLAYBOOK_PARAM_TYPE:4',
    ]);
    expect(codes(collect.replace("campaign_id: '1'", "campaign_id: '1', days: '{{ context.cpa }}'"))).toEqual([
      'PLAYBOOK_PARAM_TYPE:4',
    ]);
    expect(codes(collect.replace("campaign_id: '1'", "campaign_id: '1', days: '{{ round(context.cpa) }}'"))).toEqual(
      [],
    );
    expect(codes(tell('hello', ', retry: 3'))).toEqual([]);
    expect(codes(tell("'a', channel: fax"))).toEqual(['PLAYBOOK_PARAM_TYPE:4']);
    expect(
      codes(
        "  - { id: a, agent: HealthAgent, action: diagnose, params: { rows: [{ dt: x, cpa: '{{ context.cpa }}', more: 1 }, { dt: 3, cpa: 1 }] } }\n",
      ),
    ).toEqual(['PLAYBOOK_PARAM_UNKNOWN:4', 'PLAYBOOK_PARAM_TYPE:4']);
  });

  it('asks where its own approval says so, with what the playbook said before', () => {
    const write =
      "  - { id: raise, agent: AdPlatformAgent, action: set_daily_budget, params: { campaign_id: '1', daily_budget_minor: 5000 }, approval: { title: 'Raise for {{ entity.name }}', quorum: 2, editable: [daily_budget_minor] } }\n";
    const [step] = stepsOf(write, 'approval: { timeout: 2h, on_timeout: cancel }\n');
    expect(step).toMatchObject({
      approval: {
        title: { kind: 'text', parts: ['Raise for ', { source: 'entity.name' }] },
        quorum: 2,
        timeout_seconds: 7_200,
        on_timeout: 'cancel',
        editable: ['daily_budget_minor'],
      },
    });
    expect(codes(write)).toEqual([]);
    expect(codes(write.replace('[daily_budget_minor]', '[budget]'))).toEqual(['PLAYBOOK_PARAM_UNKNOWN:4']);
  });
});

describe('the other steps', () => {
  it('a gate, a pause and an end', () => {
    expect(
      stepsOf(
        "  - { id: ask, approval: { title: Go on?, approvers: { roles: [marketer] }, on_timeout: reject }, output: answer }\n  - { id: rest, wait: { for: 90s } }\n  - { id: until, wait: { until: '{{ timestamp(now) + duration(\"3d\") }}' } }\n  - { id: end, stop: { status: failed, result: { who: '{{ entity.id }}' } } }\n",
      ),
    ).toMatchObject([
      { kind: 'approval', approval: { approvers: { roles: ['marketer'], users: [] } }, output: 'answer' },
      { kind: 'wait', wait: { kind: 'for', seconds: 90 } },
      { kind: 'wait', wait: { kind: 'until', until: { source: 'timestamp(now) + duration("3d")' } } },
      { kind: 'stop', status: 'failed', result: { kind: 'map', entries: { who: { kind: 'expression' } } } },
    ]);
    expect(
      stepsOf(
        '  - { id: a, wait: 2h }\n  - { id: b, wait: { until: 2026-12-24T09:00:00Z } }\n  - { id: c, stop: cancelled }\n',
      ),
    ).toMatchObject([
      { wait: { seconds: 7_200 } },
      { wait: { until: { source: 'timestamp("2026-12-24T09:00:00Z")' } } },
      { status: 'cancelled', result: null },
    ]);
  });

  it('a wait says for what: a length, a moment or an event', () => {
    expect(codes('  - { id: a, wait: { for: 3d, until: now } }\n')).toEqual(['PLAYBOOK_VALUE_INVALID:4']);
    expect(codes('  - { id: a, wait: { until: 3d } }\n')).toEqual(['PLAYBOOK_VALUE_INVALID:4']);
    expect(codes("  - { id: a, wait: { until: 'context.cpa' } }\n")).toEqual(['PLAYBOOK_EXPRESSION_TYPE:4']);
    expect(codes('  - { id: a, wait: 30 }\n')).toEqual(['PLAYBOOK_DURATION_INVALID:4']);
  });

  it('a switch: a name set in every branch is there, one set in some may be absent, and a branch that stops does not count', () => {
    const branches = (last: string) =>
      `  - id: choose\n    switch:\n      - when: context.cpa > 50\n        steps: [{ id: one, set: { text: high, only: 1 } }]\n      - else: ${last}\n`;
    const both = branches('[{ id: two, set: { text: low } }]');
    const [step] = stepsOf(both + tell("'{{ text }}'"));
    expect(step).toMatchObject({
      kind: 'switch',
      cases: [{ when: { source: 'context.cpa > 50' }, line: 6, steps: [{ kind: 'set' }] }],
      otherwise: [{ id: 'two' }],
    });
    expect(codes(both + tell("'{{ string(only) }}'"))).toEqual(['PLAYBOOK_VALUE_MAY_BE_ABSENT:9']);
    expect(codes(branches('[{ id: two, stop: completed }]') + tell("'{{ string(only) }}'"))).toEqual([]);
    expect(codes(`${branches('[{ id: two, stop: completed }]')}      - when: 'true'\n        steps: []\n`)).toContain(
      'PLAYBOOK_STEP_UNREACHABLE:9',
    );
  });

  it('parallel branches: all results are there after all, and may be absent after any', () => {
    const both = (join: string) =>
      `  - id: both\n    join: ${join}\n    parallel:\n      - [{ id: one, set: { a: 1 } }]\n      - steps: [{ id: two, set: { b: 2 } }]\n      - { id: three, set: { c: 3 } }\n`;
    const [step] = stepsOf(both('all') + tell("'{{ string(a + b + c) }}'"));
    expect(step).toMatchObject({
      kind: 'parallel',
      join: 'all',
      branches: [[{ id: 'one' }], [{ id: 'two' }], [{ id: 'three' }]],
    });
    expect(codes(both('any') + tell("'{{ string(a) }}'"))).toEqual(['PLAYBOOK_VALUE_MAY_BE_ABSENT:10']);
    expect(codes('  - { id: both, parallel: [[{ id: a, wait: 3s }]] }\n')).toEqual(['PLAYBOOK_VALUE_INVALID:4']);
  });

  it('for_each: the item has the type of the list, and what is named inside stays inside', () => {
    const loop = (inside: string) =>
      `${collect}  - id: each\n    for_each: { items: metrics.rows, as: row, max_parallel: 3 }\n    steps:\n      - { id: say, agent: NotifyAgent, action: tell, params: { text: '{{ ${inside} }}' }, output: said }\n    output: all_said\n`;
    const [, step] = stepsOf(loop('row.dt') + tell("'{{ string(size(all_said)) }}'"));
    expect(step).toMatchObject({
      kind: 'for_each',
      items: { source: 'metrics.rows' },
      as: 'row',
      max_parallel: 3,
      on_item_error: 'fail',
      output: 'all_said',
      steps: [{ id: 'say' }],
    });
    expect(codes(loop('row.day'))).toEqual(['PLAYBOOK_FIELD_UNKNOWN:8']);
    expect(codes(loop('row.dt') + tell("'{{ string(said.sent) }}'"))).toEqual(['PLAYBOOK_NAME_LATER:10']);
    expect(
      codes(
        '  - { id: each, for_each: { items: context.cpa, as: x, max_parallel: 1 }, steps: [{ id: a, wait: 3s }] }\n',
      ),
    ).toEqual(['PLAYBOOK_EXPRESSION_TYPE:4']);
  });

  it('set: values are templates, and a text that looks like an expression is pointed out', () => {
    expect(
      stepsOf("  - { id: a, set: { limit: '{{ context.cpa * 1.2 }}', list: [1, '{{ now }}'], word: high } }\n"),
    ).toMatchObject([
      { values: { limit: { kind: 'expression' }, list: { kind: 'list' }, word: { kind: 'literal', value: 'high' } } },
    ]);
    expect(compile('  - { id: a, set: { limit: context.cpa * 1.2 } }\n').diagnostics).toMatchObject([
      { code: 'PLAYBOOK_TEXT_LOOKS_LIKE_EXPRESSION', severity: 'warning' },
    ]);
    expect(codes("  - { id: a, set: { x: 1, y: '{{ x }}' } }\n")).toEqual(['PLAYBOOK_NAME_LATER:4']);
  });

  it('a step does exactly one thing', () => {
    expect(codes('  - { id: a }\n')).toEqual(['PLAYBOOK_STEP_KIND:4']);
    expect(codes('  - { id: a, wait: 3s, set: { x: 1 } }\n')).toEqual(['PLAYBOOK_STEP_KIND:4']);
    expect(codes('  - { id: a, wiat: 3s }\n')).toEqual(['PLAYBOOK_KEY_UNKNOWN:4']);
    expect(codes('  - just text\n')).toEqual(['PLAYBOOK_TYPE_MISMATCH:4']);
    expect(codes('  - { wait: 3s }\n')).toEqual(['PLAYBOOK_KEY_MISSING:4']);
    expect(codes('  - { id: "рause", wait: 3s }\n')).toEqual(['PLAYBOOK_ID_INVALID:4']);
  });
});

describe('write steps', () => {
  const write =
    "  - { id: raise, agent: AdPlatformAgent, action: set_daily_budget, params: { campaign_id: '1', daily_budget_minor: '{{ diagnosis.new_budget_minor }}' }, condition: has(diagnosis.new_budget_minor) }\n";
  const rules = (rule: string) => `guardrails: { require_approval_if: '${rule}' }\n`;

  it('guardrails see the change, and what every write step can see', () => {
    expect(
      codes(collect + diagnose + write, rules('total_change > 50000 || risk == "high" || diagnosis.confidence < 0.8')),
    ).toEqual([]);
    expect(codes(collect + diagnose + write, rules('diagnosis.confidense < 0.8'))).toEqual([
      'PLAYBOOK_FIELD_UNKNOWN:3',
    ]);
    expect(codes(collect + diagnose + write, rules('risk == "hihg"'))).toEqual(['PLAYBOOK_EXPRESSION_TYPE:3']);
    expect(codes(collect + write.replace('diagnosis.new', 'metrics.new'), rules('total_chnge > 3'))).toContain(
      'PLAYBOOK_NAME_UNKNOWN:3',
    );
  });

  it('a name that only some write step sees must be guarded in a guardrail', () => {
    const first = write
      .replace('raise', 'first')
      .replace("'{{ diagnosis.new_budget_minor }}'", '100')
      .replace(', condition: has(diagnosis.new_budget_minor)', '');
    expect(codes(first + collect + diagnose + write, rules('diagnosis.confidence < 0.8'))).toEqual([
      'PLAYBOOK_VALUE_MAY_BE_ABSENT:3',
    ]);
    expect(
      codes(first + collect + diagnose + write, rules('has(diagnosis.confidence) && diagnosis.confidence < 0.8')),
    ).toEqual([]);
  });
});
