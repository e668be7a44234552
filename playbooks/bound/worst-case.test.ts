import { describe, expect, it } from 'vitest';
import { type ActionStep, type Guardrails, noGuardrails, type Plan, type Step } from '../../contracts/plan/index.ts';
import { actions, planOf, write } from '../../tests/bound/random-plans.ts';
import type { Bound } from './bound.ts';
import { worstCase } from './worst-case.ts';

const base = { line: 1, name: null, condition: null };
const at = (value: number, line = 20) => ({ value, line });
const raise = (id = 'raise', more: Parameters<typeof write>[2] = {}): ActionStep => ({
  ...write(id, 'set_daily_budget', more),
  line: 5,
});
const pause = (id = 'pause', campaign = 'inputs.campaign_id'): Step => ({
  ...write(id, 'pause', { campaign }),
  line: 6,
});
const each = (source: string, steps: readonly Step[], max_parallel = 1): Step => ({
  ...{ ...base, line: 4, id: 'each', kind: 'for_each', items: { source, line: 4 }, as: 'item', max_parallel },
  ...{ on_item_error: 'fail', steps, output: null },
});
const repeat = (max_iterations: number, ...steps: readonly Step[]): Step => ({
  ...{ ...base, line: 4, id: 'again', kind: 'repeat', while: { source: 'true', line: 4 }, until: null, as: 'round' },
  ...{ max_iterations, on_limit: 'fail', steps },
});
const bound = (steps: readonly Step[], rules: Partial<Guardrails> = {}, more: Partial<Plan> = {}): Bound =>
  worstCase(planOf(steps, { guardrails: { ...noGuardrails, ...rules }, timeout_seconds: 3_600, ...more }), { actions });
const said = (found: Bound): string => {
  if (found.kind === 'unbounded') return 'unbounded';
  const each_account = found.in_each === 'ad account' ? ' in each ad account' : '';
  return `${found.amount} ${found.unit}${each_account}`;
};
const cap = { max_total_change: at(500) };
const share = { max_budget_change_pct: at(25) };
const days = (count: number): Partial<Plan> => ({ timeout_seconds: count * 86_400 });

describe('the most that one execution can move', () => {
  it.each<[string, Bound, string]>([
    ['nothing is written', bound([]), '0 account currency'],
    ['only bids change', bound([write('bid', 'set_bid')]), '0 account currency'],
    ['it only records', bound([raise()], { autonomy: 'shadow' }), '0 account currency'],
    ['one budget, nothing said', bound([raise()]), 'unbounded'],
    ['one budget under a share', bound([raise()], share), '25 % of daily budget'],
    ['one budget under an amount', bound([raise()], cap), '500 account currency'],
    ['two budgets within a day', bound([raise('a'), raise('b')], cap), '500 account currency'],
    ['two budgets over two days', bound([raise('a'), raise('b')], cap, days(2)), '1000 account currency'],
    ['many budgets over three days', bound([repeat(50, raise())], cap, days(3)), '2000 account currency'],
    ['a share over three days', bound([repeat(50, raise())], share, days(3)), '100 % of daily budget'],
    [
      'each change by a rule',
      bound([repeat(3, raise())], { forbid_if: { source: 'total_change > 40', line: 9 } }),
      '120 account currency',
    ],
    ['a pause', bound([pause()], share), '100 % of daily budget'],
    ['a pause and a resume', bound([pause(), write('b', 'resume')]), '200 % of daily budget'],
    ['a pause under an amount', bound([pause()], cap), '500 account currency'],
    ['a list of unknown length', bound([each('inputs.ids', [pause()])]), 'unbounded'],
    ['a list that stands there', bound([each('[1, 2, 3]', [pause()])]), '300 % of daily budget'],
    [
      'one campaign, seldom changed',
      bound([each('inputs.ids', [pause()])], { max_changes_per_day: at(2) }),
      '400 % of daily budget',
    ],
    [
      'one campaign, with rests',
      bound([each('inputs.ids', [pause()])], { cooldown_hours: at(12) }, days(1)),
      '300 % of daily budget',
    ],
    [
      'several campaigns, seldom changed',
      bound([each('inputs.ids', [pause('p', 'item')])], { max_changes_per_day: at(2) }),
      'unbounded',
    ],
    [
      'several campaigns under an amount',
      bound([each('inputs.ids', [pause('p', 'item')])], cap),
      '500 account currency in each ad account',
    ],
    [
      'two campaigns under an amount',
      bound([pause('a', 'inputs.a'), pause('b', 'inputs.b')], cap),
      '1000 account currency',
    ],
    [
      'two campaigns under a share',
      bound([raise('a', { campaign: 'inputs.a' }), raise('b', { campaign: 'inputs.b' })], share),
      '50 % of daily budget',
    ],
    ['a step that takes back', bound([raise('a', { on_error: 'compensate' })], cap), '1000 account currency'],
    ['steps for the failure', bound([raise()], share, { ...days(1), on_failure: [pause()] }), '125 % of daily budget'],
    [
      'the undo of something else',
      bound([{ ...raise(), action_id: 'AdPlatformAgent.undo_execution' }], share),
      'unbounded',
    ],
  ])('%s', (_, found, wanted) => {
    expect(said(found)).toBe(wanted);
  });

  it('of several ways the worst counts, of several at once all', () => {
    const truth = { source: 'true', line: 1 };
    const choose: Step = {
      ...base,
      id: 'c',
      kind: 'switch',
      cases: [{ when: truth, line: 2, steps: [pause()] }],
      otherwise: [raise()],
    };
    expect(said(bound([choose], share))).toBe('100 % of daily budget');
    const both: Step = { ...base, id: 'p', kind: 'parallel', branches: [[pause()], [raise()]], join: 'any' };
    expect(said(bound([both], share))).toBe('125 % of daily budget');
    // At the same time each is measured before the other is applied.
    const twice: Step = { ...base, id: 'p', kind: 'parallel', branches: [[raise('a')], [raise('b')]], join: 'all' };
    expect(said(bound([twice], cap))).toBe('1000 account currency');
    expect(said(bound([each('inputs.ids', [raise()], 4)], cap))).toBe('2000 account currency');
    const guarded: Step = {
      ...base,
      id: 't',
      kind: 'try',
      steps: [raise()],
      catches: [{ when: null, line: 3, steps: [pause()] }],
      finally: [write('r', 'resume')],
    };
    expect(said(bound([guarded], share))).toBe('225 % of daily budget');
  });

  it('a list of fixed length is known by its name, unless something else may give it', () => {
    const list = (length: number): Step => ({
      ...{
        ...base,
        id: 'l',
        kind: 'set',
        values: { those: { kind: 'literal', value: Array.from({ length }, () => 'x') } },
      },
    });
    expect(said(bound([list(4), each('those', [pause()])]))).toBe('400 % of daily budget');
    expect(said(bound([list(4), list(2), each('those', [pause()])]))).toBe('400 % of daily budget');
    const taken: Step = { ...raise(), output: 'those', action_id: 'AdPlatformAgent.set_bid' };
    expect(said(bound([list(4), taken, each('those', [pause()])]))).toBe('unbounded');
  });

  it('a budget to a fixed amount is bounded by what it may come down from, unless people may edit it', () => {
    const fixed = raise('to', { budget_minor: 8_000 });
    const found = bound([fixed], { max_budget_change_pct: at(20) });
    // 100 coming down to 80 moves 20; 66.67 going up to 80 moves less.
    expect(found).toMatchObject({ amount: 20, also: [{ amount: 2_000, unit: 'minor units of the account currency' }] });
    const edited = planOf([fixed], { guardrails: { ...noGuardrails, max_budget_change_pct: at(20) } });
    const policy = { ...edited.approval, editable: ['daily_budget_minor'] };
    expect(worstCase({ ...edited, approval: policy }, { actions })).toMatchObject({ also: [] });
    expect(said(bound([fixed]))).toBe('unbounded');
  });
});

describe('because', () => {
  it('the steps, the loops and the limits, in the order of their lines', () => {
    expect(bound([repeat(3, raise())], cap, days(2)).because).toEqual([
      { line: 4, text: 'again has up to 3 rounds' },
      { line: 5, text: 'raise sets a daily budget' },
      { line: 20, text: 'max_total_change: at most 500 on an ad account in 24 hours' },
      { line: 20, text: 'an execution may live 2 days, and a limit holds for 24 hours each time' },
    ]);
    expect(bound([]).because).toEqual([{ line: 1, text: 'no step moves money' }]);
  });

  it('what makes it endless, and not what would not', () => {
    expect(bound([each('inputs.ids', [raise()]), pause()])).toEqual({
      kind: 'unbounded',
      because: [
        { line: 4, text: 'each walks a list whose length is not known before it runs: inputs.ids' },
        { line: 5, text: 'raise sets a daily budget, and no guardrail says how far from the present one' },
      ],
    });
  });
});

describe('a child playbook', () => {
  const child: Step = {
    ...base,
    line: 7,
    id: 'run',
    kind: 'playbook',
    playbook_id: 'other_v1',
    inputs: {},
    output: null,
  };
  const other = (rules: Partial<Guardrails>, steps: readonly Step[] = [pause()]) =>
    planOf(steps, { playbook_id: 'other_v1', guardrails: { ...noGuardrails, ...rules }, timeout_seconds: 3_600 });
  const ask = (steps: readonly Step[], plans?: (id: string) => Plan | undefined) =>
    worstCase(planOf(steps, { guardrails: { ...noGuardrails, ...share } }), {
      actions,
      ...(plans === undefined ? {} : { plans }),
    });

  it('counts with its own limits, as often as it is run', () => {
    expect(said(ask([child], () => other({})))).toBe('100 % of daily budget');
    expect(said(ask([raise(), repeat(2, child)], () => other({})))).toBe('225 % of daily budget');
    expect(said(ask([child], () => other(cap)))).toBe('500 account currency');
    expect(said(ask([each('inputs.ids', [child])], () => other({}, [])))).toBe('0 account currency');
  });

  it('is unbounded when its plan is not known, when it is itself, when it is, and when it is run without end', () => {
    expect(ask([child])).toEqual({
      kind: 'unbounded',
      because: [{ line: 7, text: 'run runs other_v1, whose plan is not known here' }],
    });
    expect(ask([child], () => other({}, [child])).because[0]?.text).toContain('which runs this one again');
    expect(ask([child], () => other({}, [raise()])).because).toEqual([
      {
        line: 7,
        text: 'run runs other_v1; its line 5: raise sets a daily budget, and no guardrail says how far from the present one',
      },
    ]);
    expect(said(ask([each('inputs.ids', [child])], () => other({})))).toBe('unbounded');
  });
});
