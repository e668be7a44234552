import { describe, expect, it } from 'vitest';
import { compileStepsOf, told } from '../../tests/playbooks/compile-text.ts';

describe('a playbook that starts itself by an event of its own', () => {
  it.each([
    [
      `  - { id: ask, approval: { on_timeout: reject } }\non: approval.rejected`,
      [
        "error TRIGGER_CYCLE 5:5-22 The answer to ask (line 4) would start test_v1 again, which asks at once. → match: event.data.playbook_id != 'test_v1'",
      ],
    ],
    [
      `  - { id: ask, approval: { on_timeout: reject } }\non: [metric.anomaly, { event: approval.rejected }]`,
      [
        "error TRIGGER_CYCLE 5:31-48 The answer to ask (line 4) would start test_v1 again, which asks at once. → match: event.data.playbook_id != 'test_v1'",
      ],
    ],
    [
      `  - { id: ask, approval: { on_timeout: reject } }\non: { event: approval.rejected, match: event.data.playbook_id == 'test_v1' }`,
      [
        "error TRIGGER_CYCLE 5:14-31 The answer to ask (line 4) would start test_v1 again, which asks at once. → match: event.data.playbook_id != 'test_v1'",
      ],
    ],
    [
      `  - { id: ask, approval: { on_timeout: reject } }\non: { event: approval.rejected, match: event.data.playbook_id.startsWith('test') }`,
      [
        "error TRIGGER_CYCLE 5:14-31 The answer to ask (line 4) would start test_v1 again, which asks at once. → match: event.data.playbook_id != 'test_v1'",
      ],
    ],
    [
      `  - { id: say, set: { x: 1 } }\n  - { id: ask, approval: { on_timeout: reject } }\n  - { id: rest, wait: 1h }\non: approval.rejected`,
      [
        "error TRIGGER_CYCLE 7:5-22 The answer to ask (line 5) would start test_v1 again, which asks at once. → match: event.data.playbook_id != 'test_v1'",
      ],
    ],
    [
      `  - { id: raise, agent: AdPlatformAgent, action: set_daily_budget, params: { campaign_id: c, daily_budget_minor: 5000 } }\nguardrails: { min_spend: 3 }\non: approval.rejected`,
      [
        "error TRIGGER_CYCLE 6:5-22 The answer to raise (line 4) would start test_v1 again, which asks at once. → match: event.data.playbook_id != 'test_v1'",
      ],
    ],
    [
      `  - { id: rest, wait: 1h, condition: context.cpa > 3 }\n  - { id: ask, approval: { on_timeout: reject } }\non: approval.rejected`,
      [
        "error TRIGGER_CYCLE 6:5-22 The answer to ask (line 5) would start test_v1 again, which asks at once. → match: event.data.playbook_id != 'test_v1'",
      ],
    ],
    [
      `  - { id: done, set: { x: 1 } }\non: execution.failed`,
      [
        "error TRIGGER_CYCLE 5:5-21 Every execution of test_v1 ends with an event that starts the next one at once. → match: event.data.playbook_id != 'test_v1'",
      ],
    ],
    [
      `  - { id: done, set: { x: 1 } }\non: [metric.anomaly, execution.completed]`,
      [
        "error TRIGGER_CYCLE 5:22-41 Every execution of test_v1 ends with an event that starts the next one at once. → match: event.data.playbook_id != 'test_v1'",
      ],
    ],
    [
      `  - { id: rest, wait: 1h, condition: context.cpa > 3 }\non: execution.completed`,
      [
        "error TRIGGER_CYCLE 5:5-24 Every execution of test_v1 ends with an event that starts the next one at once. → match: event.data.playbook_id != 'test_v1'",
      ],
    ],
    [
      `  - { id: both, parallel: [[{ id: w, wait: 1h }], [{ id: s, set: { y: 1 } }]], join: any }\non: execution.completed`,
      [
        "error TRIGGER_CYCLE 5:5-24 Every execution of test_v1 ends with an event that starts the next one at once. → match: event.data.playbook_id != 'test_v1'",
      ],
    ],
    [
      `  - id: pick\n    switch:\n      - { when: context.cpa > 3, steps: [{ id: w, wait: 1h }] }\non: execution.completed`,
      [
        "error TRIGGER_CYCLE 7:5-24 Every execution of test_v1 ends with an event that starts the next one at once. → match: event.data.playbook_id != 'test_v1'",
      ],
    ],
  ])('%s', (text, findings) => {
    expect(told(compileStepsOf(text).diagnostics)).toEqual(findings);
  });

  it.each([
    `  - { id: rest, wait: 1h }\n  - { id: ask, approval: { on_timeout: reject } }\non: approval.rejected`,
    `  - { id: ask, approval: { on_timeout: reject } }\non: { event: approval.rejected, match: event.data.playbook_id != 'test_v1' }`,
    `  - { id: ask, approval: { on_timeout: reject } }\non: { event: approval.rejected, match: event.data.playbook_id == 'other_v1' }`,
    `  - { id: ask, approval: { on_timeout: reject } }\non: metric.anomaly`,
    `  - { id: ask, approval: { on_timeout: reject } }\non: { webhook: approvals }`,
    `  - { id: done, set: { x: 1 } }\non: approval.rejected`,
    `  - { id: rest, wait: 1h }\non: execution.failed`,
    `  - { id: ask, approval: { on_timeout: reject } }\non: execution.failed`,
    `  - { id: both, parallel: [[{ id: w, wait: 1h }], [{ id: s, set: { y: 1 } }]] }\non: execution.completed`,
    `  - id: pick\n    switch:\n      - { when: context.cpa > 3, steps: [{ id: w, wait: 1h }] }\n      - { else: [{ id: v, wait: 1h }] }\non: execution.completed`,
    `  - { id: done, set: { x: 1 } }\non: { event: execution.failed, match: event.data.playbook_id != 'test_v1' }`,
  ])('does not: %s', (text) => {
    expect(told(compileStepsOf(text).diagnostics)).toEqual([]);
  });
});
