import { describe, expect, it } from 'vitest';
import { actionCatalog } from '../../activities/catalog.action.ts';
import { planOf } from '../../tests/difference/plans.ts';
import { type Bound, sayAmount, sayBound, worstCase } from './index.ts';

const act = (id: string, action: string, params: string, more = '') =>
  `{ id: ${id}, agent: AdPlatformAgent, action: ${action}, params: { campaign_id: '{{ entity.id }}'${params} }${more} }`;
const fixed = (id = 'raise', more = '') => act(id, 'set_daily_budget', ', daily_budget_minor: 5000', more);
const free = (id = 'raise', more = '') =>
  act(id, 'set_daily_budget', ", daily_budget_minor: '{{ context.clicks }}'", more);
const pause = (id = 'pause') => act(id, 'pause', '');
const each = (items: string, at_once: number, step: string) =>
  `{ id: each, for_each: { items: '${items}', max_parallel: ${at_once} }, steps: [${step}] }`;
const again = (rounds: number, ...steps: readonly string[]) =>
  `{ id: again, repeat: { until: round > 900, max_iterations: ${rounds}, on_limit: continue }, steps: [${steps.join(', ')}] }`;
const move = (id = 'shift', more = '') =>
  act(id, 'move_budget', ', moves: [{ from_entity_id: a, to_entity_id: b, amount_minor: 500 }]', more);
const other = (campaign: string, id = 'pause') =>
  `{ id: ${id}, agent: AdPlatformAgent, action: pause, params: { campaign_id: '${campaign}' } }`;

/** The bound of these steps under these guardrails, in words, with what holds besides. */
function bound(steps: readonly string[], rules: string, timeout = '1h', top = ''): Bound {
  const list = steps.map((step) => `  - ${step}\n`).join('');
  const source = `id: a_v1\nname: A\ntimeout: ${timeout}\nsteps:\n${list}guardrails: { ${rules} }\n${top}\n`;
  return worstCase(planOf(source), { actions: actionCatalog });
}
const said = (found: Bound): readonly string[] =>
  found.kind === 'unbounded' ? ['unbounded'] : [sayBound(found), ...found.also.map(sayAmount)];
const money = (amount: string) => `${amount} in the account’s currency`;
const share = (amount: number) => `${amount} % of the daily budget`;
const minor = (amount: string) => `${amount} minor units of the account’s currency`;

describe('the most money, reckoned by hand', () => {
  it.each<[string, readonly string[], string, string, readonly string[]]>([
    // 5,000 is what is left of 6,250 after 20 %: 1,250 moved.
    ['a fixed budget', [fixed()], 'max_budget_change_pct: 20', '1h', [share(20), minor('1,250')]],
    ['a fixed budget, 50 %', [fixed()], 'max_budget_change_pct: 50', '1h', [share(50), minor('5,000')]],
    ['a fixed budget, 100 %', [fixed()], 'max_budget_change_pct: 100', '1h', [share(100)]],
    ['a budget that is reckoned', [free()], 'max_budget_change_pct: 20', '1h', [share(20)]],
    ['a budget under an amount', [free()], 'max_total_change: 500', '1h', [money('500')]],
    [
      'a budget under both',
      [free()],
      'max_budget_change_pct: 20, max_total_change: 500',
      '1h',
      [money('500'), share(20)],
    ],
    ['a budget with a cap of nothing', [free()], 'max_budget_change_pct: 0', '1h', ['nothing']],
    ['a budget under limits that are none of money', [free()], 'min_spend: 5, cooldown_hours: 6', '1h', ['unbounded']],
    ['a bid', [act('b', 'set_bid', ', bid_amount_minor: 50')], 'min_spend: 5', '1h', ['nothing']],
    ['a pause', [pause()], 'min_spend: 5', '1h', [share(100)]],
    [
      'a lifetime budget',
      [act('l', 'set_lifetime_budget', ', lifetime_budget_minor: 5')],
      'min_spend: 5',
      '1h',
      ['unbounded'],
    ],
    [
      'a lifetime budget under an amount',
      [act('l', 'set_lifetime_budget', ', lifetime_budget_minor: 5')],
      'max_total_change: 70',
      '1h',
      [money('70')],
    ],
    // All of it leaves one ad set and comes to another: 100 % and 100 %.
    ['a move within a campaign', [move()], 'min_spend: 5', '1h', [share(200)]],
    // The ledger counts both sides under the cap in money.
    ['a move under an amount', [move()], 'max_total_change: 500', '1h', [money('500'), share(200)]],
    ['a move and a pause', [move(), pause()], 'min_spend: 5', '1h', [share(300)]],
    // 200 for the move; 20 for the budget.
    ['a move and a budget', [move(), free()], 'max_budget_change_pct: 20', '1h', [share(220)]],
    ['three moves', [again(3, move())], 'min_spend: 5', '1h', [share(600)]],
    // An hour can touch two days, each with one.
    ['one move a day', [again(10, move())], 'max_changes_per_day: 1', '1h', [share(400)]],
    ['a move with no change a day', [move()], 'max_changes_per_day: 0', '1h', ['nothing']],
    ['two moves with a rest', [again(10, move())], 'cooldown_hours: 12', '1d', [share(600)]],
    // Ten rounds: the window of 24 hours is used up once in an hour, three times in two days, and never more often than there are rounds.
    ['ten rounds in an hour', [again(10, free())], 'max_budget_change_pct: 20', '1h', [share(20)]],
    ['ten rounds in two days', [again(10, free())], 'max_budget_change_pct: 20', '2d', [share(60)]],
    ['ten rounds in a month', [again(10, free())], 'max_budget_change_pct: 20', '30d', [share(200)]],
    ['ten rounds of an amount in an hour', [again(10, free())], 'max_total_change: 500', '1h', [money('500')]],
    ['ten rounds of an amount in two days', [again(10, free())], 'max_total_change: 500', '2d', [money('1,500')]],
    ['ten rounds of an amount in a month', [again(10, free())], 'max_total_change: 500', '30d', [money('5,000')]],
    // An hour can touch two days, each with two changes.
    ['two changes a day', [again(10, pause())], 'max_changes_per_day: 2', '1h', [share(400)]],
    ['no change a day', [again(10, pause())], 'max_changes_per_day: 0', '1h', ['nothing']],
    // At 0, 6, 12, 18 and 24 hours.
    ['six hours of rest', [again(10, pause())], 'cooldown_hours: 6', '1d', [share(500)]],
    ['no rest at all', [again(3, pause())], 'cooldown_hours: 0', '1d', [share(300)]],
    ['a rest longer than it lives', [again(10, pause())], 'cooldown_hours: 48', '1d', [share(100)]],
    ['both at once', [again(10, pause())], 'cooldown_hours: 6, max_changes_per_day: 1', '1h', [share(100)]],
  ])('%s', (_, steps, rules, timeout, wanted) => {
    expect(said(bound(steps, rules, timeout))).toEqual(wanted);
  });

  it.each<[string, readonly string[]]>([
    ['total_change > 40', [money('40')]],
    ['total_change >= 40', [money('40')]],
    ['40 < total_change', [money('40')]],
    ['40 <= total_change', [money('40')]],
    ['max_change_pct > 10', [share(10)]],
    ['total_change > 40 || max_change_pct > 10', [money('40'), share(10)]],
    ['total_change > 40 || total_change > 30', [money('30')]],
    ['risk == "high" || total_change > 40', [money('40')]],
    ['total_change > 40 && risk == "high"', ['unbounded']],
    ['total_change < 40', ['unbounded']],
    ['!(total_change <= 40)', ['unbounded']],
    ['total_change > context.cpa', ['unbounded']],
    ['total_change * 2.0 > 40', ['unbounded']],
    ['change_count > 3', ['unbounded']],
    ['total_change == 40', ['unbounded']],
  ])('a rule that forbids %s', (rule, wanted) => {
    expect(said(bound([free()], `forbid_if: '${rule}'`))).toEqual(wanted);
  });

  it.each<[string, readonly string[], string, readonly string[]]>([
    [
      'the worse of two cases',
      [`{ id: s, switch: [{ when: context.cpa > 3, steps: [${pause()}] }, { else: [${free()}] }] }`],
      'max_budget_change_pct: 20',
      [share(100)],
    ],
    [
      'branches, which are measured before each other',
      [`{ id: p, parallel: [[${free('a')}], [${free('b')}]] }`],
      'max_total_change: 500',
      [money('1,000')],
    ],
    [
      'branches of which the first wins',
      [`{ id: p, parallel: [[${free('a')}], [${pause()}]], join: any }`],
      'max_budget_change_pct: 20',
      [share(120)],
    ],
    [
      'a failure, its catch and its end',
      [`{ id: t, try: [${free()}], catch: [{ steps: [${pause()}] }], finally: [${act('on', 'resume', '')}] }`],
      'max_budget_change_pct: 20',
      [share(220)],
    ],
    ['a list that stands there', [each('["a", "b", "c"]', 1, other('{{ item }}'))], 'min_spend: 1', [share(300)]],
    [
      'a list that stands there, under an amount',
      [each('["a", "b", "c"]', 1, other('{{ item }}'))],
      'max_total_change: 500',
      [money('1,500'), share(300)],
    ],
    ['an empty list', [each('[]', 1, other('{{ item }}'))], 'max_total_change: 500', ['nothing']],
    [
      'what is taken back when it fails',
      [free('raise', ', on_error: compensate')],
      'max_total_change: 500',
      [money('1,000')],
    ],
    [
      'a condition that may not hold',
      [`{ id: a, condition: context.cpa > 3, ${pause().slice(2)}`.replace('id: pause, ', '')],
      'min_spend: 1',
      [share(100)],
    ],
    [
      'a gate and a wait',
      ['{ id: ask, approval: { on_timeout: reject } }', '{ id: rest, wait: 1h }'],
      'min_spend: 1',
      ['nothing'],
    ],
    ['only recorded', [free()], 'autonomy: shadow', ['nothing']],
    [
      'two campaigns by name',
      [other('c1', 'a'), other('c2', 'b')],
      'max_total_change: 500',
      [money('1,000'), share(200)],
    ],
    [
      'the same campaign twice',
      [other('c1', 'a'), other('c1', 'b')],
      'max_total_change: 500',
      [money('500'), share(200)],
    ],
  ])('%s', (_, steps, rules, wanted) => {
    expect(said(bound(steps, rules))).toEqual(wanted);
  });

  it('a campaign list whose length nobody knows is bounded in each account alone', () => {
    const top = 'inputs: { ids: list }';
    expect(said(bound([each('inputs.ids', 1, other('{{ item }}'))], 'max_total_change: 500', '1h', top))).toEqual([
      `${money('500')}, on each ad account`,
    ]);
    expect(said(bound([each('inputs.ids', 1, other('{{ item }}'))], 'min_spend: 1', '1h', top))).toEqual(['unbounded']);
  });

  it('an amount that an approver may edit is no fixed one', () => {
    const editable = 'approval: { on_timeout: reject, editable: [daily_budget_minor] }';
    expect(said(bound([fixed()], 'max_budget_change_pct: 20', '1h', editable))).toEqual([share(20)]);
    const own = fixed('raise', ', approval: { on_timeout: reject, editable: [daily_budget_minor] }');
    expect(said(bound([own], 'max_budget_change_pct: 20'))).toEqual([share(20)]);
  });
});

describe('what the amount follows from', () => {
  it.each<[string, readonly string[], string, string, readonly string[]]>([
    [
      'a limit',
      [free()],
      'max_total_change: 500',
      '1h',
      ['5 raise sets a daily budget', '6 max_total_change: at most 500 on an ad account in 24 hours'],
    ],
    [
      'a move',
      [move()],
      'min_spend: 1',
      '1h',
      [
        '5 shift moves daily budget within a campaign, which counts where it goes and where it comes from (AdPlatformAgent.move_budget)',
      ],
    ],
    ['nothing to limit', ['{ id: rest, wait: 1h }'], 'max_total_change: 500', '1h', ['1 no step moves money']],
    [
      'a rule',
      [free()],
      'forbid_if: total_change > 40',
      '1h',
      ['5 raise sets a daily budget', '6 forbid_if: no single change above 40'],
    ],
    [
      'a loop without a limit',
      [again(4, free())],
      'min_spend: 1',
      '1h',
      ['5 raise sets a daily budget, and no guardrail says how far from the present one'],
    ],
    [
      'days',
      [again(4, free())],
      'max_budget_change_pct: 5',
      '3d',
      [
        '5 raise sets a daily budget',
        '5 again has up to 4 rounds',
        '6 max_budget_change_pct: a budget by at most 5 % in 24 hours',
        '6 an execution may live 3 days, and a limit holds for 24 hours each time',
      ],
    ],
  ])('%s', (_, steps, rules, timeout, reasons) => {
    expect(bound(steps, rules, timeout).because.map(({ line, text }) => `${line} ${text}`)).toEqual(reasons);
  });
});
