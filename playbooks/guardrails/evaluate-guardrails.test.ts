import { describe, expect, it } from 'vitest';
import type { Change, ChangeSet, GuardrailFacts } from '../../contracts/change-set.ts';
import { type Guardrails, noGuardrails as none } from '../../contracts/plan/index.ts';
import { evaluateGuardrails, type GuardrailQuestion } from './evaluate-guardrails.ts';

const change = (more: Partial<Change>): Change => ({
  platform: 'meta',
  account_id: 'act_1',
  campaign_id: 'c1',
  entity_type: 'campaign',
  entity_id: 'c1',
  entity_name: 'Spring',
  field: 'daily_budget_minor',
  before: 10_000,
  after: 11_000,
  change_pct: 10,
  money_moved_minor: 1_000,
  ...more,
});
const setOf = (...changes: readonly Change[]): ChangeSet => ({
  changes: [...changes],
  currency: 'USD',
  total_change_minor: changes.reduce((sum, each) => sum + each.money_moved_minor, 0),
  max_change_pct: Math.max(0, ...changes.map((each) => Math.abs(each.change_pct ?? 0))),
  change_count: changes.length,
});
const facts: GuardrailFacts = {
  budget_change_pct_window: 10,
  bid_change_pct_window: 0,
  total_change_window_minor: 1_000,
  changes_today: 1,
  hours_since_last_change: 30,
  spend_minor: 50_000,
  conversions: 40,
  in_learning: false,
};
const budget = setOf(change({}));
const bid = setOf(change({ field: 'bid_amount_minor', money_moved_minor: 0 }));
const at = (value: number) => ({ value, line: 7 });
const ask = (more: Partial<GuardrailQuestion>): ReturnType<typeof evaluateGuardrails> =>
  evaluateGuardrails({
    guardrails: none,
    change_set: budget,
    facts,
    judgement: { confidence: 0.9, risk: 'low' },
    step_asks: false,
    holds: () => false,
    ...more,
  });

describe('each limit of the guardrails', () => {
  it.each<[string, Partial<Guardrails>, ChangeSet, Partial<GuardrailFacts>, number | boolean]>([
    ['a budget change', { max_budget_change_pct: at(9) }, budget, {}, 10],
    ['a decrease', { max_budget_change_pct: at(9) }, setOf(change({ change_pct: -12 })), {}, 12],
    ['many small budget changes', { max_budget_change_pct: at(25) }, budget, { budget_change_pct_window: 119 }, 119],
    ['a bid change', { max_bid_change_pct: at(9) }, bid, {}, 10],
    ['bids over the window', { max_bid_change_pct: at(15) }, bid, { bid_change_pct_window: 16 }, 16],
    ['money of this plan', { max_total_change: at(9) }, budget, { total_change_window_minor: 0 }, 10],
    ['money of the window', { max_total_change: at(15) }, budget, { total_change_window_minor: 1_600 }, 16],
    ['changes on one day', { max_changes_per_day: at(2) }, budget, { changes_today: 3 }, 3],
    ['a change too soon', { cooldown_hours: at(48) }, budget, {}, 30],
    ['too little spend', { min_spend: at(501) }, budget, {}, 500],
    ['too few conversions', { min_conversions: at(41) }, budget, {}, 40],
    ['a learning phase', { freeze_in_learning: { value: true, line: 7 } }, budget, { in_learning: true }, true],
  ])('stops %s and names rule, value, limit and line', (_name, rules, change_set, more, value) => {
    const verdict = ask({ guardrails: { ...none, ...rules }, change_set, facts: { ...facts, ...more } });
    expect(verdict).toMatchObject({
      kind: 'blocked',
      code: 'GUARDRAIL_VIOLATED',
      findings: [{ rule: Object.keys(rules)[0], value, line: 7 }],
      message: expect.stringMatching(/line 7/),
    });
  });

  it.each<[string, Partial<Guardrails>, ChangeSet, Partial<GuardrailFacts>]>([
    ['budget window', { max_budget_change_pct: at(50) }, budget, { budget_change_pct_window: null }],
    ['a change from zero', { max_budget_change_pct: at(50) }, setOf(change({ change_pct: null })), {}],
    ['bid window', { max_bid_change_pct: at(50) }, bid, { bid_change_pct_window: null }],
    ['money window', { max_total_change: at(500) }, budget, { total_change_window_minor: null }],
    ['changes today', { max_changes_per_day: at(5) }, budget, { changes_today: null }],
    ['spend', { min_spend: at(1) }, budget, { spend_minor: null }],
    ['conversions', { min_conversions: at(1) }, budget, { conversions: null }],
    ['learning phase', { freeze_in_learning: { value: true, line: 7 } }, budget, { in_learning: null }],
  ])('blocks when it cannot know: %s', (_name, rules, change_set, more) => {
    const verdict = ask({ guardrails: { ...none, ...rules }, change_set, facts: { ...facts, ...more } });
    expect(verdict).toMatchObject({ kind: 'blocked', code: 'GUARDRAIL_NOT_EVALUABLE', findings: [{ value: null }] });
  });

  it.each<[string, Partial<Guardrails>, ChangeSet, Partial<GuardrailFacts>]>([
    ['exactly at the limit', { max_budget_change_pct: at(10), max_total_change: at(10) }, budget, {}],
    ['bids when only budgets are limited', { max_budget_change_pct: at(1) }, bid, { budget_change_pct_window: null }],
    ['the first change ever', { cooldown_hours: at(48) }, budget, { hours_since_last_change: null }],
    ['learning when that is allowed', { freeze_in_learning: { value: false, line: 7 } }, budget, { in_learning: null }],
    ['a status change under money limits', { max_total_change: at(1) }, setOf(change({ money_moved_minor: 0 })), {}],
  ])('lets pass %s', (_name, rules, change_set, more) => {
    expect(ask({ guardrails: { ...none, ...rules }, change_set, facts: { ...facts, ...more } }).kind).toBe('allowed');
  });

  it('reads yen as yen', () => {
    const yen = { ...setOf(change({ money_moved_minor: 900 })), currency: 'JPY' };
    expect(ask({ guardrails: { ...none, max_total_change: at(899) }, change_set: yen }).kind).toBe('blocked');
    expect(ask({ guardrails: { ...none, max_total_change: at(1_000) }, change_set: yen }).kind).toBe('allowed');
  });
});

describe('the expressions of the guardrails', () => {
  const rule = { source: 'total_change > 5', line: 9 };

  it('forbid_if stops the change', () => {
    const verdict = ask({ guardrails: { ...none, forbid_if: rule }, holds: () => true });
    expect(verdict).toMatchObject({ code: 'GUARDRAIL_VIOLATED', findings: [{ rule: 'forbid_if', line: 9 }] });
  });

  it.each(['forbid_if', 'require_approval_if'] as const)('an expression that fails blocks: %s', (name) => {
    const holds = () => {
      throw new Error('risk is null');
    };
    const verdict = ask({ guardrails: { ...none, autonomy: 'auto', [name]: rule }, holds });
    expect(verdict).toMatchObject({
      code: 'GUARDRAIL_NOT_EVALUABLE',
      findings: [{ rule: name, message: expect.stringMatching(/risk is null/) }],
    });
  });

  it('tells of every finding, the violated ones first', () => {
    const verdict = ask({
      guardrails: { ...none, max_budget_change_pct: at(5), max_changes_per_day: at(1) },
      facts: { ...facts, changes_today: null },
    });
    expect(verdict).toMatchObject({ code: 'GUARDRAIL_VIOLATED', findings: [{}, { kind: 'not_evaluable' }] });
  });
});

describe('who is asked', () => {
  const auto: Guardrails = { ...none, autonomy: 'auto' };
  const earned = { ...facts, autonomy_earned: true };

  it('nobody, when autonomy is earned, the risk low and the confidence high', () => {
    expect(ask({ guardrails: auto, facts: earned })).toEqual({
      kind: 'allowed',
      needs_approval: false,
      because: 'autonomy: auto',
    });
  });

  it('nobody, when the playbook says when to ask and this is not such a case', () => {
    const rule = { source: 'total_change > 50000', line: 3 };
    expect(ask({ guardrails: { ...none, require_approval_if: rule }, holds: () => false })).toEqual({
      kind: 'allowed',
      needs_approval: false,
      because: 'require_approval_if: total_change > 50000 is false',
    });
    expect(ask({ guardrails: { ...none, require_approval_if: rule }, holds: () => true })).toMatchObject({
      needs_approval: true,
    });
  });

  it.each<[string, Partial<GuardrailQuestion>]>([
    ['autonomy is propose', { guardrails: none, facts: earned }],
    ['the record has not earned it', { guardrails: auto }],
    ['the step asks', { guardrails: auto, facts: earned, step_asks: true }],
    [
      'a rule asks',
      {
        guardrails: { ...auto, require_approval_if: { source: 'true', line: 1 } },
        facts: earned,
        holds: () => true,
      },
    ],
    ['the risk is not low', { guardrails: auto, facts: earned, judgement: { confidence: 0.9, risk: 'medium' } }],
    ['the risk is not known', { guardrails: auto, facts: earned, judgement: { confidence: 0.9, risk: null } }],
    ['the confidence is 0.85', { guardrails: auto, facts: earned, judgement: { confidence: 0.85, risk: 'low' } }],
    ['the confidence is not known', { guardrails: auto, facts: earned, judgement: { confidence: null, risk: 'low' } }],
  ])('a person, when %s', (_name, question) => {
    expect(ask(question)).toMatchObject({ kind: 'allowed', needs_approval: true });
  });
});
