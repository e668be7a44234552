import fc from 'fast-check';
import { adPlatformDefinitions } from '../../activities/ad-platforms/definitions.action.ts';
import { actionId, defaultRetry } from '../../contracts/action.ts';
import {
  type ActionStep,
  type Guardrails,
  noGuardrails,
  type Plan,
  type Step,
  type Template,
} from '../../contracts/plan/index.ts';
import { defaultApproval } from '../../playbooks/compiler/policies/approval.ts';

/** The actions that the plans of these tests call. */
export const actions = adPlatformDefinitions;

const base = { line: 1, name: null, condition: null };
const expression = (source: string): Template => ({ kind: 'expression', expression: { source, line: 1 } });

/** A write as the compiler would make it. `budget_minor` null means that the new budget is only known when it runs. */
export function write(
  id: string,
  action: 'set_daily_budget' | 'pause' | 'resume' | 'set_bid',
  more: { campaign?: string; budget_minor?: number | null; on_error?: 'fail' | 'continue' | 'compensate' } = {},
): ActionStep {
  const definition = adPlatformDefinitions.find((each) => each.action === action);
  if (definition === undefined) throw new Error(`there is no ${action}`);
  const amount = more.budget_minor ?? null;
  const params: Record<string, Template> = {
    campaign_id: expression(more.campaign ?? 'inputs.campaign_id'),
    ...(action === 'set_daily_budget'
      ? { daily_budget_minor: amount === null ? expression('wish') : { kind: 'literal', value: amount } }
      : {}),
  };
  return {
    ...base,
    ...{ id, kind: 'action', action_id: actionId(definition), effect: 'write', summary: '', params, output: null },
    ...{ approval: null, retry: defaultRetry, timeout_seconds: 60, heartbeat_seconds: 5 },
    on_error: more.on_error ?? 'fail',
  };
}

/** A plan of these steps. */
export function planOf(steps: readonly Step[], more: Partial<Plan> = {}): Plan {
  return {
    ...{ plan_version: 1, playbook_id: 'test_v1', name: 'Test', description: null, owner: null, labels: {} },
    ...{ scope: 'campaign', inputs: {}, when: null, schedule: null, outcome: null, timeout_seconds: 2 * 86_400 },
    ...{ steps: [...steps], guardrails: noGuardrails, approval: defaultApproval },
    concurrency: { key: null, limit: 1, on_conflict: 'skip' },
    ...more,
  };
}

const id = fc.nat().map((number) => `s${number}`);
const leaf: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .record({
        id,
        campaign: fc.constantFrom('inputs.campaign_id', 'inputs.campaign_id', 'item'),
        budget_minor: fc.constantFrom(null, null, 8_000),
        on_error: fc.constantFrom('fail', 'continue', 'compensate'),
      })
      .map(({ id: name, ...more }) => write(name, 'set_daily_budget', more)),
  },
  fc
    .tuple(id, fc.constantFrom('pause', 'resume', 'set_bid'))
    .map(([name, action]) => write(name, action, { on_error: 'continue' })),
  id.map((name): Step => ({ ...base, id: name, kind: 'wait', wait: { kind: 'for', seconds: 20 * 3_600 } })),
);

const truth = { source: 'inputs.maybe', line: 1 };
const { steps } = fc.letrec<{ steps: readonly Step[]; step: Step }>((tie) => ({
  steps: fc.array(tie('step'), { minLength: 1, maxLength: 3 }),
  step: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    fc
      .tuple(id, fc.array(tie('steps'), { minLength: 2, maxLength: 3 }), fc.constantFrom('all', 'any'))
      .map(([name, branches, join]): Step => ({ ...base, id: name, kind: 'parallel', branches, join })),
    fc.tuple(id, tie('steps'), tie('steps')).map(
      ([name, one, otherwise]): Step => ({
        ...{ ...base, id: name, kind: 'switch', cases: [{ when: truth, line: 1, steps: one }], otherwise },
      }),
    ),
    fc.tuple(id, tie('steps'), fc.constantFrom('inputs.ids', '[1, 2]'), fc.integer({ min: 1, max: 3 })).map(
      ([name, inner, source, max_parallel]): Step => ({
        ...{ ...base, id: name, kind: 'for_each', items: { source, line: 1 }, as: 'item', max_parallel },
        ...{ on_item_error: 'continue', steps: inner, output: null },
      }),
    ),
    fc.tuple(id, tie('steps'), fc.integer({ min: 1, max: 3 })).map(
      ([name, inner, max_iterations]): Step => ({
        ...{ ...base, id: name, kind: 'repeat', while: truth, until: null, as: 'round', max_iterations },
        ...{ on_limit: 'continue', steps: inner },
      }),
    ),
    fc.tuple(id, tie('steps'), tie('steps'), tie('steps')).map(
      ([name, inner, caught, last]): Step => ({
        ...{ ...base, id: name, kind: 'try', steps: inner, catches: [{ when: null, line: 1, steps: caught }] },
        finally: last,
      }),
    ),
  ),
}));

// Large plans are seldom near their bound; small ones are.
const small: fc.Arbitrary<readonly Step[]> = fc.oneof(
  fc.array(leaf, { minLength: 1, maxLength: 2 }),
  fc.tuple(leaf, fc.integer({ min: 1, max: 3 })).map(([inner, max_iterations]): readonly Step[] => [
    {
      ...{ ...base, id: 'again', kind: 'repeat', while: truth, until: null, as: 'round', max_iterations },
      ...{ on_limit: 'continue', steps: [inner] },
    },
  ]),
  fc
    .tuple(leaf, leaf)
    .map((branches): readonly Step[] => [
      { ...base, id: 'both', kind: 'parallel', branches: branches.map((each) => [each]), join: 'all' },
    ]),
);

const limit = (...values: readonly number[]) =>
  fc.option(fc.constantFrom(...values).map((value) => ({ value, line: 2 })));
const guardrails: fc.Arbitrary<Guardrails> = fc.record({
  max_budget_change_pct: limit(20, 50, 120),
  max_total_change: limit(50, 300),
  max_changes_per_day: limit(1, 2),
  cooldown_hours: limit(12),
  forbid_if: fc.option(
    fc
      .constantFrom('total_change > 40', 'change_count > 9 || 60 <= total_change', 'max_change_pct >= 30')
      .map((source) => ({
        source,
        line: 3,
      })),
  ),
  ...{ max_bid_change_pct: fc.constant(null), min_spend: fc.constant(null), min_conversions: fc.constant(null) },
  ...{ exclude_last_days: fc.constant(null), freeze_in_learning: fc.constant(null) },
  ...{ require_approval_if: fc.constant(null), autonomy: fc.constant('propose' as const) },
});

/** Plans with every kind of step that bears on money, and with every guardrail that limits it. */
export const plans: fc.Arbitrary<Plan> = fc
  .record({
    steps: fc.oneof(steps, small),
    on_failure: fc.oneof(fc.constant([]), small),
    guardrails,
    hours: fc.constantFrom(10, 30, 80),
  })
  .map(({ steps: main, on_failure, guardrails: rules, hours }) =>
    planOf(main, { on_failure: [...on_failure], guardrails: rules, timeout_seconds: hours * 3_600 }),
  );
