import { describe, expect, it } from 'vitest';
import { codesIn, findingsOf } from '../../tests/playbooks/compile-text.ts';

describe('25 per cent is 25, not 0.25', () => {
  it.each([
    ['guardrails: { max_budget_change_pct: 0.25 }', ['GUARDRAIL_UNIT 4:38 25']],
    ['guardrails: { max_bid_change_pct: 0.075 }', ['GUARDRAIL_UNIT 4:35 7.5']],
    ['guardrails: { max_budget_change_pct: 0 }', []],
    ['guardrails: { max_budget_change_pct: 1 }', []],
    ['guardrails: { require_approval_if: max_change_pct > 0.2 }', ['GUARDRAIL_UNIT 4:53 20']],
    ['when: [context.cpa_change_pct > 0.15]', ['GUARDRAIL_UNIT 4:33 15']],
    ['when: [-0.15 > context.ctr_change_pct]', ['GUARDRAIL_UNIT 4:8 -15']],
    ['when: [context.spend > 3 && (context.cpa_change_pct < -0.5 || context.clicks > 3)]', ['GUARDRAIL_UNIT 4:55 -50']],
    ['when: [context.budget_utilization > 0.95]', []],
    ['when: [context.cpa_change_pct > 15.5]', []],
    ['outcome: { metric: cpa, direction: decrease, window: 7d, minimum_effect: 0.05 }', ['GUARDRAIL_UNIT 4:74 5']],
  ])('%s', (top, findings) => {
    expect(findingsOf(top)).toEqual(findings);
  });

  it('is looked for in every expression, and once where a loop is looked at twice', () => {
    const loop =
      '{ until: context.cpa_change_pct < 0.1, max_iterations: 3 }, steps: [{ id: b, condition: context.ctr_change_pct > 0.1, wait: 1s }]';
    expect(codesIn(`  - { id: a, repeat: ${loop} }`)).toEqual(['GUARDRAIL_UNIT:4', 'GUARDRAIL_UNIT:4']);
  });
});

describe('a change that nothing limits', () => {
  const write =
    "  - { id: a, agent: AdPlatformAgent, action: set_daily_budget, params: { campaign_id: '1', daily_budget_minor: 5 } }\n";
  it.each([
    ['', ['WRITE_UNGUARDED:4']],
    ['guardrails: {}', ['WRITE_UNGUARDED:4']],
    ['guardrails:', ['WRITE_UNGUARDED:4', 'TYPE_MISMATCH:5']],
    ['guardrails: { min_spend: 100 }', []],
    ['approval: { quorum: 1 }', []],
    ['guardrails: { autonomy: auto }', ['WRITE_UNGUARDED:4']],
    ['guardrails: { autonomy: auto, min_spend: 100 }\napproval: { quorum: 1 }', ['WRITE_UNGUARDED:4']],
    ['guardrails: { autonomy: auto, max_total_change: 500 }', []],
    ['guardrails: { autonomy: auto, forbid_if: total_change > 500 }', []],
  ])('%s', (top, codes) => {
    expect(codesIn(write + top)).toEqual(codes);
  });
});
