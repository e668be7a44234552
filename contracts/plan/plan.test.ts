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
  wait: { ...base, kind: 'wait', wait: { kind: 'for', seconds: 90 } },
  stop,
};

describe('a step of a plan', () => {
  it.each(Object.entries(steps))('%s travels as JSON and comes back the same', (_, step) => {
    expect(stepSchema.parse(JSON.parse(JSON.stringify(step)))).toEqual(step);
  });

  it.each([
    ['a kind that is none', { ...stop, kind: 'repeat' }],
    ['no kind', { ...stop, kind: undefined }],
    ['line 0', { ...stop, line: 0 }],
    ['a status that ends nothing', { ...stop, status: 'running' }],
    ['no attempts', { ...action, retry: { ...action.retry, max_attempts: 0 } }],
    ['pauses that shrink', { ...action, retry: { ...action.retry, backoff_coefficient: 0.9 } }],
    ['a pause of no length', { ...action, retry: { ...action.retry, initial_interval_seconds: 0 } }],
    ['no time to run', { ...action, timeout_seconds: 0 }],
    ['an effect that is none', { ...action, effect: 'delete' }],
    ['a failure that compensates, which this version cannot', { ...action, on_error: 'compensate' }],
    ['a wait of no length', { ...steps.wait, wait: { kind: 'for', seconds: 0 } }],
    ['a wait for an event', { ...steps.wait, wait: { kind: 'event', name: 'x' } }],
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
