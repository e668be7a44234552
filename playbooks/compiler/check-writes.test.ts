import { describe, expect, it } from 'vitest';
import { compileStepsOf, told } from '../../tests/playbooks/compile-text.ts';

const raise = (more = '') =>
  `  - { id: raise, agent: AdPlatformAgent, action: set_daily_budget, params: { campaign_id: c, daily_budget_minor: 5000 }${more} }\n`;

describe('a change of money that nothing limits and nobody is asked about', () => {
  it.each([
    [
      '',
      [
        'error WRITE_UNGUARDED 4:50-66 The step raise changes an ad platform, but the playbook has neither `guardrails` nor an `approval`. → guardrails: { max_budget_change_pct: 25 }',
      ],
    ],
    [
      'guardrails: {}',
      [
        'error WRITE_UNGUARDED 4:50-66 The step raise changes an ad platform, but the playbook has neither `guardrails` nor an `approval`. → guardrails: { max_budget_change_pct: 25 }',
      ],
    ],
    [
      'guardrails:',
      [
        'error WRITE_UNGUARDED 4:50-66 The step raise changes an ad platform, but the playbook has neither `guardrails` nor an `approval`. → guardrails: { max_budget_change_pct: 25 }',
        'error TYPE_MISMATCH 5:12-13 `guardrails` is empty.',
      ],
    ],
    [
      `  - { id: again, agent: AdPlatformAgent, action: set_daily_budget, params: { campaign_id: c, daily_budget_minor: 5000 } }\n`,
      [
        'error WRITE_UNGUARDED 4:50-66 The step raise changes an ad platform, but the playbook has neither `guardrails` nor an `approval`. → guardrails: { max_budget_change_pct: 25 }',
        'error WRITE_UNGUARDED 5:50-66 The step again changes an ad platform, but the playbook has neither `guardrails` nor an `approval`. → guardrails: { max_budget_change_pct: 25 }',
      ],
    ],
    [
      '  - { id: say, agent: NotifyAgent, action: tell, params: { text: x } }',
      [
        'error WRITE_UNGUARDED 4:50-66 The step raise changes an ad platform, but the playbook has neither `guardrails` nor an `approval`. → guardrails: { max_budget_change_pct: 25 }',
      ],
    ],
    [
      'description: no limits',
      [
        'error WRITE_UNGUARDED 4:50-66 The step raise changes an ad platform, but the playbook has neither `guardrails` nor an `approval`. → guardrails: { max_budget_change_pct: 25 }',
      ],
    ],
    ['guardrails: [max_budget_change_pct]', ['error TYPE_MISMATCH 5:13-36 `guardrails` is a list.']],
  ])('%s', (text, findings) => {
    expect(told(compileStepsOf(raise() + text).diagnostics)).toEqual(findings);
  });

  it.each([
    [
      `  - { id: end, stop: completed }\non_failure:\n  - { id: raise, agent: AdPlatformAgent, action: set_daily_budget, params: { campaign_id: c, daily_budget_minor: 5000 } }\n`,
      [
        'error WRITE_UNGUARDED 6:50-66 The step raise changes an ad platform, but the playbook has neither `guardrails` nor an `approval`. → guardrails: { max_budget_change_pct: 25 }',
      ],
    ],
    [
      `  - id: each\n    for_each: { items: '[1, 2]', max_parallel: 1 }\n    steps:\n      - { id: raise, agent: AdPlatformAgent, action: set_daily_budget, params: { campaign_id: c, daily_budget_minor: 5000 } }\n`,
      [
        'error WRITE_UNGUARDED 7:54-70 The step raise changes an ad platform, but the playbook has neither `guardrails` nor an `approval`. → guardrails: { max_budget_change_pct: 25 }',
      ],
    ],
    [
      `  - id: pick\n    switch:\n      - when: context.cpa > 3\n        steps:\n            - { id: raise, agent: AdPlatformAgent, action: set_daily_budget, params: { campaign_id: c, daily_budget_minor: 5000 } }\n`,
      [
        'error WRITE_UNGUARDED 8:60-76 The step raise changes an ad platform, but the playbook has neither `guardrails` nor an `approval`. → guardrails: { max_budget_change_pct: 25 }',
      ],
    ],
    [
      `  - id: both\n    parallel:\n      - [{ id: a, wait: 1h }]\n      -\n          - { id: raise, agent: AdPlatformAgent, action: set_daily_budget, params: { campaign_id: c, daily_budget_minor: 5000 } }\n`,
      [
        'error WRITE_UNGUARDED 8:58-74 The step raise changes an ad platform, but the playbook has neither `guardrails` nor an `approval`. → guardrails: { max_budget_change_pct: 25 }',
      ],
    ],
  ])('wherever it stands: %s', (text, findings) => {
    expect(told(compileStepsOf(text).diagnostics)).toEqual(findings);
  });

  it.each([
    'guardrails: { max_budget_change_pct: 25 }',
    'guardrails: { max_bid_change_pct: 5 }',
    'guardrails: { max_total_change: 100 }',
    'guardrails: { min_spend: 3 }',
    'guardrails: { autonomy: shadow }',
    'guardrails: { require_approval_if: total_change > 3 }',
    'approval: { on_timeout: reject }',
    'approval: { quorum: 2 }',
  ])('is limited by: %s', (text) => {
    expect(told(compileStepsOf(raise() + text).diagnostics)).toEqual([]);
  });

  it.each(['', 'guardrails: { autonomy: auto }', 'guardrails: {}'])(
    'is asked about in the step itself, whatever the playbook says: %s',
    (text) => {
      expect(told(compileStepsOf(raise(', approval: { on_timeout: reject }') + text).diagnostics)).toEqual([]);
    },
  );

  it('reading, proposing and telling need no guardrail', () => {
    const harmless = `
  - { id: look, agent: HealthAgent, action: collect_metrics, params: { campaign_id: c }, output: seen }
  - { id: think, agent: HealthAgent, action: diagnose, params: { rows: '{{ seen.rows }}' } }
  - { id: say, agent: NotifyAgent, action: tell, params: { text: x } }`;
    expect(told(compileStepsOf(harmless).diagnostics)).toEqual([]);
  });
});

describe('a playbook that may decide by itself', () => {
  it.each([
    [
      'guardrails: { autonomy: auto }',
      [
        'warning WRITE_UNGUARDED 4:50-66 The step raise changes an ad platform by itself (`autonomy: auto`), and no guardrail limits the change. → max_budget_change_pct: 25',
      ],
    ],
    [
      'guardrails: { autonomy: auto, min_spend: 3, cooldown_hours: 4 }',
      [
        'warning WRITE_UNGUARDED 4:50-66 The step raise changes an ad platform by itself (`autonomy: auto`), and no guardrail limits the change. → max_budget_change_pct: 25',
      ],
    ],
    [
      'guardrails: { autonomy: auto, max_changes_per_day: 1 }',
      [
        'warning WRITE_UNGUARDED 4:50-66 The step raise changes an ad platform by itself (`autonomy: auto`), and no guardrail limits the change. → max_budget_change_pct: 25',
      ],
    ],
    [
      `guardrails: { autonomy: auto }\napproval: { on_timeout: reject }`,
      [
        'warning WRITE_UNGUARDED 4:50-66 The step raise changes an ad platform by itself (`autonomy: auto`), and no guardrail limits the change. → max_budget_change_pct: 25',
      ],
    ],
  ])('is warned, not refused, without a limit of the change itself: %s', (text, findings) => {
    expect(told(compileStepsOf(raise() + text).diagnostics)).toEqual(findings);
  });

  it.each([
    'max_budget_change_pct: 10',
    'max_bid_change_pct: 10',
    'max_total_change: 100',
    'forbid_if: total_change > 4',
    'require_approval_if: total_change > 4',
  ])('has one with %s', (text) => {
    expect(told(compileStepsOf(`${raise()}guardrails: { autonomy: auto, ${text} }`).diagnostics)).toEqual([]);
  });

  it('still has a plan, because people are asked until it has earned it', () => {
    expect(compileStepsOf(`${raise()}guardrails: { autonomy: auto }`).plan?.guardrails.autonomy).toBe('auto');
  });
});
