import { describe, expect, it } from 'vitest';
import { compilePlaybook } from '../../playbooks/compiler/index.ts';
import { testDefinitions } from '../../tests/playbooks/definitions.ts';
import { conditionTreeSchema, expressionSchema, planSchema, stepSchema, templateSchema } from './index.ts';

const base = { id: 'a', line: 4, name: null, condition: null };
const expression = { source: 'context.cpa > 3', line: 4 };
const policy = {
  title: null,
  approvers: { roles: ['approver'], users: [] },
  quorum: 1,
  timeout_seconds: 60,
  on_timeout: 'reject',
  editable: [],
  evidence: null,
  undo_window_seconds: 0,
};
const action = {
  ...base,
  kind: 'action',
  action_id: 'Agent.action',
  effect: 'read',
  summary: 'Reads.',
  params: { a: { kind: 'literal', value: [1, { b: null }] } },
  output: null,
  approval: null,
  retry: {
    max_attempts: 1,
    initial_interval_seconds: 0.5,
    backoff_coefficient: 1,
    max_interval_seconds: 20,
    non_retryable: ['PLATFORM_AUTH'],
  },
  timeout_seconds: 30,
  heartbeat_seconds: null,
  on_error: 'fail',
};
const office = { timezone: 'UTC', days: [1, 5], from_minute: 540, to_minute: 1020, holidays: ['2026-12-25'] };
const stop = { ...base, kind: 'stop', status: 'completed', result: null };

/** One good step of each kind. */
const steps = {
  action,
  approval: { ...base, kind: 'approval', approval: policy, output: 'answer' },
  parallel: { ...base, kind: 'parallel', branches: [[stop], []], join: 'any' },
  switch: { ...base, kind: 'switch', cases: [{ when: expression, line: 5, steps: [stop] }], otherwise: [] },
  for_each: {
    ...base,
    kind: 'for_each',
    items: expression,
    as: 'row',
    max_parallel: 2,
    on_item_error: 'continue',
    steps: [stop],
    output: null,
  },
  set: { ...base, kind: 'set', values: { x: { kind: 'text', parts: ['a ', expression] } } },
  repeat: {
    ...base,
    ...{
      kind: 'repeat',
      while: null,
      until: expression,
      as: 'round',
      max_iterations: 3,
      on_limit: 'fail',
      steps: [stop],
    },
  },
  try: { ...base, kind: 'try', steps: [stop], catches: [{ when: null, line: 6, steps: [stop] }], finally: [] },
  playbook: {
    ...base,
    kind: 'playbook',
    playbook_id: 'b_v1',
    inputs: { a: { kind: 'literal', value: 1 } },
    output: 'b',
  },
  wait: { ...base, kind: 'wait', wait: { kind: 'for', seconds: 90 } },
  business: { ...base, kind: 'wait', wait: { kind: 'business_days', days: 2, calendar: office } },
  event: {
    ...base,
    ...{ kind: 'wait', wait: { kind: 'event', event: 'x', match: expression, timeout_seconds: 9, on_timeout: 'fail' } },
    output: 'heard',
  },
  stop,
};

describe('a step of a plan', () => {
  it.each(Object.entries(steps))('%s travels as JSON and comes back the same', (_, step) => {
    expect(stepSchema.parse(JSON.parse(JSON.stringify(step)))).toEqual(step);
  });

  it.each([
    ['a kind that is none', { ...stop, kind: 'loop' }],
    ['no kind', { ...stop, kind: undefined }],
    ['line 0', { ...stop, line: 0 }],
    ['a status that ends nothing', { ...stop, status: 'running' }],
    ['no attempts', { ...action, retry: { ...action.retry, max_attempts: 0 } }],
    ['pauses that shrink', { ...action, retry: { ...action.retry, backoff_coefficient: 0.9 } }],
    ['a pause of no length', { ...action, retry: { ...action.retry, initial_interval_seconds: 0 } }],
    ['no time to run', { ...action, timeout_seconds: 0 }],
    ['an effect that is none', { ...action, effect: 'delete' }],
    ['a way of failing that is none', { ...action, on_error: 'ignore' }],
    ['a wait of no length', { ...steps.wait, wait: { kind: 'for', seconds: 0 } }],
    ['a wait for an event that never gives up', { ...steps.wait, wait: { kind: 'event', event: 'x', match: null } }],
    ['a loop without a cap', { ...steps.repeat, max_iterations: undefined }],
    ['a loop that never runs', { ...steps.repeat, max_iterations: 0 }],
    ['a try without an end', { ...steps.try, finally: undefined }],
    ['a child without a name', { ...steps.playbook, playbook_id: null }],
    [
      'a week of eight days',
      { ...steps.business, wait: { ...steps.business.wait, calendar: { ...office, days: [8] } } },
    ],
    [
      'a holiday that is no date',
      { ...steps.business, wait: { ...steps.business.wait, calendar: { ...office, holidays: ['x'] } } },
    ],
    ['no item at a time', { ...steps.for_each, max_parallel: 0 }],
    ['a broken step inside another', { ...steps.parallel, branches: [[{ ...stop, line: 'four' }]] }],
    ['a silent yes', { ...steps.approval, approval: { ...policy, on_timeout: 'approve' } }],
    ['nobody to agree', { ...steps.approval, approval: { ...policy, quorum: 0 } }],
    ['a role that is none', { ...steps.approval, approval: { ...policy, approvers: { roles: ['boss'], users: [] } } }],
    ['a window before the decision', { ...steps.approval, approval: { ...policy, undo_window_seconds: -1 } }],
  ])('%s is refused', (_, step) => {
    expect(stepSchema.safeParse(step).success).toBe(false);
  });
});

describe('templates and conditions', () => {
  it.each([
    [{ kind: 'literal', value: { a: [1, null, 'x', true] } }, true],
    [{ kind: 'expression', expression }, true],
    [{ kind: 'list', items: [{ kind: 'map', entries: { a: { kind: 'literal', value: 1 } } }] }, true],
    [{ kind: 'text', parts: [] }, true],
    [{ kind: 'literal', value: undefined }, false],
    [{ kind: 'literal', value: Number.POSITIVE_INFINITY }, false],
    [{ kind: 'expression', expression: 'a' }, false],
    [{ kind: 'text', parts: [1] }, false],
    [{ kind: 'list', items: [{ kind: 'other' }] }, false],
  ])('the template %j: %s', (template, good) => {
    expect(templateSchema.safeParse(template).success).toBe(good);
  });

  it.each([
    [
      { kind: 'not', item: { kind: 'all', items: [{ kind: 'any', items: [{ kind: 'expression', expression }] }] } },
      true,
    ],
    [{ kind: 'all', items: [] }, true],
    [{ kind: 'not', items: [] }, false],
    [{ kind: 'xor', items: [] }, false],
  ])('the condition %j: %s', (tree, good) => {
    expect(conditionTreeSchema.safeParse(tree).success).toBe(good);
  });

  it('an expression has the line it stands on', () => {
    expect(expressionSchema.safeParse({ source: 'a', line: 1 }).success).toBe(true);
    for (const line of [0, -1, 1.5, null])
      expect(expressionSchema.safeParse({ source: 'a', line }).success).toBe(false);
  });
});

describe('a plan', () => {
  const { plan } = compilePlaybook('id: a_v1\nname: A\nsteps: [{ id: end, stop: completed }]\n', {
    file: 'a.yaml',
    actions: testDefinitions,
  });

  it('as the compiler makes it is one', () => {
    expect(planSchema.parse(plan)).toEqual(plan);
    expect(planSchema.parse(JSON.parse(JSON.stringify(plan)))).toEqual(plan);
  });

  it.each([
    ['of another version', { plan_version: 2 }],
    ['about something that is none', { scope: 'planet' }],
    ['that never ends', { timeout_seconds: 0 }],
    ['of half a second', { timeout_seconds: 0.5 }],
    ['with a label that is a number', { labels: { a: 1 } }],
    [
      'with an input of no known type',
      { inputs: { a: { type: 'date', description: null, required: true, default: null } } },
    ],
    ['without guardrails', { guardrails: undefined }],
    ['with a limit that has no line', { guardrails: { ...plan?.guardrails, min_spend: { value: 1 } } }],
    ['with an autonomy that is none', { guardrails: { ...plan?.guardrails, autonomy: 'full' } }],
    ['with no execution at a time', { concurrency: { key: null, limit: 0, on_conflict: 'skip' } }],
    [
      'that promises something sideways',
      { outcome: { metric: 'cpa', direction: 'sideways', window_seconds: 60, minimum_effect_pct: 0 } },
    ],
    [
      'that catches up before it was',
      {
        schedule: {
          cron: '@daily',
          timezone: 'UTC',
          overlap: 'skip',
          catchup_window_seconds: -1,
          jitter_seconds: 0,
          skip: [],
        },
      },
    ],
  ])('%s is refused', (_, part) => {
    expect(planSchema.safeParse({ ...plan, ...part }).success).toBe(false);
  });
});
