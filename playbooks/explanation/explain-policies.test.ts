import { describe, expect, it } from 'vitest';
import { budget, planOf } from '../../tests/difference/plans.ts';
import { explainPlan } from './index.ts';

/** Everything that is said of a playbook with one change of a budget and this top level, but for the step itself. */
function saidOf(top: string): readonly string[] {
  const rules = top.includes('guardrails') ? '' : 'guardrails: { min_spend: 1 }\n';
  const plan = planOf(`id: shown_v1\nname: Shown\nsteps: [${budget('a')}]\n${rules}${top}\n`);
  const [, ...lines] = explainPlan(plan).trimEnd().split('\n');
  const around = lines.filter((line) => !/^ {2}(?:1\. a| {3})/.test(line));
  return around.map((line) => line.trim()).filter((line) => line !== '');
}
const bare = saidOf('');

describe('the rest of a playbook in plain English', () => {
  it('without a word of its own has what the language takes for it', () => {
    expect(bare).toEqual([
      'shown_v1. One execution is about one campaign.',
      'Starts',
      'By hand or by the API.',
      'Steps',
      'Approval',
      'Every change of an ad platform is approved by people before it is applied.',
      'Asked: anyone with the role approver or anyone with the role admin; never the person who started it. One of them decides.',
      'Without a decision within 1 day the change is rejected.',
      'A yes can be taken back for 10 seconds.',
      'Guardrails',
      'Nothing is changed below a spend of 1 in a week.',
      'Limits',
      'At most 1 live execution for each campaign; another is skipped.',
      'An execution ends after 30 days at the latest.',
    ]);
  });

  it.each<[string, readonly string[], readonly string[]]>([
    ['description: Looks after budgets', ['Looks after budgets'], []],
    ['owner: ana', ['Owner: ana.'], []],
    [
      'scope: account',
      [
        'shown_v1. One execution is about one account.',
        'At most 1 live execution for each account; another is skipped.',
      ],
      [
        'shown_v1. One execution is about one campaign.',
        'At most 1 live execution for each campaign; another is skipped.',
      ],
    ],
    ['platforms: [meta_ads]', ['It is only for meta_ads.'], []],
    [
      "schedule: '0 9 * * *'",
      [
        'On the schedule 0 9 * * * (UTC); a run that would start while one is live is skipped; after an outage it catches up 1 hour.',
      ],
      ['By hand or by the API.'],
    ],
    [
      "schedule: { cron: '@daily', timezone: Europe/Berlin, overlap: queue, jitter: 5m, catchup_window: 2h, skip: [2026-12-24, 2026-12-25] }",
      [
        'On the schedule @daily (Europe/Berlin), spread over 5 minutes; a run that would start while one is live waits for it; after an outage it catches up 2 hours.',
        'Not on 2026-12-24, 2026-12-25.',
      ],
      ['By hand or by the API.'],
    ],
    [
      "schedule: { cron: '@daily', overlap: allow }",
      ['On the schedule @daily (UTC); runs may overlap; after an outage it catches up 1 hour.'],
      ['By hand or by the API.'],
    ],
    ['on: metric.anomaly', ['On the event metric.anomaly.'], ['By hand or by the API.']],
    [
      'on: [{ event: metric.anomaly, match: event.data.x > 1 }, { webhook: orders }]',
      ['On the event metric.anomaly for which event.data.x > 1.', 'On the event webhook.orders.'],
      ['By hand or by the API.'],
    ],
    ['when: context.cpa > 3', ['Its trigger holds when context.cpa > 3.'], []],
    [
      `when: [context.cpa > 3, { OR: [context.ctr > 1, { NOT: context.cpc > 2 }] }]\nschedule: '@daily'`,
      [
        'On the schedule @daily (UTC); a run that would start while one is live is skipped; after an outage it catches up 1 hour.',
        'For each campaign for which context.cpa > 3 and (context.ctr > 1 or not (context.cpc > 2)).',
      ],
      ['By hand or by the API.'],
    ],
    [
      'inputs: { a: string, b: { type: integer, default: 7, description: How many }, c: { type: list, required: false } }',
      ['Inputs', 'a (string, required)', 'b (integer, default 7): How many', 'c (list, optional)'],
      [],
    ],
    ['on_failure: [{ id: tell, wait: 1h }]', ['When it fails', 'F1. tell: waits 1 hour.'], []],
    [
      'approval: { quorum: 2, on_timeout: cancel, timeout: 8h, undo_window: 0 }',
      [
        'Asked: anyone with the role approver or anyone with the role admin; never the person who started it. 2 of them must agree.',
        'Without a decision within 8 hours the execution is cancelled.',
      ],
      [
        'Asked: anyone with the role approver or anyone with the role admin; never the person who started it. One of them decides.',
        'Without a decision within 1 day the change is rejected.',
        'A yes can be taken back for 10 seconds.',
      ],
    ],
    [
      'guardrails: { max_budget_change_pct: 25, max_bid_change_pct: 5, max_total_change: 500, max_changes_per_day: 2, cooldown_hours: 6, min_spend: 10, min_conversions: 30, exclude_last_days: 2, freeze_in_learning: true, forbid_if: risk == "high" }',
      [
        'A budget changes by at most 25 % a day, over all playbooks.',
        'A bid changes by at most 5 % a day.',
        'At most 500 of daily money is moved on the account in a day.',
        'At most 2 changes of a campaign in a day.',
        'At least 6 hours between two changes of a campaign.',
        'Nothing is changed below a spend of 10 in a week.',
        'Nothing is changed below 30 conversions in a week.',
        'The last 2 days do not count, because conversions arrive late.',
        'Nothing is changed while the platform is learning.',
        'A change is forbidden when risk == "high", or when that cannot be told.',
      ],
      ['Nothing is changed below a spend of 1 in a week.'],
    ],
    [
      'guardrails: { require_approval_if: total_change > 5 }',
      [
        'A change is approved by people when total_change > 5; a rule that cannot be evaluated blocks it; a step with an approval of its own always asks.',
      ],
      [
        'Every change of an ad platform is approved by people before it is applied.',
        'Guardrails',
        'Nothing is changed below a spend of 1 in a week.',
      ],
    ],
    [
      'guardrails: { autonomy: auto, max_total_change: 5 }',
      [
        'A change is approved by people until the playbook has earned to act by itself at low risk; a step with an approval of its own always asks.',
        'At most 5 of daily money is moved on the account in a day.',
        'It may act by itself where it has earned it; until then it asks.',
      ],
      [
        'Every change of an ad platform is approved by people before it is applied.',
        'Nothing is changed below a spend of 1 in a week.',
      ],
    ],
    [
      'guardrails: { autonomy: auto, max_total_change: 5, require_approval_if: risk == "high" }',
      [
        'A change is approved by people when risk == "high"; a rule that cannot be evaluated blocks it; a step with an approval of its own always asks.',
        'At most 5 of daily money is moved on the account in a day.',
        'It may act by itself where it has earned it; until then it asks.',
      ],
      [
        'Every change of an ad platform is approved by people before it is applied.',
        'Nothing is changed below a spend of 1 in a week.',
      ],
    ],
    [
      'guardrails: { autonomy: shadow }',
      ['Shadow: changes are planned and recorded, but nobody is asked and nothing is written.'],
      [
        'Every change of an ad platform is approved by people before it is applied.',
        'Asked: anyone with the role approver or anyone with the role admin; never the person who started it. One of them decides.',
        'Without a decision within 1 day the change is rejected.',
        'A yes can be taken back for 10 seconds.',
        'Guardrails',
        'Nothing is changed below a spend of 1 in a week.',
      ],
    ],
    [
      'guardrails: { min_spend: 0, freeze_in_learning: false }',
      ['Nothing is changed below a spend of 0 in a week.'],
      ['Nothing is changed below a spend of 1 in a week.'],
    ],
    [
      'outcome: { metric: cpa, direction: decrease, window: 7d }',
      ['Outcome', 'It promises to decrease cpa within 7 days; this is measured and recorded.'],
      [],
    ],
    [
      'outcome: { metric: roas, direction: increase, window: 1h, minimum_effect: 5% }',
      ['Outcome', 'It promises to increase roas by at least 5 % within 1 hour; this is measured and recorded.'],
      [],
    ],
    [
      'concurrency: { limit: 3, on_conflict: queue }',
      ['At most 3 live executions for each campaign; another waits.'],
      ['At most 1 live execution for each campaign; another is skipped.'],
    ],
    [
      'concurrency: { key: entity.name, on_conflict: cancel_running }',
      ['At most 1 live execution for each entity.name; another cancels the one that runs.'],
      ['At most 1 live execution for each campaign; another is skipped.'],
    ],
    [
      'concurrency: { limit: 2 }',
      ['At most 2 live executions for each campaign; another is skipped.'],
      ['At most 1 live execution for each campaign; another is skipped.'],
    ],
    [
      'timeout: 36h',
      ['An execution ends after 36 hours at the latest.'],
      ['An execution ends after 30 days at the latest.'],
    ],
  ])('%s', (top, said, instead) => {
    const now = saidOf(top);
    expect(now.filter((line) => !bare.includes(line))).toEqual(said);
    expect(bare.filter((line) => !now.includes(line))).toEqual(instead);
  });
});
