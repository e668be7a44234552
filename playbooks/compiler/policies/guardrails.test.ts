import { describe, expect, it } from 'vitest';
import { noGuardrails } from '../../../contracts/plan/index.ts';
import { findingsOf, planOfTop } from '../../../tests/playbooks/compile-text.ts';

describe('guardrails', () => {
  it('without a word: no limit, and every change is proposed', () => {
    expect(planOfTop('').guardrails).toEqual(noGuardrails);
    expect(noGuardrails.autonomy).toBe('propose');
  });

  it('each limit keeps its line, for the error that names it', () => {
    const { guardrails } = planOfTop(`guardrails:
  max_budget_change_pct: 25
  max_bid_change_pct: 15.5
  max_total_change: 50000
  max_changes_per_day: 4
  cooldown_hours: 6
  min_spend: 100
  min_conversions: 30
  exclude_last_days: 2
  freeze_in_learning: true
  require_approval_if: 'total_change > 500 || risk != "low" || confidence < 0.85'
  forbid_if: change_count > 3 && max_change_pct > 10
  autonomy: auto`);
    expect(guardrails).toEqual({
      max_budget_change_pct: { value: 25, line: 5 },
      max_bid_change_pct: { value: 15.5, line: 6 },
      max_total_change: { value: 50_000, line: 7 },
      max_changes_per_day: { value: 4, line: 8 },
      cooldown_hours: { value: 6, line: 9 },
      min_spend: { value: 100, line: 10 },
      min_conversions: { value: 30, line: 11 },
      exclude_last_days: { value: 2, line: 12 },
      freeze_in_learning: { value: true, line: 13 },
      require_approval_if: { source: 'total_change > 500 || risk != "low" || confidence < 0.85', line: 14 },
      forbid_if: { source: 'change_count > 3 && max_change_pct > 10', line: 15 },
      autonomy: 'auto',
    });
  });

  it.each([
    ['guardrails: { max_budget_change_pct: 0.25 }', ['GUARDRAIL_UNIT 4:38 25']],
    ['guardrails: { max_bid_change_pct: 0.075 }', ['GUARDRAIL_UNIT 4:35 7.5']],
    ['guardrails: { max_budget_change_pct: 25% }', ['TYPE_MISMATCH 4:38 25']],
    ['guardrails: { max_budget_change_pct: -3 }', ['VALUE_INVALID 4:38']],
    ['guardrails: { max_changes_per_day: 1.5 }', ['VALUE_INVALID 4:36']],
    ['guardrails: { max_budget_change: 25 }', ['KEY_UNKNOWN 4:15 max_budget_change_pct']],
    ['guardrails: { max_budget_changes_pct: 25 }', ['KEY_UNKNOWN 4:15 max_budget_change_pct']],
    ['guardrails: { freeze_in_learning: yes }', ['TYPE_MISMATCH 4:35 true']],
    ['guardrails: { autonomy: full }', ['VALUE_INVALID 4:25']],
    ['guardrails: { autonomy: shadw }', ['VALUE_INVALID 4:25 shadow']],
    ['guardrails: { forbid_if: total_chnge > 3 }', ['NAME_UNKNOWN 4:26 total_change']],
    [
      'guardrails: { forbid_if: total_change }',
      ['EXPRESSION_TYPE 4:26 Compare it with something, for example with == or >.'],
    ],
    ['guardrails: { require_approval_if: [a] }', ['TYPE_MISMATCH 4:36']],
    ['guardrails: [25]', ['TYPE_MISMATCH 4:13']],
  ])('%s', (top, findings) => {
    expect(findingsOf(top)).toEqual(findings);
  });
});
