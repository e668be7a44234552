import { describe, expect, it } from 'vitest';
import { campaignContextSchema } from '../../../contracts/reasoning/campaign-context.ts';
import type { TypedAction } from '../../../contracts/recommendation.ts';
import { springSale } from '../../../tests/reasoning/spring-sale.ts';
import { reason } from '../reason.ts';
import { guardrailChecks } from './check-guardrails.ts';

const made = reason(springSale()).recommendation;
const at = '2026-03-01T09:00:00.000Z';
const bid = (change_pct: number): TypedAction => ({
  ...{ kind: 'set_bid', campaign_id: 'c', current_bid_amount_minor: 250, change_pct },
  bid_amount_minor: Math.round(250 * (1 + change_pct / 100)),
});
const budget = (change_pct: number): TypedAction => ({
  ...{ kind: 'set_daily_budget', campaign_id: 'c', current_daily_budget_minor: 90_000, change_pct },
  daily_budget_minor: 900 * (100 + change_pct),
});
const pause: TypedAction = { kind: 'pause', campaign_id: 'c', resume_when: 'it is mended' };
const none: TypedAction = { kind: 'none', recheck_after_hours: 24 };
function broken(action: TypedAction, constraints: object | null = {}, more: object = {}): readonly string[] {
  const context = campaignContextSchema.parse({
    ...{ campaign_id: 'c', at, ...more },
    constraints:
      constraints === null ? null : { status: 'active', current_bid: 2.5, daily_budget: 900, ...constraints },
  });
  return guardrailChecks(context, { ...made, action }).flatMap(({ check, passed }) => (passed ? [] : [check]));
}
const changed = (field: string, day: string, ours = true) => ({ recent_changes: [{ at: day, field, ours }] });
const experiment = (starts_on: string, ends_on: string | null) => ({
  experiments: [{ experiment_id: 'e', kind: 'ab_test', name: 'e', starts_on, ends_on, source: 'test' }],
});

describe('the guardrails of a recommendation', () => {
  it.each<[string, TypedAction, object | null, readonly string[]]>([
    ['a step at the usual limit', bid(15), {}, []],
    ['a step beyond it', bid(16), {}, ['within_limits']],
    ['a fall beyond it', bid(-16), {}, ['within_limits']],
    ['a step within the limit of the team', bid(20), { max_bid_change_pct: 50 }, []],
    ['a step with which the platform learns anew', bid(21), { max_bid_change_pct: 50 }, ['within_limits']],
    ['a budget at its limit', budget(20), {}, []],
    ['a budget beyond the limit of the team', budget(20), { max_budget_change_pct: 10 }, ['within_limits']],
    ['learning', bid(5), { in_learning: true }, ['not_in_learning']],
    ['a pause while learning', pause, { in_learning: true }, []],
    ['watching while learning and frozen', none, { in_learning: true, frozen_until: '2026-03-09T00:00:00Z' }, []],
    ['a freeze that ends now', bid(5), { frozen_until: at }, []],
    ['a freeze that ends in a moment', bid(5), { frozen_until: '2026-03-01T09:00:01.000Z' }, ['not_frozen']],
    ['a protected campaign that goes on', bid(5), { protected: true }, []],
    ['a protected campaign that would stop', pause, { protected: true }, ['not_protected']],
    ['our own change of the bid two days ago', bid(5), changed('bid_amount', '2026-02-27T09:00:00Z'), ['cooled_down']],
    ['our own change three days ago', bid(5), changed('bid_amount', '2026-02-26T09:00:00Z'), []],
    ['a change of somebody else', bid(5), changed('bid_amount', '2026-02-28T09:00:00Z', false), []],
    ['a change of another lever', bid(5), changed('daily_budget', '2026-02-28T09:00:00Z'), []],
    ['a bid that is another by now', bid(5), { current_bid: 2.6 }, ['amounts_current']],
    ['a budget that is another by now', budget(5), { daily_budget: 901 }, ['amounts_current']],
    ['amounts that nobody could read', bid(5), null, []],
  ])('%s', (_, action, constraints, checks) => expect(broken(action, constraints)).toEqual(checks));

  it.each<[string, object, TypedAction, readonly string[]]>([
    ['one that runs', experiment('2026-02-20', null), bid(5), ['no_experiment']],
    ['one that ends today', experiment('2026-02-20', '2026-03-01'), bid(5), ['no_experiment']],
    ['one that is over', experiment('2026-02-20', '2026-02-28'), bid(5), []],
    ['one that is to come', experiment('2026-03-02', null), bid(5), []],
    ['one that runs, beside a pause', experiment('2026-02-20', null), pause, []],
  ])('with an experiment: %s', (_, more, action, checks) => expect(broken(action, {}, more)).toEqual(checks));

  it('with a freeze and no known moment hold back', () => {
    expect(broken(bid(5), { frozen_until: '2026-03-09T00:00:00Z' }, { at: null })).toContain('not_frozen');
  });
});
