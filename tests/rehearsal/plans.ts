import { defaultRetry } from '../../contracts/action.ts';
import {
  type ActionStep,
  type ApprovalPolicy,
  type ApprovalStep,
  type Expression,
  type ForEachStep,
  noGuardrails,
  type ParallelStep,
  type Plan,
  type PlaybookStep,
  type RepeatStep,
  type SetStep,
  type Step,
  type StopStep,
  type SwitchStep,
  type Template,
  type TryStep,
  type WaitStep,
} from '../../contracts/plan/index.ts';

/** Plans as the compiler would make them, for tests of what runs them. Lines are made up. */

const base = { line: 1, name: null, condition: null };

export const expression = (source: string, line = 1): Expression => ({ source, line });
export const computed = (source: string): Template => ({ kind: 'expression', expression: expression(source) });
export const literal = (value: Extract<Template, { kind: 'literal' }>['value']): Template => ({
  kind: 'literal',
  value,
});

export const askApprovers: ApprovalPolicy = {
  title: literal('Please decide'),
  approvers: { roles: ['approver'], users: [] },
  quorum: 1,
  timeout_seconds: 3600,
  on_timeout: 'reject',
  editable: ['daily_budget_minor'],
  evidence: null,
  undo_window_seconds: 0,
};

export const action = (id: string, method: string, more: Partial<ActionStep> = {}): ActionStep => ({
  ...base,
  id,
  kind: 'action',
  action_id: `RehearsalAgent.${method}`,
  effect: method === 'set_budget' ? 'write' : 'read',
  summary: method,
  params: {},
  output: null,
  approval: null,
  retry: { ...defaultRetry, initial_interval_seconds: 0.02, max_attempts: 3 },
  timeout_seconds: 10,
  heartbeat_seconds: null,
  on_error: 'fail',
  ...more,
});

export const setBudget = (id: string, daily_budget_minor: number, more: Partial<ActionStep> = {}): ActionStep =>
  action(id, 'set_budget', { params: { daily_budget_minor: literal(daily_budget_minor) }, output: id, ...more });

export const gate = (id: string, more: Partial<ApprovalPolicy> = {}): ApprovalStep => ({
  ...base,
  id,
  kind: 'approval',
  approval: { ...askApprovers, ...more },
  output: id,
});

export const set = (id: string, values: Readonly<Record<string, Template>>): SetStep => ({
  ...base,
  id,
  kind: 'set',
  values,
});
export const parallel = (
  id: string,
  join: ParallelStep['join'],
  ...branches: readonly (readonly Step[])[]
): ParallelStep => ({ ...base, id, kind: 'parallel', join, branches });
export const choose = (id: string, cases: SwitchStep['cases'], otherwise: readonly Step[] = []): SwitchStep => ({
  ...base,
  id,
  kind: 'switch',
  cases,
  otherwise,
});
export const forEach = (
  id: string,
  items: string,
  steps: readonly Step[],
  more: Partial<ForEachStep> = {},
): ForEachStep => ({
  ...base,
  id,
  kind: 'for_each',
  items: expression(items),
  as: 'item',
  max_parallel: 1,
  on_item_error: 'fail',
  steps,
  output: id,
  ...more,
});
export const repeat = (
  id: string,
  ending: { readonly while: string } | { readonly until: string },
  steps: readonly Step[],
  more: Partial<RepeatStep> = {},
): RepeatStep => ({
  ...base,
  id,
  kind: 'repeat',
  while: 'while' in ending ? expression(ending.while) : null,
  until: 'until' in ending ? expression(ending.until) : null,
  as: 'round',
  max_iterations: 10,
  on_limit: 'fail',
  steps,
  ...more,
});
/** The steps and what a catch without a condition does. */
export const attempt = (
  id: string,
  steps: readonly Step[],
  caught: readonly Step[] | null,
  more: Partial<TryStep> = {},
): TryStep => ({
  ...base,
  id,
  kind: 'try',
  steps,
  catches: caught === null ? [] : [{ when: null, line: 1, steps: caught }],
  finally: [],
  ...more,
});
export const child = (id: string, playbook_id: string, more: Partial<PlaybookStep> = {}): PlaybookStep => ({
  ...base,
  id,
  kind: 'playbook',
  playbook_id,
  inputs: {},
  output: id,
  ...more,
});
export const wait = (id: string, how: WaitStep['wait']): WaitStep => ({
  ...base,
  id,
  kind: 'wait',
  wait: how,
  output: id,
});
export const waitEvent = (
  id: string,
  event: string,
  more: Partial<Extract<WaitStep['wait'], { kind: 'event' }>> = {},
): WaitStep => wait(id, { kind: 'event', event, match: null, timeout_seconds: 3600, on_timeout: 'fail', ...more });
export const waitFor = (id: string, seconds: number): WaitStep => ({
  ...base,
  id,
  kind: 'wait',
  wait: { kind: 'for', seconds },
});
export const waitUntil = (id: string, source: string): WaitStep => ({
  ...base,
  id,
  kind: 'wait',
  wait: { kind: 'until', until: expression(source) },
});
export const stop = (id: string, status: StopStep['status'], result: Template | null = null): StopStep => ({
  ...base,
  id,
  kind: 'stop',
  status,
  result,
});
export const onlyIf = <T extends Step>(source: string, step: T): T => ({ ...step, condition: expression(source) });

export const plan = (steps: readonly Step[], more: Partial<Plan> = {}): Plan => ({
  plan_version: 1,
  playbook_id: 'rehearsal_v1',
  name: 'Rehearsal',
  description: null,
  owner: null,
  labels: {},
  scope: 'campaign',
  inputs: {},
  when: null,
  schedule: null,
  steps: [...steps],
  guardrails: noGuardrails,
  approval: askApprovers,
  concurrency: { key: null, limit: 1, on_conflict: 'skip' },
  outcome: null,
  timeout_seconds: 30 * 24 * 3600,
  ...more,
});
