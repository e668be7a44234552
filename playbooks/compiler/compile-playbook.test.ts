import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineAction } from '../../contracts/action.ts';
import { canonicalJson } from '../../contracts/canonical-json.ts';
import { planSchema } from '../../contracts/plan/index.ts';
import { testDefinitions } from '../../tests/playbooks/definitions.ts';
import { mapType, plain, textType } from '../expressions/checking.ts';
import { compilePlaybook } from './index.ts';

/** The seed shape of the language, word for word. */
const seed = `id: playbook_name_v1
name: Human-readable name
when:                                   # all items must hold (AND); also OR:, NOT:, nested
  - condition: trigger_expression
  - AND: another_condition
schedule: '0 9 * * *'                   # cron; or {cron, timezone, overlap, catchup_window, jitter, skip}
steps:
  - id: step_1
    agent: AgentName
    action: method_name
    params: { key: value, dynamic: '{{context.variable}}' }
    output: variable_name
  - id: step_2
    agent: AnotherAgent
    action: another_method
    condition: output_variable.field == value
    params: { input: '{{variable_name}}' }
guardrails:
  max_budget_change_pct: 25
  require_approval_if: 'total_change > 50000'
`;
const seedActions = [
  defineAction({
    agent: 'AgentName',
    action: 'method_name',
    effect: 'read',
    summary: 'Reads.',
    params: z.object({ key: z.string(), dynamic: z.number() }),
    output: z.object({ field: z.string() }),
  }),
  defineAction({
    agent: 'AnotherAgent',
    action: 'another_method',
    effect: 'write',
    summary: 'Writes.',
    params: z.object({ input: z.object({ field: z.string() }) }),
    output: z.object({ ok: z.boolean() }),
    heartbeat_seconds: 2,
    timeout_seconds: 90,
  }),
];
/** The placeholders of the seed shape, given types. */
const placeholders = {
  trigger_expression: plain('boolean'),
  another_condition: plain('boolean'),
  output_variable: mapType({ field: textType() }),
  value: textType(),
  context: mapType({ variable: plain('number') }),
};

const compile = (source: string) => compilePlaybook(source, { file: 'test.yaml', actions: testDefinitions });
const planOf = (source: string) => {
  const { plan, diagnostics } = compile(source);
  expect(diagnostics.filter((each) => each.severity === 'error')).toEqual([]);
  if (plan === null) throw new Error('no plan');
  return plan;
};
const head = 'id: test_v1\nname: Test\n';
const done = 'steps: [{ id: done, stop: completed }]\n';

describe('the seed shape', () => {
  const { plan, digest, diagnostics } = compilePlaybook(seed, {
    file: 'seed.yaml',
    actions: seedActions,
    known: placeholders,
  });

  it('compiles to the letter', () => {
    expect(diagnostics).toEqual([]);
    expect(planSchema.parse(plan)).toEqual(plan);
    expect(plan).toMatchObject({
      playbook_id: 'playbook_name_v1',
      when: {
        kind: 'all',
        items: [
          { kind: 'expression', expression: { source: 'trigger_expression', line: 4 } },
          { expression: { source: 'another_condition', line: 5 } },
        ],
      },
      schedule: { cron: '0 9 * * *', timezone: 'UTC', overlap: 'skip', skip: [] },
      guardrails: {
        max_budget_change_pct: { value: 25, line: 19 },
        require_approval_if: { source: 'total_change > 50000', line: 20 },
        autonomy: 'propose',
      },
    });
    expect(plan?.steps[0]).toMatchObject({
      id: 'step_1',
      line: 8,
      action_id: 'AgentName.method_name',
      effect: 'read',
      params: {
        key: { kind: 'literal', value: 'value' },
        dynamic: { kind: 'expression', expression: { source: 'context.variable', line: 11 } },
      },
      output: 'variable_name',
    });
    expect(plan?.steps[1]).toMatchObject({
      condition: { source: 'output_variable.field == value', line: 16 },
      effect: 'write',
      timeout_seconds: 90,
      heartbeat_seconds: 2,
      approval: null,
    });
  });

  it('has every default resolved', () => {
    expect(plan).toMatchObject({
      plan_version: 1,
      scope: 'campaign',
      approval: {
        title: null,
        approvers: { roles: ['approver', 'admin'], users: [] },
        quorum: 1,
        timeout_seconds: 86_400,
        on_timeout: 'reject',
        editable: [],
        evidence: null,
        undo_window_seconds: 10,
      },
      concurrency: { key: null, limit: 1, on_conflict: 'skip' },
      outcome: null,
      timeout_seconds: 30 * 86_400,
      labels: {},
      inputs: {},
    });
    expect(plan?.steps[0]).toMatchObject({
      retry: { max_attempts: 5, initial_interval_seconds: 0.5 },
      on_error: 'fail',
    });
  });

  it('has the sha256 of its canonical JSON as digest, which changes with the plan and not with the layout', () => {
    expect(digest).toBe(createHash('sha256').update(canonicalJson(plan)).digest('hex'));
    const options = { file: 'seed.yaml', actions: seedActions, known: placeholders };
    const spaced = seed.replace('{ key: value, dynamic:', '{ key:   "value",   dynamic:');
    expect(compilePlaybook(spaced, options).digest).toBe(digest);
    expect(compilePlaybook(seed.replace('25', '26'), options).digest).not.toBe(digest);
    expect(compilePlaybook(`\uFEFF${seed.replaceAll('\n', '\r\n')}`, options).digest).toBe(digest);
  });
});

describe('the top level', () => {
  it('reads when with AND, OR and NOT nested', () => {
    const plan = planOf(
      `${head}when:\n  - condition: context.cpa > 50\n  - OR: [context.ctr < 0.01, { AND: [context.spend > 10, { NOT: 'context.clicks > 5' }] }]\n${done}`,
    );
    const leaf = (source: string) => ({ kind: 'expression', expression: { source } });
    expect(plan.when).toMatchObject({
      kind: 'all',
      items: [
        leaf('context.cpa > 50'),
        {
          kind: 'any',
          items: [
            leaf('context.ctr < 0.01'),
            { kind: 'all', items: [leaf('context.spend > 10'), { kind: 'not', item: leaf('context.clicks > 5') }] },
          ],
        },
      ],
    });
  });

  it('refuses an OR with one condition, which would mean and', () => {
    expect(
      compile(`${head}when:\n  - condition: context.cpa > 50\n  - OR: context.ctr < 0.01\n${done}`).diagnostics,
    ).toMatchObject([{ code: 'PLAYBOOK_CONDITION_SHAPE', line: 5, column: 5 }]);
  });

  it('reads the long forms of schedule, concurrency, outcome, approval and inputs', () => {
    const plan = planOf(`${head}owner: ana@example.com
labels: { area: spine }
timeout: 2d
inputs: { campaign_id: string, days: { type: integer, default: 7 }, note: { type: string, required: false } }
schedule: { cron: '*/15 8-18 * JAN-MAR MON,WED', timezone: Europe/Berlin, overlap: queue, catchup_window: 10m, jitter: 30s, skip: ['2026-12-24'] }
concurrency: { key: inputs.campaign_id, limit: 2, on_conflict: queue }
outcome: { metric: cpa, direction: decrease, window: 7d, minimum_effect: 5% }
approval: { approvers: [marketer, ana@example.com], quorum: 2, timeout: 4h, on_timeout: escalate, undo_window: 0 }
${done}`);
    expect(plan).toMatchObject({
      owner: 'ana@example.com',
      labels: { area: 'spine' },
      timeout_seconds: 172_800,
      inputs: {
        campaign_id: { type: 'string', required: true },
        days: { type: 'integer', required: false, default: 7 },
        note: { required: false, default: null },
      },
      schedule: {
        timezone: 'Europe/Berlin',
        overlap: 'queue',
        catchup_window_seconds: 600,
        jitter_seconds: 30,
        skip: ['2026-12-24'],
      },
      concurrency: { key: { source: 'inputs.campaign_id' }, limit: 2, on_conflict: 'queue' },
      outcome: { metric: 'cpa', direction: 'decrease', window_seconds: 604_800, minimum_effect_pct: 5 },
      approval: {
        approvers: { roles: ['marketer'], users: ['ana@example.com'] },
        quorum: 2,
        timeout_seconds: 14_400,
        on_timeout: 'escalate',
        undo_window_seconds: 0,
      },
    });
  });

  it('an optional input without default must be guarded', () => {
    const source = `${head}inputs: { note: { type: string, required: false } }\nsteps:\n  - { id: tell, agent: NotifyAgent, action: tell, params: { text: '{{ inputs.note }}' } }\n`;
    expect(compile(source).diagnostics).toMatchObject([{ code: 'PLAYBOOK_VALUE_MAY_BE_ABSENT', line: 5 }]);
    expect(compile(source.replace('id: tell,', 'id: tell, condition: has(inputs.note),')).diagnostics).toEqual([]);
  });

  it('features of a campaign are known, those of other scopes are open', () => {
    expect(compile(`${head}when: [{ condition: context.segment_id == 3 }]\n${done}`).diagnostics).toMatchObject([
      { code: 'PLAYBOOK_FIELD_UNKNOWN' },
    ]);
    expect(
      compile(`${head}scope: audience\nwhen: [{ condition: context.segment_id == 3 }]\n${done}`).diagnostics,
    ).toEqual([]);
  });
});
