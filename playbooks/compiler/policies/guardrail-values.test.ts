import { describe, expect, it } from 'vitest';
import { compileTop, planOfTop, told } from '../../../tests/playbooks/compile-text.ts';

describe('a guardrail that is not what it seems', () => {
  it.each([
    [
      'max_budget_change_pct: 0.25',
      ['warning GUARDRAIL_UNIT 4:38-42 0.25 means 0.25 %, which is less than one percent. → 25'],
    ],
    [
      'max_budget_change_pct: 0.99',
      ['warning GUARDRAIL_UNIT 4:38-42 0.99 means 0.99 %, which is less than one percent. → 99'],
    ],
    ['max_budget_change_pct: 25%', ['error TYPE_MISMATCH 4:38-41 `max_budget_change_pct` is a text. → 25']],
    ['max_budget_change_pct: "25"', ['error TYPE_MISMATCH 4:38-42 `max_budget_change_pct` is a text. → 25']],
    ['max_budget_change_pct: 25 %', ['error TYPE_MISMATCH 4:38-42 `max_budget_change_pct` is a text. → 25']],
    ['max_budget_change_pct: 1001', ['error VALUE_INVALID 4:38-42 `max_budget_change_pct` may not be 1001.']],
    ['max_budget_change_pct: -5', ['error VALUE_INVALID 4:38-40 `max_budget_change_pct` may not be -5.']],
    ['max_budget_change_pct: true', ['error TYPE_MISMATCH 4:38-42 `max_budget_change_pct` is the boolean true.']],
    ['max_budget_change_pct: [25]', ['error TYPE_MISMATCH 4:38-42 `max_budget_change_pct` is a list.']],
    ['max_budget_change_pct:', ['error TYPE_MISMATCH 4:38-39 `max_budget_change_pct` is empty.']],
    [
      'max_bid_change_pct: 0.1',
      ['warning GUARDRAIL_UNIT 4:35-38 0.1 means 0.1 %, which is less than one percent. → 10'],
    ],
    ['max_total_change: "50,000"', ['error TYPE_MISMATCH 4:33-41 `max_total_change` is a text. → 50000']],
    ['max_total_change: 50_000', ['error TYPE_MISMATCH 4:33-39 `max_total_change` is a text. → 50000']],
    ['max_total_change: -1', ['error VALUE_INVALID 4:33-35 `max_total_change` may not be -1.']],
    ['max_total_change: 500 EUR', ['error TYPE_MISMATCH 4:33-40 `max_total_change` is a text. → 500']],
    [
      'max_total_change: 0500',
      [
        'error NUMBER_AMBIGUOUS 4:33-37 0500 is 500 here, but an octal number for YAML 1.1, a decimal one for YAML 1.2. → 500',
      ],
    ],
    [
      'max_total_change: 5e4',
      [
        'error NUMBER_AMBIGUOUS 4:33-36 5e4 is 50000 here, but a text for YAML 1.1, and easily misread by people. → 50000',
      ],
    ],
    [
      'require_approval_if: max_change_pct > 0.25',
      ['warning GUARDRAIL_UNIT 4:53-57 0.25 means 0.25 %, which is less than one percent. → 25'],
    ],
    [
      'require_approval_if: 0.3 <= max_change_pct',
      ['warning GUARDRAIL_UNIT 4:36-39 0.3 means 0.3 %, which is less than one percent. → 30'],
    ],
    [
      'require_approval_if: context.cpa_change_pct > -0.3',
      ['warning GUARDRAIL_UNIT 4:61-65 -0.3 means -0.3 %, which is less than one percent. → -30'],
    ],
    ['require_approval_if: risk == "hihg"', ['error EXPRESSION_TYPE 4:44-50 This can never be equal. → "high"']],
    ['require_approval_if: risk == high', ["error BARE_WORD 4:44-48 high is not known here. → 'high'"]],
    [
      'require_approval_if: total_change',
      [
        'error EXPRESSION_TYPE 4:36-48 `require_approval_if` gives a number. → Compare it with something, for example with == or >.',
      ],
    ],
    [
      'require_approval_if: totl_change > 3',
      ['error NAME_UNKNOWN 4:36-47 totl_change is not known here. → total_change'],
    ],
    [
      'require_approval_if: confidence > "high"',
      [
        'error EXPRESSION_TYPE 4:36-55 `>` cannot take a number and a text. → Use string(…) or double(…) to bring both to one type.',
      ],
    ],
    [
      'require_approval_if: change_count > 3 or risk == "high"',
      ['error EXPRESSION_SYNTAX 4:53-55 or does not belong here. → Write && for and, || for or, ! for not.'],
    ],
    ['forbid_if:', ['error TYPE_MISMATCH 4:26-27 `forbid_if` is empty.']],
    ['forbid_if: total_change > maximum', ['error NAME_UNKNOWN 4:41-48 maximum is not known here.']],
    [
      'forbid_if: total_change > 3.0 && risk',
      [
        'error EXPRESSION_TYPE 4:48-52 risk is one of low, medium, high where true or false is needed. → Compare it with something.',
      ],
    ],
    ['autonomy: auot', ['error VALUE_INVALID 4:25-29 `autonomy` may not be auot. → auto']],
    ['autonomy: Auto', ['error VALUE_INVALID 4:25-29 `autonomy` may not be Auto. → auto']],
    ['autonomy: true', ['error VALUE_INVALID 4:25-29 `autonomy` may not be true.']],
    ['freeze_in_learning: yes', ['error TYPE_MISMATCH 4:35-38 `freeze_in_learning` is a text. → true']],
    ['freeze_in_learning: off', ['error TYPE_MISMATCH 4:35-38 `freeze_in_learning` is a text. → false']],
    ['freeze_in_learning: 1', ['error TYPE_MISMATCH 4:35-36 `freeze_in_learning` is a number.']],
    ['freeze_in_learning: "true"', ['error TYPE_MISMATCH 4:35-41 `freeze_in_learning` is a text.']],
    ['max_changes_per_day: 2.5', ['error VALUE_INVALID 4:36-39 `max_changes_per_day` may not be 2.5.']],
    ['max_changes_per_day: 1001', ['error VALUE_INVALID 4:36-40 `max_changes_per_day` may not be 1001.']],
    ['exclude_last_days: 91', ['error VALUE_INVALID 4:34-36 `exclude_last_days` may not be 91.']],
    ['exclude_last_days: 2d', ['error TYPE_MISMATCH 4:34-36 `exclude_last_days` is a text.']],
    ['cooldown_hours: 8761', ['error VALUE_INVALID 4:31-35 `cooldown_hours` may not be 8761.']],
    ['cooldown_hours: 6h', ['error TYPE_MISMATCH 4:31-33 `cooldown_hours` is a text. → 6']],
    ['min_spend: ten', ['error TYPE_MISMATCH 4:26-29 `min_spend` is a text.']],
    ['min_conversions: -1', ['error VALUE_INVALID 4:32-34 `min_conversions` may not be -1.']],
    [
      'max_budget_change: 25',
      ['error KEY_UNKNOWN 4:15-32 `guardrails` has no key `max_budget_change`. → max_budget_change_pct'],
    ],
    [
      'max_budget_chang_pct: 25',
      ['error KEY_UNKNOWN 4:15-35 `guardrails` has no key `max_budget_chang_pct`. → max_budget_change_pct'],
    ],
    ['budget_cap: 25', ['error KEY_UNKNOWN 4:15-25 `guardrails` has no key `budget_cap`.']],
    [
      'max_total_change: 5, max_total_change: 6',
      ['error KEY_DUPLICATE 4:36-52 This key stands twice in the same map. → Remove or rename one of them.'],
    ],
  ])('%s', (text, findings) => {
    expect(told(compileTop(`guardrails: { ${text} }`).diagnostics)).toEqual(findings);
  });
});

describe('a guardrail that is right', () => {
  it.each([
    'max_budget_change_pct: 25',
    'max_budget_change_pct: 0',
    'max_budget_change_pct: 1',
    'max_budget_change_pct: 1000',
    'max_budget_change_pct: 12.5',
    'max_bid_change_pct: 100',
    'max_total_change: 0.5',
    'max_total_change: 50000',
    'max_changes_per_day: 0',
    'cooldown_hours: 0.5',
    'min_spend: 0',
    'exclude_last_days: 90',
    'freeze_in_learning: false',
    'require_approval_if: max_change_pct > 25',
    'require_approval_if: confidence < 0.5',
    'require_approval_if: max_change_pct != 0',
    `require_approval_if: "risk in ['medium', 'high']"`,
    'require_approval_if: total_change > context.daily_budget * 0.25',
    'forbid_if: "{{ total_change > 3 }}"',
    'forbid_if: change_count > 3 || entity.name.contains("brand")',
    'autonomy: shadow',
  ])('%s: nothing is wrong', (text) => {
    expect(told(compileTop(`guardrails: { ${text} }`).diagnostics)).toEqual([]);
  });

  it('holds in the plan with the line on which it stands', () => {
    const { guardrails } = planOfTop(
      'guardrails:\n  max_budget_change_pct: 12.5\n\n  cooldown_hours: 6\n  freeze_in_learning: false\n  forbid_if: >\n    total_change > 3',
    );
    expect(guardrails).toEqual({
      ...{ max_budget_change_pct: { value: 12.5, line: 5 }, max_bid_change_pct: null, max_total_change: null },
      ...{ max_changes_per_day: null, cooldown_hours: { value: 6, line: 7 }, min_spend: null, min_conversions: null },
      ...{ exclude_last_days: null, freeze_in_learning: { value: false, line: 8 }, require_approval_if: null },
      ...{ forbid_if: { source: 'total_change > 3', line: 10 }, autonomy: 'propose' },
    });
  });
});
