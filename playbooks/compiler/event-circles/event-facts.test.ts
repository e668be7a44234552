import { describe, expect, it } from 'vitest';
import { compileStepsOf } from '../../../tests/playbooks/compile-text.ts';
import { eventFactsOf } from './event-facts.ts';

const look = "{ id: look, agent: HealthAgent, action: diagnose, params: { rows: '{{ [] }}' } }";
const ask = '{ id: ask, approval: { on_timeout: reject } }';
const rest = '{ id: rest, wait: 1d }';
const call = '{ id: go, playbook: other_v1 }';

const emittedBy = (action_id: string) => (action_id === 'HealthAgent.diagnose' ? ['metric.anomaly'] : []);
function factsOf(steps: string, more = '') {
  const { plan, diagnostics } = compileStepsOf(`  [${steps}]\n${more}`);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  if (plan === null) throw new Error('there is no plan');
  return eventFactsOf(plan, 'test.yaml', emittedBy);
}
/** Each start that the steps may cause, as `step event` or `step calls playbook`, with a question mark where it is conditional. */
function startsOf(steps: string, more = ''): readonly string[] {
  const { emits, calls } = factsOf(steps, more);
  const mark = (conditional: boolean) => (conditional ? '?' : '');
  return [
    ...emits.map(({ step_id, event, conditional }) => `${step_id} ${event}${mark(conditional)}`),
    ...calls.map(({ step_id, playbook, conditional }) => `${step_id} calls ${playbook}${mark(conditional)}`),
  ];
}

describe('what a playbook causes', () => {
  it.each([
    ['an action that records an event', look, ['look metric.anomaly']],
    ['an action that records none', '{ id: set_it, set: { x: 1 } }', []],
    ['a question', ask, ['ask approval.rejected']],
    ['another playbook', call, ['go calls other_v1']],
    [
      'a step with a condition',
      look.replace('id: look,', 'id: look, condition: context.cpa > 3,'),
      ['look metric.anomaly?'],
    ],
    ['after a wait nothing counts', `${rest}, ${look}, ${ask}, ${call}`, []],
    ['after a question nothing counts but the question', `${ask}, ${look}, ${call}`, ['ask approval.rejected']],
    [
      'a wait that may be left out is none',
      `{ id: rest, wait: 1d, condition: context.cpa > 3 }, ${look}`,
      ['look metric.anomaly'],
    ],
    ['what stands before the wait counts', `${look}, ${rest}`, ['look metric.anomaly']],
    [
      'branches that all must end: one wait is enough',
      `{ id: both, parallel: [[${rest}], [${ask}]] }, ${look}`,
      ['ask approval.rejected'],
    ],
    [
      'branches of which one is enough: each must wait',
      `{ id: both, join: any, parallel: [[${rest}], [{ id: mark, set: { x: 1 } }]] }, ${look}`,
      ['look metric.anomaly'],
    ],
    [
      'a case is conditional',
      `{ id: pick, switch: [{ when: context.cpa > 3, steps: [${look}] }] }`,
      ['look metric.anomaly?'],
    ],
    [
      'cases rest only when all of them do, with an else',
      `{ id: pick, switch: [{ when: context.cpa > 3, steps: [${rest}] }] }, ${look}`,
      ['look metric.anomaly'],
    ],
    [
      'an else that waits, too',
      `{ id: pick, switch: [{ when: context.cpa > 3, steps: [${rest}] }, { else: [{ id: nap, wait: 1h }] }] }, ${look}`,
      [],
    ],
    [
      'each item',
      `{ id: each, for_each: { items: '[1]', max_parallel: 1 }, steps: [${look}] }`,
      ['look metric.anomaly'],
    ],
    [
      'no item, no wait',
      `{ id: each, for_each: { items: '[1]', max_parallel: 1 }, steps: [${rest}] }, ${look}`,
      ['look metric.anomaly'],
    ],
    [
      'a loop that asks first is conditional and may never wait',
      `{ id: loop, repeat: { while: context.cpa > 3, max_iterations: 3 }, steps: [${ask}] }, ${look}`,
      ['ask approval.rejected?', 'look metric.anomaly'],
    ],
    [
      'a loop that asks afterwards has one round at least',
      `{ id: loop, repeat: { until: context.cpa > 3, max_iterations: 3 }, steps: [${rest}] }, ${look}`,
      [],
    ],
    [
      'what is caught is conditional, what is tidied is not',
      `{ id: careful, try: [{ id: mark, set: { x: 1 } }], catch: [{ steps: [${look}] }], finally: [${ask}] }`,
      ['look metric.anomaly?', 'ask approval.rejected'],
    ],
    [
      'a catch that does not wait breaks no circle',
      `{ id: careful, try: [${rest}], catch: [{ steps: [{ id: mark, set: { x: 1 } }] }] }, ${look}`,
      ['look metric.anomaly'],
    ],
    [
      'tidying that waits breaks it',
      `{ id: careful, try: [{ id: mark, set: { x: 1 } }], finally: [${rest}] }, ${look}`,
      [],
    ],
  ])('%s', (_, steps, starts) => {
    expect(startsOf(steps)).toEqual(starts);
  });

  it('a write that always asks causes a no; one that asks where its guardrails say so may', () => {
    const write = (more = '') =>
      `{ id: raise, agent: AdPlatformAgent, action: set_daily_budget, params: { campaign_id: c, daily_budget_minor: 5 }${more} }`;
    const cap = 'guardrails: { max_total_change: 5 }';
    expect(startsOf(write(', approval: { on_timeout: reject }'), cap)).toEqual(['raise approval.rejected']);
    expect(startsOf(write(), cap)).toEqual(['raise approval.rejected?']);
  });

  it('what is done after a failure is conditional, and a wait in the steps does not stand before it', () => {
    expect(startsOf(rest, `on_failure: [${look}]`)).toEqual(['look metric.anomaly?']);
  });

  it('says where: the file, the line of each step, the triggers, and whether `when` is asked', () => {
    const facts = factsOf(look, 'when: context.cpa > 3\non: lead.created');
    expect(facts).toMatchObject({ file: 'test.yaml', guarded: true, on: [{ event: 'lead.created', line: 6 }] });
    expect(facts.emits).toEqual([{ step_id: 'look', line: 4, conditional: false, event: 'metric.anomaly' }]);
    expect(factsOf(look)).toMatchObject({ guarded: false, on: [] });
  });
});
