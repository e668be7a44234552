import { describe, expect, it } from 'vitest';
import { actionCatalog } from '../../activities/catalog.action.ts';
import type { Plan } from '../../contracts/plan/index.ts';
import { between, bid, budget, of, planOf, rest, said } from '../../tests/difference/plans.ts';
import { describeDifference } from './index.ts';

describe('guardrails', () => {
  const rules = (one: string, other: string) => between(of([budget('raise')], one), of([budget('raise')], other));

  it.each([
    ['max_budget_change_pct: 20', 'max_budget_change_pct: 25', '! cap of a budget change 20 % → 25 %'],
    ['max_budget_change_pct: 25', 'max_budget_change_pct: 20', 'cap of a budget change 25 % → 20 %'],
    ['min_spend: 1, max_bid_change_pct: 5', 'min_spend: 1', '! cap of a bid change removed: 5 %'],
    ['min_spend: 1', 'min_spend: 1, max_total_change: 90', 'cap of moved money added: 90'],
    ['min_spend: 90', 'min_spend: 80', '! least spend 90 → 80'],
    ['cooldown_hours: 12', 'cooldown_hours: 24', 'rest between changes 12 h → 24 h'],
    ['freeze_in_learning: true', 'freeze_in_learning: false', '! freeze while the platform is learning on → off'],
    ['autonomy: propose, min_spend: 1', 'autonomy: auto, min_spend: 1', '! autonomy propose → auto'],
    ['autonomy: propose, min_spend: 1', 'autonomy: shadow, min_spend: 1', 'autonomy propose → shadow'],
    ['min_spend: 1', 'min_spend: 1, forbid_if: change_count > 3', 'rule that forbids added: change_count > 3'],
    [
      'forbid_if: change_count > 3',
      'forbid_if: change_count > 4',
      '! rule that forbids change_count > 3 → change_count > 4',
    ],
    // Without a rule every change is asked about.
    [
      'min_spend: 1',
      'min_spend: 1, require_approval_if: total_change > 5',
      '! rule when people are asked added: total_change > 5',
    ],
    [
      'min_spend: 1, require_approval_if: total_change > 5',
      'min_spend: 1',
      'rule when people are asked removed: total_change > 5',
    ],
    [
      'autonomy: auto',
      'autonomy: auto, require_approval_if: total_change > 5',
      'rule when people are asked added: total_change > 5',
    ],
  ])('%s, then %s', (one, other, wanted) => {
    expect(rules(one, other)).toEqual([wanted]);
  });

  it('have the lines of both files', () => {
    const [first] = describeDifference(
      of([budget('raise')]),
      of([rest('r'), budget('raise')], 'max_budget_change_pct: 25'),
    );
    expect(first).toMatchObject({
      kind: 'loosened',
      path: 'guardrails.max_budget_change_pct',
      line_before: 5,
      line_after: 6,
    });
  });
});

describe('approvals', () => {
  const policy = (one: string, other: string) =>
    between(
      of([budget('a')], 'min_spend: 1', `approval: { ${one} }`),
      of([budget('a')], 'min_spend: 1', `approval: { ${other} }`),
    );

  it.each([
    ['quorum: 2', 'quorum: 1', '! approval: quorum 2 → 1'],
    ['quorum: 1', 'quorum: 2', 'approval: quorum 1 → 2'],
    ['on_timeout: reject', 'on_timeout: cancel', '! approval: when nobody decides reject → cancel'],
    [
      'timeout: 4h, on_timeout: reject',
      'timeout: 2h, on_timeout: reject',
      'approval: time to decide 4 hours → 2 hours',
    ],
    ['undo_window: 10s', 'undo_window: 0', '! approval: time to take a yes back 10 seconds → 0 seconds'],
    [
      'approvers: [approver]',
      'approvers: [admin]',
      '! approval: approvers anyone with the role approver → anyone with the role admin',
    ],
    [
      'timeout: 4h, on_timeout: reject',
      'timeout: 4h, on_timeout: reject, evidence: x',
      'approval: evidence added: "x"',
    ],
  ])('%s, then %s', (one, other, wanted) => {
    expect(policy(one, other)).toEqual([wanted]);
  });

  it('a gate of a step that is gone, and one that is new', () => {
    const [open, closed] = [
      of([budget('a')]),
      of([budget('a', ', approval: { editable: [daily_budget_minor], timeout: 4h, on_timeout: reject }')]),
    ];
    expect(between(closed, open)).toEqual(['! a: gate removed; it no longer always asks']);
    expect(between(open, closed)).toEqual(['a: gate added; it always asks']);
    const narrower = of([budget('a', ', approval: { timeout: 4h, on_timeout: reject }')]);
    expect(between(narrower, closed)).toEqual(['! a: editable added: daily_budget_minor']);
    const gate = of(['{ id: ask, approval: { title: Go, on_timeout: reject } }', budget('a')]);
    expect(between(gate, open)).toEqual(['! gate ask removed (approval, was first)']);
  });
});

describe('steps', () => {
  it.each<[string, Plan, Plan, readonly string[]]>([
    ['added', of([rest('a')]), of([rest('a'), bid('b')]), ['! step b added (AdPlatformAgent.set_bid, after a)']],
    ['removed', of([rest('a'), rest('b')]), of([rest('b')]), ['step a removed (wait, was first)']],
    [
      'moved',
      of([rest('a'), rest('b'), bid('c')]),
      of([bid('c'), rest('a'), rest('b')]),
      ['! step c moved: first (was after b)'],
    ],
    [
      'with another parameter',
      of([budget('a')]),
      of([budget('a').replace('5000', '9000')]),
      ['! a: params.daily_budget_minor 5000 → 9000'],
    ],
    [
      'with a condition less',
      of([budget('a', ', condition: context.cpa < 9')]),
      of([budget('a')]),
      ['! a: condition removed: context.cpa < 9'],
    ],
    ['with another length', of([rest('a')]), of(['{ id: a, wait: 2h }']), ['a: wait waits 1 hour → waits 2 hours']],
    [
      'with other attempts',
      of([budget('a')]),
      of([budget('a', ', retry: 3')]),
      ['a: retry 10 attempts, 0.5 s × 2 up to 30 s → 3 attempts, 0.5 s × 2 up to 30 s'],
    ],
    [
      'of another kind',
      of([rest('a')]),
      of(['{ id: a, stop: completed }']),
      ['a: kind wait → stop', 'a: wait removed: waits 1 hour', 'a: status added: completed'],
    ],
  ])('%s', (_, before, after, wanted) => {
    expect(between(before, after)).toEqual(wanted);
  });

  it('stay in their branch or case when another one comes before it', () => {
    const cases = (...each: readonly string[]) => of([`{ id: s, switch: [${each.join(', ')}] }`]);
    const one = `{ when: context.cpa > 9, steps: [${rest('a')}] }`;
    const other = `{ when: context.cpa > 8, steps: [${rest('b')}] }`;
    expect(between(cases(one), cases(other, one))).toEqual(['step b added (wait, first in case 1 of s)']);
    expect(between(cases(one, other), cases(one.replace('9', '12'), other))).toEqual([
      'case 1 of s context.cpa > 9 → context.cpa > 12',
    ]);
    expect(between(cases(one, other), cases(one.replace(rest('a'), `${rest('a')}, ${rest('b')}`)))).toEqual([
      'step b moved: after a in case 1 of s (was first in case 2 of s)',
    ]);
  });

  it('branches that only change places do the same', () => {
    const branches = (...ids: readonly string[]) =>
      of([`{ id: p, parallel: [${ids.map((id) => `[${rest(id)}]`).join(', ')}] }`]);
    expect(between(branches('a', 'b'), branches('b', 'a'))).toEqual([]);
  });

  it('a loop that gets longer is said, and is a danger where it writes', () => {
    const loop = (parallel: number, step: string) =>
      of([`{ id: l, for_each: { items: '[1, 2]', max_parallel: ${parallel} }, steps: [${step}] }`]);
    expect(between(loop(1, bid('b')), loop(5, bid('b')))).toEqual(['! l: max_parallel 1 → 5']);
    expect(between(loop(1, rest('b')), loop(5, rest('b')))).toEqual(['l: max_parallel 1 → 5']);
  });
});

describe('the rest of a playbook', () => {
  const top = (one: string, other: string) =>
    between(of([rest('a')], 'min_spend: 1', one), of([rest('a')], 'min_spend: 1', other));

  it.each([
    ["schedule: '0 9 * * *'", "schedule: '0 8 * * *'", 'schedule: times 0 9 * * * → 0 8 * * *'],
    ["schedule: '0 9 * * *'", '', 'schedule removed: 0 9 * * * (UTC)'],
    ['', "schedule: '0 9 * * *'", '! schedule added: 0 9 * * * (UTC)'],
    [
      "schedule: { cron: '@daily', timezone: UTC }",
      "schedule: { cron: '@daily', timezone: Europe/Berlin }",
      'schedule: time zone UTC → Europe/Berlin',
    ],
    [
      'when: context.cpa > 9',
      'when: [context.cpa > 9, context.ctr > 1]',
      '! trigger context.cpa > 9 → context.cpa > 9 and context.ctr > 1',
    ],
    [
      'inputs: { days: { type: integer, default: 7 } }',
      'inputs: { days: { type: integer, default: 9 } }',
      'input days integer, optional, default 7 → integer, optional, default 9',
    ],
    ['', 'inputs: { days: integer }', '! input days added: integer, required'],
    ['owner: ana', 'owner: ben', 'owner ana → ben'],
    ['timeout: 2d', 'timeout: 3d', 'longest life of an execution 2 days → 3 days'],
    ['concurrency: { limit: 1 }', 'concurrency: { limit: 3 }', '! live executions at once 1 → 3'],
    ['labels: { team: x }', '', 'labels removed: {"team":"x"}'],
    ['', 'outcome: { metric: cpa, direction: decrease, window: 7d }', 'promise added: decrease cpa within 7 days'],
  ])('%s, then %s', (one, other, wanted) => {
    expect(top(one, other)).toEqual([wanted]);
  });

  it('what is started by events', () => {
    const plan = of([rest('a')]);
    const on = (source: string | null): Plan => ({
      ...plan,
      on: [{ event: 'metric.anomaly', match: source === null ? null : { source, line: 3 }, line: 3 }],
    });
    expect(between(plan, on(null))).toEqual(['! start on the event metric.anomaly added: every one']);
    expect(between(on('event.data.x > 1'), on('event.data.x > 2'))).toEqual([
      'start on the event metric.anomaly event.data.x > 1 → event.data.x > 2',
    ]);
  });
});

describe('the whole', () => {
  it('two plans that do the same differ in nothing, wherever the lines stand', () => {
    const plan = of([budget('a'), rest('b')]);
    const spread = planOf(
      `# a comment\n\nid: a_v1\nname: "A"\nguardrails:\n  max_budget_change_pct: 20\nsteps:\n  - ${budget('a')}\n\n  - ${rest('b')}\n`,
    );
    expect(describeDifference(plan, spread, { actions: actionCatalog })).toEqual([]);
  });

  it('dangers come first, and with the actions the most money leads', () => {
    const [before, after] = [
      of([budget('a')], 'max_budget_change_pct: 20', 'owner: ana'),
      of([budget('a')], 'min_spend: 1', 'owner: ben'),
    ];
    expect(said(describeDifference(before, after, { actions: actionCatalog }))).toEqual([
      '! most money 20 % of the daily budget → unbounded',
      '! cap of a budget change removed: 20 %',
      'least spend added: 1',
      'owner ana → ben',
    ]);
    expect(said(describeDifference(after, before, { actions: actionCatalog }))[0]).toBe('! least spend removed: 1');
  });
});
