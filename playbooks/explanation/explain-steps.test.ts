import { describe, expect, it } from 'vitest';
import { planOf } from '../../tests/difference/plans.ts';
import { explainPlan } from './index.ts';

/** What is said of the steps of a playbook that has this one step, without the two spaces before each line. */
function saidOf(step: string): readonly string[] {
  const plan = planOf(`id: shown_v1\nname: Shown\nsteps:\n  - { id: a, ${step} }\nguardrails: { min_spend: 1 }\n`);
  const sections = explainPlan(plan).split('\n\n');
  const [, ...lines] = (sections.find((each) => each.startsWith('Steps\n')) ?? '').trimEnd().split('\n');
  return lines.map((line) => line.slice(2));
}

describe('a step in plain English', () => {
  it.each<[string, readonly string[]]>([
    ['wait: 90m', ['1. a: waits 90 minutes.']],
    ['wait: 3bd', ['1. a: waits 3 business days, counted on Monday, Tuesday, Wednesday, Thursday and Friday (UTC).']],
    [
      'wait: { for: 2h, calendar: { timezone: Europe/Berlin, days: [mon, fri], hours: "09:00-17:00", holidays: [2026-12-25] } }',
      ['1. a: waits 2 hours, counted on Monday and Friday, 09:00 to 17:00 (Europe/Berlin), without 2026-12-25.'],
    ],
    [
      `wait: { until: "{{ timestamp(now) + duration('3h') }}" }`,
      ["1. a: waits until timestamp(now) + duration('3h')."],
    ],
    [
      'wait: { event: lead.created, timeout: 2d }, output: lead',
      ['1. a: waits at most 2 days for the event lead.created; without one the step fails; gives lead.'],
    ],
    [
      'wait: { event: lead.created, timeout: 2d, match: event.data.score > 70, on_timeout: continue }',
      [
        '1. a: waits at most 2 days for the event lead.created for which event.data.score > 70; without one it goes on.',
      ],
    ],
    ['set: { x: 1, y: "{{ context.cpa * 2 }}" }', ['1. a: names x = 1; y = context.cpa * 2.']],
    [
      'set: { words: "CPA is {{ context.cpa }}", list: [1, "{{ context.cpc }}"] }',
      ['1. a: names words = "CPA is {{ context.cpa }}"; list = [1, context.cpc].'],
    ],
    ['stop: failed', ['1. a: ends the execution as failed.']],
    [
      'stop: { status: cancelled, result: { why: "{{ context.cpa }}" } }',
      ['1. a: ends the execution as cancelled with { why: context.cpa }.'],
    ],
    [
      'name: Nothing to do, condition: context.cpa > 3, stop: completed',
      ['1. Nothing to do: If context.cpa > 3: ends the execution as completed.'],
    ],
    [
      'playbook: other_v1',
      [
        '1. a: runs the playbook other_v1 and waits for it.',
        '   As an execution of its own, with its own guardrails and approvals.',
      ],
    ],
    [
      'playbook: other_v1, inputs: { n: 3, who: "{{ entity.id }}" }, output: came',
      [
        '1. a: runs the playbook other_v1 and waits for it.',
        '   As an execution of its own, with its own guardrails and approvals; its inputs: n = 3, who = entity.id, gives came.',
      ],
    ],
    [
      'approval: { title: "May {{ entity.name }} go?", timeout: 4h, on_timeout: reject }',
      [
        '1. a: waits for an approval: "May {{ entity.name }} go?".',
        '   Asked: anyone with the role approver or anyone with the role admin; never the person who started it. One of them decides.',
        '   Without a decision within 4 hours the change is rejected.',
        '   A yes can be taken back for 10 seconds.',
      ],
    ],
    [
      'approval: { on_timeout: reject }, output: answer',
      [
        '1. a: waits for an approval; gives answer.',
        '   Asked: anyone with the role approver or anyone with the role admin; never the person who started it. One of them decides.',
        '   Without a decision within 1 day the change is rejected.',
        '   A yes can be taken back for 10 seconds.',
      ],
    ],
    [
      'approval: { on_timeout: cancel, quorum: 2, approvers: { groups: [finance], users: [ana@x.example] }, undo_window: 0 }',
      [
        '1. a: waits for an approval.',
        '   Asked: anyone in the group finance or ana@x.example; never the person who started it. 2 of them must agree.',
        '   Without a decision within 1 day the execution is cancelled.',
      ],
    ],
    [
      'approval: { on_timeout: escalate, timeout: 8h, escalation: [{ after: 1h, approvers: [admin] }, { after: 2h, approvers: [on_call] }] }',
      [
        '1. a: waits for an approval.',
        '   Asked: anyone with the role approver or anyone with the role admin; never the person who started it. One of them decides.',
        '   Without a decision within 8 hours it is escalated, and still nothing is applied without a yes.',
        '   After 1 hour more without an answer, asked too: anyone with the role admin.',
        '   After 2 hours more without an answer, asked too: anyone with the role on_call.',
        '   A yes can be taken back for 10 seconds.',
      ],
    ],
    [
      'agent: AdPlatformAgent, action: read_campaign_state, params: { campaign_id: c }',
      [
        '1. a: Reads the live state of a campaign, its ad sets and its ads from the ad platform.',
        '   Calls AdPlatformAgent.read_campaign_state with campaign_id = "c".',
        '   It reads and changes nothing; up to 5 attempts of 30 seconds.',
      ],
    ],
    [
      'agent: AdPlatformAgent, action: read_campaign_state, params: { campaign_id: c }, output: state, retry: 1, timeout: 10s, on_error: continue',
      [
        '1. a: Reads the live state of a campaign, its ad sets and its ads from the ad platform.',
        '   Calls AdPlatformAgent.read_campaign_state with campaign_id = "c", gives state.',
        '   It reads and changes nothing; one attempt of 10 seconds; a failure does not end the execution.',
      ],
    ],
    [
      "agent: AdPlatformAgent, action: set_daily_budget, params: { campaign_id: '{{ entity.id }}', daily_budget_minor: 5000 }",
      [
        '1. a: Sets the daily budget of a campaign to an absolute amount.',
        '   Calls AdPlatformAgent.set_daily_budget with campaign_id = entity.id, daily_budget_minor = 5000.',
        '   It changes the ad platform: planned, checked against the guardrails, applied once, read back; up to 10 attempts of 2 minutes.',
      ],
    ],
    [
      "agent: AdPlatformAgent, action: set_daily_budget, params: { campaign_id: '{{ entity.id }}', daily_budget_minor: 5000 }, on_error: compensate",
      [
        '1. a: Sets the daily budget of a campaign to an absolute amount.',
        '   Calls AdPlatformAgent.set_daily_budget with campaign_id = entity.id, daily_budget_minor = 5000.',
        '   It changes the ad platform: planned, checked against the guardrails, applied once, read back; up to 10 attempts of 2 minutes; a failure takes back everything that this execution changed, newest first, and ends it.',
      ],
    ],
    [
      "agent: AdPlatformAgent, action: set_daily_budget, params: { campaign_id: '{{ entity.id }}', daily_budget_minor: 5000 }, approval: { on_timeout: reject, editable: [daily_budget_minor] }",
      [
        '1. a: Sets the daily budget of a campaign to an absolute amount.',
        '   Calls AdPlatformAgent.set_daily_budget with campaign_id = entity.id, daily_budget_minor = 5000.',
        '   It changes the ad platform: planned, checked against the guardrails, applied once, read back; up to 10 attempts of 2 minutes.',
        '   This step always asks.',
        '   Asked: anyone with the role approver or anyone with the role admin; never the person who started it. One of them decides.',
        '   Without a decision within 1 day the change is rejected.',
        '   They may change daily_budget_minor; the change is planned again then.',
        '   A yes can be taken back for 10 seconds.',
      ],
    ],
    [
      'parallel: [[{ id: b, wait: 1h }], [{ id: c, wait: 2h }, { id: d, stop: completed }]]',
      [
        '1. a: 2 branches at once; it goes on when all are done.',
        '   a. Branch 1:',
        '      1.a.1. b: waits 1 hour.',
        '   b. Branch 2:',
        '      1.b.1. c: waits 2 hours.',
        '      1.b.2. d: ends the execution as completed.',
      ],
    ],
    [
      'parallel: [[{ id: b, wait: 1h }], [{ id: c, wait: 2h }]], join: any',
      [
        '1. a: 2 branches at once; it goes on when the first is done.',
        '   a. Branch 1:',
        '      1.a.1. b: waits 1 hour.',
        '   b. Branch 2:',
        '      1.b.1. c: waits 2 hours.',
      ],
    ],
    [
      'switch: [{ when: context.cpa > 9, steps: [{ id: b, wait: 1h }] }, { when: context.cpa > 5, steps: [{ id: c, wait: 2h }] }]',
      [
        '1. a: takes the first case that holds.',
        '   a. When context.cpa > 9:',
        '      1.a.1. b: waits 1 hour.',
        '   b. When context.cpa > 5:',
        '      1.b.1. c: waits 2 hours.',
      ],
    ],
    [
      'switch: [{ when: context.cpa > 9, steps: [{ id: b, wait: 1h }] }, { else: [{ id: c, wait: 2h }] }]',
      [
        '1. a: takes the first case that holds.',
        '   a. When context.cpa > 9:',
        '      1.a.1. b: waits 1 hour.',
        '   b. Otherwise:',
        '      1.b.1. c: waits 2 hours.',
      ],
    ],
    [
      "for_each: { items: '[1, 2]', max_parallel: 3, as: n }, steps: [{ id: b, wait: 1h }, { id: c, wait: 2h }]",
      [
        '1. a: for each n in [1, 2], at most 3 at once; one that fails fails the step.',
        '   1.1. b: waits 1 hour.',
        '   1.2. c: waits 2 hours.',
      ],
    ],
    [
      "for_each: { items: '[1]', max_parallel: 1, on_item_error: continue }, steps: [{ id: b, wait: 1h }], output: all",
      [
        '1. a: for each item in [1], at most 1 at once; one that fails is left out; gives all.',
        '   1.1. b: waits 1 hour.',
      ],
    ],
    [
      'repeat: { until: round > 1, max_iterations: 5 }, steps: [{ id: b, wait: 1h }]',
      [
        '1. a: again and again until round > 1, at most 5 rounds; then it fails; round is the number of the round.',
        '   1.1. b: waits 1 hour.',
      ],
    ],
    [
      'repeat: { while: attempt < 3, as: attempt, max_iterations: 1, on_limit: continue }, steps: [{ id: b, wait: 1h }]',
      [
        '1. a: again and again while attempt < 3, at most 1 round; then it goes on; attempt is the number of the round.',
        '   1.1. b: waits 1 hour.',
      ],
    ],
    [
      `try: [{ id: b, wait: 1h }], catch: [{ when: "error.code == 'PLATFORM_REFUSED'", steps: [{ id: c, wait: 2h }] }, { steps: [{ id: d, wait: 3h }] }], finally: [{ id: e, wait: 4h }]`,
      [
        '1. a: tries; a failure that a case below takes does not end the execution.',
        '   a. Tries:',
        '      1.a.1. b: waits 1 hour.',
        "   b. When it fails and error.code == 'PLATFORM_REFUSED':",
        '      1.b.1. c: waits 2 hours.',
        '   c. When it fails:',
        '      1.c.1. d: waits 3 hours.',
        '   d. In any case, at the end:',
        '      1.d.1. e: waits 4 hours.',
      ],
    ],
    [
      "switch: [{ when: context.cpa > 9, steps: [{ id: b, for_each: { items: '[1]', max_parallel: 1 }, steps: [{ id: c, wait: 1h }] }] }]",
      [
        '1. a: takes the first case that holds.',
        '   a. When context.cpa > 9:',
        '      1.a.1. b: for each item in [1], at most 1 at once; one that fails fails the step.',
        '             1.a.1.1. c: waits 1 hour.',
      ],
    ],
  ])('%s', (step, lines) => {
    expect(saidOf(step)).toEqual(lines);
  });
});
