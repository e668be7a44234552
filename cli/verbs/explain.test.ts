import { describe, expect, it } from 'vitest';
import { compilePlaybook } from '../../playbooks/compiler/index.ts';
import { explainPlan } from '../../playbooks/explanation/explain.ts';
import { testDefinitions } from '../../tests/playbooks/definitions.ts';

function explain(source: string): string {
  const { plan, diagnostics } = compilePlaybook(source, { file: 'test.yaml', actions: testDefinitions });
  expect(diagnostics).toEqual([]);
  return plan === null ? '' : explainPlan(plan);
}

const raise =
  "{ id: raise, agent: AdPlatformAgent, action: set_daily_budget, params: { campaign_id: '{{ entity.id }}', daily_budget_minor: 5000 } }";

describe('explaining a playbook', () => {
  it('says what starts it, its inputs, its steps, who is asked and what limits it', () => {
    const text = explain(`id: weekly_v1
name: Weekly raise
owner: ana
description: Raises the budget.
when: [{ condition: context.cpa < 20 }, { OR: [context.roas > 3, { NOT: context.frequency > 2 }] }]
schedule: { cron: '0 9 * * 1', timezone: Europe/Berlin, jitter: 5m, skip: ['2026-12-24'] }
inputs: { days: { type: integer, default: 7, description: How far back }, note: { type: string, required: false } }
steps:
  - ${raise}
guardrails: { max_budget_change_pct: 25, max_changes_per_day: 2, freeze_in_learning: true, forbid_if: change_count > 3, require_approval_if: total_change > 50 }
approval: { approvers: { roles: [marketer], users: [ana@example.com] }, quorum: 2, timeout: 4h, on_timeout: escalate, editable: [daily_budget_minor] }
outcome: { metric: cpa, direction: decrease, window: 7d, minimum_effect: 5 }
concurrency: { on_conflict: queue }
timeout: 2d
`);
    for (const sentence of [
      'weekly_v1. One execution is about one campaign.',
      'On the schedule 0 9 * * 1 (Europe/Berlin), spread over 5 minutes; a run that would start while one is live is skipped; after an outage it catches up 1 hour.',
      'Not on 2026-12-24.',
      'For each campaign for which context.cpa < 20 and (context.roas > 3 or not (context.frequency > 2)).',
      'days (integer, default 7): How far back',
      'note (string, optional)',
      '1. raise: Sets the daily budget of a campaign.',
      'Calls AdPlatformAgent.set_daily_budget with campaign_id = entity.id, daily_budget_minor = 5000.',
      'It changes the ad platform: planned, checked against the guardrails, applied once, read back; up to 5 attempts of 30 seconds.',
      'A change is approved by people when total_change > 50; a rule that cannot be evaluated blocks it',
      'Asked: anyone with the role marketer or ana@example.com; never the person who started it. 2 of them must agree.',
      'Without a decision within 4 hours it is escalated',
      'They may change daily_budget_minor',
      'A yes can be taken back for 10 seconds.',
      'A budget changes by at most 25 % a day, over all playbooks.',
      'At most 2 changes of a campaign in a day.',
      'Nothing is changed while the platform is learning.',
      'A change is forbidden when change_count > 3',
      'It promises to decrease cpa by at least 5 % within 7 days',
      'At most 1 live execution for each campaign; another waits.',
      'An execution ends after 2 days at the latest.',
    ]) {
      expect(text).toContain(sentence);
    }
  });

  it('says every kind of step, nested steps indented under their own', () => {
    const text = explain(`id: kinds_v1
name: Kinds
scope: none
inputs: { ids: list }
steps:
  - { id: ask, name: Ask first, approval: { title: Go on?, on_timeout: cancel, undo_window: 0 } }
  - id: both
    parallel:
      - [{ id: rest, wait: 2h }]
      - [{ id: until, wait: { until: '{{ timestamp(now) + duration("3d") }}' } }]
  - id: choose
    switch:
      - { when: size(inputs.ids) > 3, steps: [{ id: name, set: { word: 'many: {{ size(inputs.ids) }}' } }] }
      - { else: [{ id: end, stop: { status: cancelled, result: { why: few } } }] }
  - id: each
    condition: size(inputs.ids) > 0
    for_each: { items: inputs.ids, as: one, max_parallel: 2, on_item_error: continue }
    steps:
      - { id: tell, agent: NotifyAgent, action: tell, params: { text: 'id {{ one }}' }, on_error: continue, retry: 1 }
`);
    for (const line of [
      '  1. Ask first: waits for an approval: "Go on?".\n     Asked: anyone with the role approver or anyone with the role admin',
      'Without a decision within 1 day the execution is cancelled.',
      '  2. both: 2 branches at once; it goes on when all are done.\n     a. Branch 1:\n        2.a.1. rest: waits 2 hours.\n',
      'until: waits until timestamp(now) + duration("3d").',
      '     a. When size(inputs.ids) > 3:\n        3.a.1. name: names word = "many: {{ size(inputs.ids) }}".\n     b. Otherwise:\n        3.b.1. end: ends the execution as cancelled with {"why":"few"}.',
      '4. each: If size(inputs.ids) > 0: for each one in inputs.ids, at most 2 at once; one that fails is left out.',
      'one attempt of 30 seconds; a failure does not end the execution.',
      'It is about nothing in particular.',
      'By hand or by the API.',
    ]) {
      expect(text).toContain(line);
    }
    expect(text).not.toContain('Guardrails');
  });

  it('a schedule about nothing in particular has a condition, and no none to look for', () => {
    const text = explain(
      "id: a_v1\nname: A\nscope: none\nwhen: context.open_alerts > 3\nschedule: '@daily'\nsteps: [{ id: end, stop: completed }]\n",
    );
    expect(text).toContain('Only when context.open_alerts > 3.');
    expect(text).toContain('At most 1 live execution for this playbook; another is skipped.');
    expect(text).not.toContain('each none');
  });

  it('says that earned autonomy acts by itself, and until then asks', () => {
    const auto = explain(
      `id: a_v1\nname: A\nsteps: [${raise}]\nguardrails: { autonomy: auto, max_total_change: 500 }\n`,
    );
    expect(auto).toContain('A change is approved by people until the playbook has earned to act by itself');
  });

  it('says when every change is asked, when a step always asks, and that shadow never writes', () => {
    const top = (rest: string) => `id: a_v1\nname: A\nsteps: [${raise}]\n${rest}`;
    expect(explain(top('guardrails: { min_spend: 10 }\n'))).toContain(
      'Every change of an ad platform is approved by people before it is applied.',
    );
    expect(explain(top('guardrails: { autonomy: shadow }\n'))).toContain(
      'Shadow: changes are planned and recorded, but nobody is asked and nothing is written.',
    );
    expect(
      explain(`id: a_v1\nname: A\nsteps: [${raise.replace(' } }', ' }, approval: { quorum: 1 } }')}]\n`),
    ).toContain('This step always asks.');
  });

  it('says loops, tries, children, waits, events and escalation as they were agreed', async () => {
    const source = `id: all_v1
name: All kinds
scope: none
inputs: { ids: list, order: string }
on: [{ event: metric.anomaly, match: event.data.severity > 2 }, { webhook: shop }]
steps:
  - id: again
    repeat: { until: round >= 2, max_iterations: 5, on_limit: continue }
    steps: [{ id: rest, wait: { for: 2 business days, calendar: { timezone: Europe/Berlin, hours: '09:00-17:00' } } }]
  - id: guard
    try:
      - id: raise
        agent: AdPlatformAgent
        action: set_daily_budget
        params: { campaign_id: '{{ inputs.order }}', daily_budget_minor: 5000 }
        on_error: compensate
        approval:
          approvers: { roles: [approver], groups: [finance], expression: "person.email != 'x@example.com'" }
          on_timeout: reject
          escalation: [{ after: 4h, approvers: [admin] }]
    catch:
      - { when: "error.code == 'PLATFORM_THROTTLED'", steps: [{ id: later, wait: 10m }] }
      - { steps: [{ id: other, set: { why: '{{ error.message }}' } }] }
    finally: [{ id: mark, set: { done: true } }]
  - { id: child, playbook: other_v1, inputs: { campaign_id: '{{ inputs.order }}' }, output: other }
  - { id: reply, wait: { event: shop.reply, match: event.data.order == inputs.order, timeout: 2d, on_timeout: continue }, output: answer }
guardrails: { max_total_change: 500 }
on_failure: [{ id: tell, agent: NotifyAgent, action: tell, params: { text: '{{ error.message }}' } }]
`;
    const { plan, diagnostics } = compilePlaybook(source, {
      file: 'test.yaml',
      actions: testDefinitions,
      incomplete: true,
    });
    expect(diagnostics).toEqual([]);
    if (plan !== null) await expect(explainPlan(plan)).toMatchFileSnapshot('golden/explain-every-kind.txt');
    expect(plan).not.toBeNull();
  });
});
