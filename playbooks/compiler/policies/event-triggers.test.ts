import { describe, expect, it } from 'vitest';
import { compileStepsOf, findingsOf, planOfTop, said } from '../../../tests/playbooks/compile-text.ts';

describe('on', () => {
  it.each([
    ['on: metric.anomaly', [{ event: 'metric.anomaly', match: null, line: 4 }]],
    ['on: { webhook: shop_orders }', [{ event: 'webhook.shop_orders', match: null, line: 4 }]],
    [
      'on:\n  - lead.created\n  - { event: metric.anomaly, match: event.data.severity > 2 }',
      [
        { event: 'lead.created', match: null, line: 5 },
        {
          event: 'metric.anomaly',
          match: { source: 'event.data.severity > 2', line: 6 },
          line: 6,
        },
      ],
    ],
  ])('%s', (top, on) => {
    expect(planOfTop(top).on).toEqual(on);
  });

  it.each([
    ['on: []', ['VALUE_INVALID 4:5 on: [{ event: metric.anomaly }]']],
    ['on: push', ['VALUE_INVALID 4:5']],
    ['on: { event: metric.anomly }', ['EVENT_UNKNOWN 4:14 metric.anomaly']],
    ['on: { event: lead.created, webhook: orders }', ['VALUE_INVALID 4:28 Write two items.']],
    ['on: { match: event.data.x > 3 }', ['KEY_MISSING 4:5 event: …']],
    ['on: { webhook: my-orders }', ['ID_INVALID 4:16 my_orders']],
    ['on: { event: lead.created, match: context.cpa > 3 }', ['NAME_UNKNOWN 4:35']],
    [
      'on: { event: lead.created, match: 1 == 1 }',
      ['CONDITION_CONSTANT 4:35 Leave `match` out to take every event of this name.'],
    ],
    ['on: { event: lead.created, matches: event.name == "x" }', ['KEY_UNKNOWN 4:28 match']],
    [
      'on: { event: lead.created, match: event.entity.id == "7" }',
      ['VALUE_MAY_BE_ABSENT 4:35 Guard it: has(event.entity) && …'],
    ],
  ])('%s', (top, findings) => {
    expect(findingsOf(top)).toEqual(findings);
  });
});

describe('a playbook that starts itself', () => {
  const ask = '{ id: ask, approval: { on_timeout: reject } }';
  const write =
    "{ id: raise, agent: AdPlatformAgent, action: set_daily_budget, params: { campaign_id: '1', daily_budget_minor: 5 } }";
  const starting = (event: string, steps: string, match = '') =>
    said(
      compileStepsOf(
        `  [${steps}]\non: [{ event: ${event}${match === '' ? '' : `, match: "${match}"`} }]\nguardrails: { max_total_change: 5 }`,
      ).diagnostics,
    ).map((each) => each.split(' ')[0]);

  it.each([
    ['approval.rejected', ask, '', true],
    ['approval.rejected', write, '', true],
    ['approval.rejected', `{ id: rest, wait: 1d }, ${ask}`, '', false],
    ['approval.rejected', `{ id: rest, condition: context.cpa > 3, wait: 1d }, ${ask}`, '', true],
    [
      'approval.rejected',
      `{ id: both, parallel: [[{ id: rest, wait: 1d }], [{ id: mark, set: { x: 1 } }]] }, ${ask}`,
      '',
      false,
    ],
    [
      'approval.rejected',
      `{ id: both, join: any, parallel: [[{ id: rest, wait: 1d }], [{ id: mark, set: { x: 1 } }]] }, ${ask}`,
      '',
      true,
    ],
    [
      'approval.rejected',
      `{ id: loop, repeat: { while: context.cpa > 3, max_iterations: 3 }, steps: [{ id: rest, wait: 1d }] }, ${ask}`,
      '',
      true,
    ],
    [
      'approval.rejected',
      `{ id: loop, repeat: { until: context.cpa > 3, max_iterations: 3 }, steps: [{ id: rest, wait: 1d }] }, ${ask}`,
      '',
      false,
    ],
    ['approval.rejected', '{ id: mark, set: { x: 1 } }', '', false],
    ['approval.rejected', ask, "event.data.playbook_id != 'test_v1'", false],
    ['approval.rejected', ask, "event.data.playbook_id == 'other_v1'", false],
    ['approval.rejected', ask, "event.data.playbook_id == 'test_v1'", true],
    ['approval.rejected', ask, 'event.data.amount > 3', true],
    ['lead.created', ask, '', false],
    ['execution.failed', '{ id: mark, set: { x: 1 } }', '', true],
    ['execution.failed', '{ id: rest, wait: 1d }', '', false],
  ])('on %s with %s %s: %s', (event, steps, match, cycle) => {
    expect(starting(event, steps, match)).toEqual(cycle ? ['TRIGGER_CYCLE'] : []);
  });
});
