import { describe, expect, it } from 'vitest';
import { actionCatalog } from '../../activities/catalog.action.ts';
import { backtestSchema } from '../../contracts/backtest.ts';
import type { ChangeSet, GuardrailFacts } from '../../contracts/change-set.ts';
import type { Plan } from '../../contracts/plan/index.ts';
import { compilePlaybook } from '../compiler/index.ts';
import { backtest } from './backtest.ts';
import { type PastChange, rejudge } from './rejudge.ts';

/** A playbook that changes a budget under these guardrails, started by these lines. */
function planOf(guardrails: string, top = '', step = 'change', ask = ''): Plan {
  const source = [
    'id: back_v1\nname: Back\nscope: campaign\ninputs: { campaign_id: { type: string } }',
    top,
    `steps:\n  - id: ${step}\n    agent: AdPlatformAgent\n    action: set_daily_budget\n    params: { campaign_id: "{{inputs.campaign_id}}", daily_budget_minor: 46000 }${ask}`,
    `guardrails: ${guardrails}`,
  ].join('\n');
  const { plan, diagnostics } = compilePlaybook(source, { file: 'back.yaml', actions: actionCatalog });
  if (plan === null) throw new Error(JSON.stringify(diagnostics));
  return plan;
}

const facts: GuardrailFacts = {
  ...{ budget_change_pct_window: 15, bid_change_pct_window: 0, total_change_window_minor: 6_000, changes_today: 1 },
  ...{ hours_since_last_change: null, spend_minor: 100_000, conversions: 40, in_learning: false },
};
const change_set: ChangeSet = {
  changes: [
    {
      ...{ platform: 'meta_ads', account_id: 'a', campaign_id: 'c', entity_type: 'campaign', entity_id: 'c' },
      ...{ entity_name: 'C', field: 'daily_budget_minor', before: 40_000, after: 46_000, change_pct: 15 },
      money_moved_minor: 6_000,
    },
  ],
  ...{ currency: 'USD', total_change_minor: 6_000, max_change_pct: 15, change_count: 1 },
};
const past = (more: Partial<PastChange> = {}): PastChange => ({
  ...{ execution_id: '00000000-0000-4000-8000-000000000001', step_id: 'change', campaign_id: 'c' },
  ...{ at: '2026-11-01T09:00:00.000Z', change_set, facts, scope: { inputs: { campaign_id: 'c' } }, person: 'approved' },
  ...more,
});

describe('a change of the past before other guardrails', () => {
  it.each([
    [
      'under the cap and under the rule',
      '{ max_budget_change_pct: 25, require_approval_if: total_change > 100.0 }',
      'applies',
    ],
    ['over the rule', '{ max_budget_change_pct: 25, require_approval_if: total_change > 50.0 }', 'asks'],
    ['over the cap', '{ max_budget_change_pct: 10 }', 'forbidden'],
    ['without a rule', '{ max_budget_change_pct: 25 }', 'asks'],
    ['of a playbook in shadow', '{ max_budget_change_pct: 25, autonomy: shadow }', 'shadow'],
  ])('%s: %s', (_, guardrails, outcome) => {
    expect(rejudge(planOf(guardrails), past()).outcome).toBe(outcome);
  });

  it('a step that asks always asks, and a step that is gone is told', () => {
    const asks = planOf(
      '{ max_budget_change_pct: 25, require_approval_if: total_change > 1000.0 }',
      '',
      'change',
      '\n    approval: { on_timeout: reject }',
    );
    expect(rejudge(asks, past()).outcome).toBe('asks');
    expect(rejudge(planOf('{ max_budget_change_pct: 25 }', '', 'other'), past()).outcome).toBe('step_gone');
  });

  it('a fact that was not kept is not made up: the rule that needs it cannot be evaluated', () => {
    const { outcome, because } = rejudge(planOf('{ min_conversions: 10 }'), past({ facts: null }));
    expect(outcome).toBe('not_evaluable');
    expect(because).toContain('min_conversions');
  });

  it('the confidence is that of the recommendation of then', () => {
    const rule = planOf('{ require_approval_if: confidence < 0.9 }');
    const scope = (confidence: number) => ({ inputs: {}, recommendation: { confidence, risk_level: 'low' } });
    expect(rejudge(rule, past({ scope: scope(0.95) })).outcome).toBe('applies');
    expect(rejudge(rule, past({ scope: scope(0.5) })).outcome).toBe('asks');
  });
});

describe('a back-test', () => {
  const moment = (campaign_id: string, day: number, cpa: number | null) => ({
    campaign_id,
    at: `2026-11-0${day}T09:00:00.000Z`,
    context: { status: 'active', cpa },
  });
  const over = {
    ...{ since: '2026-11-01T00:00:00.000Z', until: '2026-11-04T00:00:00.000Z' },
    features: [moment('a', 1, 30), moment('a', 2, 50), moment('b', 1, null), moment('b', 2, 80)],
    changes: [past(), past({ person: 'rejected' }), past({ person: null, facts: null })],
  };
  const when = (limit: number) =>
    `schedule: "0 9 * * *"\nwhen: [{ condition: "has(context.cpa) && context.cpa > ${limit}.0" }]`;
  const before = {
    plan: planOf('{ max_budget_change_pct: 25, require_approval_if: total_change > 100.0 }', when(70)),
    version: 3,
  };

  it('says which starts come and go, and a feature that was not there starts nothing', () => {
    const { triggers } = backtest({ before, after: planOf('{ max_budget_change_pct: 25 }', when(40)) }, over);
    expect(triggers).toMatchObject({ campaigns: 2, moments: 2, before: 1, after: 2, removed: [] });
    expect(triggers.added).toEqual([{ campaign_id: 'a', at: '2026-11-02T09:00:00.000Z' }]);
    const unguarded = 'schedule: "0 9 * * *"\nwhen: [{ NOT: "context.cpa > 1000.0" }]';
    expect(
      backtest({ before: null, after: planOf('{ max_budget_change_pct: 25 }', unguarded) }, over).triggers.after,
    ).toBe(3);
  });

  it('a playbook that nothing starts never starts', () => {
    const report = backtest({ before, after: planOf('{ max_budget_change_pct: 25 }') }, over);
    expect(report.triggers).toMatchObject({ before: 1, after: 0 });
    expect(report.triggers.removed).toHaveLength(1);
  });

  it('says what would be done about past changes, how much money that is, and whether people did the same', () => {
    const report = backtest({ before, after: planOf('{ max_budget_change_pct: 10 }', when(70)) }, over);
    expect(backtestSchema.parse(report)).toEqual(report);
    expect(report.against_version).toBe(3);
    expect(report.changes.map((each) => [each.before.outcome, each.after.outcome])).toEqual([
      ['applies', 'forbidden'],
      ['applies', 'forbidden'],
      ['not_evaluable', 'forbidden'],
    ]);
    expect(report.money).toEqual([
      {
        currency: 'USD',
        before: { asks: 0, applies: 120, forbidden: 0, not_evaluable: 60, shadow: 0, step_gone: 0 },
        after: { asks: 0, applies: 0, forbidden: 180, not_evaluable: 0, shadow: 0, step_gone: 0 },
      },
    ]);
    expect(report.agreement).toEqual({
      decided: 2,
      before: { agrees: 1, disagrees: 1, asks: 0 },
      after: { agrees: 1, disagrees: 1, asks: 0 },
    });
    expect(report.limits.at(-1)).toContain('1 changes nobody was asked about');
  });

  it('asking is neither agreement nor the opposite', () => {
    const { agreement } = backtest({ before: null, after: planOf('{ max_budget_change_pct: 25 }') }, over);
    expect(agreement.after).toEqual({ agrees: 0, disagrees: 0, asks: 2 });
    expect(agreement.before).toEqual({ agrees: 1, disagrees: 1, asks: 0 });
  });
});
