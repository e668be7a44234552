import { describe, expect, it } from 'vitest';
import type { Change } from '../../contracts/change-set.ts';
import type { ApprovalPolicy, ConditionTree, Template } from '../../contracts/plan/index.ts';
import { noGuardrails } from '../../contracts/plan/index.ts';
import { defaultApproval } from '../../playbooks/compiler/policies/approval.ts';
import { sayApproval, sayLimits } from '../../playbooks/explanation/explain-policies.ts';
import { sayCondition, sayLength, sayList, sayTemplate } from '../../playbooks/wording/index.ts';
import { sayChanges } from './approvals/approval.ts';

describe('words', () => {
  it.each([
    [0, '0 seconds'],
    [1, '1 second'],
    [59, '59 seconds'],
    [60, '1 minute'],
    [90, '90 seconds'],
    [3_600, '1 hour'],
    [5_400, '90 minutes'],
    [86_400, '1 day'],
    [90_000, '25 hours'],
    [2_592_000, '30 days'],
  ])('%d seconds are %s', (seconds, words) => {
    expect(sayLength(seconds)).toBe(words);
  });

  it.each([
    [[], ''],
    [['a'], 'a'],
    [['a', 'b'], 'a or b'],
    [['a', 'b', 'c'], 'a, b or c'],
  ])('%j: %s', (words, said) => {
    expect(sayList(words, 'or')).toBe(said);
  });
});

const leaf = (source: string): ConditionTree => ({ kind: 'expression', expression: { source, line: 1 } });

describe('conditions and templates, as their author wrote them', () => {
  it.each<[ConditionTree, string]>([
    [leaf('a'), 'a'],
    [{ kind: 'all', items: [leaf('a'), leaf('b')] }, 'a and b'],
    [{ kind: 'any', items: [leaf('a'), { kind: 'all', items: [leaf('b'), leaf('c')] }] }, 'a or (b and c)'],
    [{ kind: 'not', item: { kind: 'any', items: [leaf('a'), leaf('b')] } }, 'not (a or b)'],
    [{ kind: 'all', items: [{ kind: 'not', item: leaf('a') }, leaf('b')] }, 'not (a) and b'],
  ])('%j: %s', (tree, said) => {
    expect(sayCondition(tree)).toBe(said);
  });

  it.each<[Template, string]>([
    [{ kind: 'literal', value: 'x "y"' }, '"x \\"y\\""'],
    [{ kind: 'literal', value: null }, 'null'],
    [{ kind: 'expression', expression: { source: 'a.b', line: 1 } }, 'a.b'],
    [{ kind: 'text', parts: ['a ', { source: 'b', line: 1 }, '.'] }, '"a {{ b }}."'],
    [{ kind: 'list', items: [] }, '[]'],
    [
      {
        kind: 'map',
        entries: {
          a: {
            kind: 'list',
            items: [
              { kind: 'literal', value: 1 },
              { kind: 'literal', value: 2 },
            ],
          },
        },
      },
      '{ a: [1, 2] }',
    ],
  ])('%j: %s', (template, said) => {
    expect(sayTemplate(template)).toBe(said);
  });
});

describe('who is asked', () => {
  const say = (part: Partial<ApprovalPolicy>) => sayApproval({ ...defaultApproval, ...part });

  it('says nobody when nobody is named, and what silence means', () => {
    expect(say({ approvers: { roles: [], users: [] }, on_timeout: 'cancel', undo_window_seconds: 0 })).toEqual([
      'Asked: nobody is named; never the person who started it. One of them decides.',
      'Without a decision within 1 day the execution is cancelled.',
    ]);
    expect(say({ on_timeout: 'escalate' })[1]).toContain('still nothing is applied without a yes');
    expect(say({ editable: ['a', 'b'] })).toContain('They may change a and b; the change is planned again then.');
  });
});

describe('guardrails', () => {
  const limit = { value: 3, line: 1 };

  it('each that is set has its line, and none that is not', () => {
    expect(sayLimits(noGuardrails)).toEqual([]);
    const rest = ['require_approval_if', 'forbid_if', 'freeze_in_learning', 'autonomy'];
    for (const name of Object.keys(noGuardrails).filter((each) => !rest.includes(each))) {
      const lines = sayLimits({ ...noGuardrails, [name]: limit });
      expect(lines, name).toHaveLength(1);
      expect(lines[0], name).toContain('3');
    }
  });

  it('a limit of nothing is still a limit, and a freeze that is off is none', () => {
    expect(sayLimits({ ...noGuardrails, max_changes_per_day: { value: 0, line: 1 } })).toEqual([
      'At most 0 changes of a campaign in a day.',
    ]);
    expect(sayLimits({ ...noGuardrails, freeze_in_learning: { value: false, line: 1 } })).toEqual([]);
    expect(sayLimits({ ...noGuardrails, autonomy: 'auto' })).toHaveLength(1);
  });
});

describe('a change in one line', () => {
  const change: Change = {
    ...{ platform: 'meta_ads', account_id: 'act_1', campaign_id: '1', entity_id: '1', money_moved_minor: 0 },
    ...{
      entity_type: 'campaign',
      entity_name: 'Spring',
      field: 'status',
      before: 'active',
      after: 'paused',
      change_pct: null,
    },
  };
  const say = (part: Partial<Change>) =>
    sayChanges(
      {
        change_set: {
          changes: [{ ...change, ...part }],
          currency: 'USD',
          total_change_minor: 0,
          max_change_pct: 0,
          change_count: 1,
        },
      },
      ({ account_id }) => (account_id === 'act_unknown' ? null : 'EUR'),
    );

  it.each<[Partial<Change>, string]>([
    [{}, 'Spring status active → paused'],
    [
      { field: 'daily_budget_minor', before: 400, after: 460, change_pct: 15 },
      'Spring daily budget 4.00 EUR → 4.60 EUR (+15 %)',
    ],
    [
      { field: 'bid_amount_minor', before: 130, after: 145, change_pct: 11.538462, account_id: 'act_unknown' },
      'Spring bid amount 130 minor units → 145 minor units (+11.5 %)',
    ],
    [{ field: 'ends_at', before: '', after: '2026-12-24' }, 'Spring ends at none → 2026-12-24'],
    [{ field: 'included_audience_ids', before: '1', after: '1,2' }, 'Spring included audiences 1 → 1,2'],
    [{ field: 'creative_id', before: null, after: '7' }, 'Spring creative none → 7'],
    [{ field: 'bid_amount_minor', before: 0, after: 0, change_pct: 0 }, 'Spring bid amount 0.00 EUR → 0.00 EUR (0 %)'],
  ])('%j: %s', (part, said) => {
    expect(say(part)).toEqual([said]);
  });

  it('no plan, no line', () => {
    expect(sayChanges({ change_set: null }, () => null)).toEqual([]);
  });
});
