import { toMajor } from '../../../contracts/money.ts';
import type { WorkflowAction } from '../../../contracts/reasoning/workflow-action.ts';
import type { TypedAction } from '../../../contracts/recommendation.ts';
import type { Lever, SuccessCriterion } from '../actions/lever.ts';
import type { HealthFacts } from '../features/health-facts.ts';
import { amountText, moneyText } from './amount.ts';
import { metricLabel } from './labels.ts';
import { type Names, nameOf } from './names.ts';

/** What a sentence about an action needs besides it: the currency of its amounts, and what things are called. */
export type Told = Pick<HealthFacts, 'currency' | 'names'>;

/** The action in a sentence, made from the typed action and never the other way round. */
export function actionWords(action: TypedAction, { currency, names }: Told): string {
  const amount = (minor: number) => moneyText(toMajor(minor, currency), currency);
  const step = (pct: number) => `${pct > 0 ? 'Raise' : 'Lower'} the`;
  switch (action.kind) {
    case 'set_bid':
      return `${step(action.change_pct)} bid by ${Math.abs(action.change_pct)} %, from ${amount(action.current_bid_amount_minor)} to ${amount(action.bid_amount_minor)}.`;
    case 'set_daily_budget':
      return `${step(action.change_pct)} daily budget by ${Math.abs(action.change_pct)} %, from ${amount(action.current_daily_budget_minor)} to ${amount(action.daily_budget_minor)}.`;
    case 'rotate_creative': {
      const creative = (id: string) => nameOf(names, 'creative', id);
      return `Show creative ${creative(action.creative_id)} in ad ${nameOf(names, 'ad', action.ad_id)} instead of creative ${creative(action.current_creative_id)}.`;
    }
    case 'change_audiences':
      return audienceWords(action.mode, action.include_audience_ids, action.exclude_audience_ids, names);
    case 'reallocate_budget':
      return `Move ${action.moves
        .map((move) => moveWords(amount(move.amount_minor), move.from_entity_id, move.to_entity_id, names))
        .join(', ')}.`;
    case 'pause':
      return `Pause the campaign until ${action.resume_when}.`;
    case 'resume':
      return 'Resume the campaign.';
    case 'none':
      return `Change nothing and look again in ${action.recheck_after_hours} hours.`;
  }
}

function moveWords(amount: string, from: string, to: string, names: Names): string {
  return `${amount} a day from ${nameOf(names, 'audience', from)} to ${nameOf(names, 'audience', to)}`;
}

function audienceWords(
  mode: 'expand' | 'refine',
  include: readonly string[],
  exclude: readonly string[],
  names: Names,
): string {
  const list = (ids: readonly string[]) => ids.map((id) => nameOf(names, 'audience', id)).join(', ');
  if (mode === 'refine')
    return exclude.length === 0
      ? 'Narrow the audience to people who buy.'
      : `Leave out ${list(exclude)}, where a conversion costs too much.`;
  return include.length === 0
    ? 'Let the platform look beyond the chosen audience.'
    : `Aim at audience ${list(include)} as well.`;
}

/** An action that nobody but a person can take, in a sentence. */
export function adviceWords(advice: WorkflowAction, { currency, names }: Told): string {
  const amount = (value: number) => moneyText(value, currency);
  switch (advice.workflow) {
    case 'Bid Adjustment':
      return `${advice.direction === 'increase' ? 'Raise' : 'Lower'} the bid by ${advice.change_pct} %.`;
    case 'Creative Refresh':
      return advice.creative_ids.length === 0
        ? `Make ${advice.new_variants} new creatives.`
        : `Replace creative ${advice.creative_ids.map((id) => nameOf(names, 'creative', id)).join(', ')}: make ${advice.new_variants} new variants first.`;
    case 'Audience Expansion':
      return audienceWords(advice.mode, advice.add_segments, advice.exclusions, names);
    case 'Budget Reallocation':
      if (advice.target_daily_budget !== null) return `Set the daily budget to ${amount(advice.target_daily_budget)}.`;
      return advice.moves.length === 0
        ? 'Move budget from the dearest part of the audience to the cheapest one.'
        : `Move ${advice.moves.map((move) => moveWords(amount(move.amount), move.from, move.to, names)).join(', ')}.`;
    case 'Campaign Pause':
      return `Pause the campaign until ${advice.resume_when}.`;
    case 'Continue Monitoring':
      return `Change nothing and look again in ${advice.recheck_after_hours} hours.`;
  }
}

/** What the lever does, in a sentence. */
export function leverWords(lever: Lever, told: Told): string {
  return lever.advice === null ? actionWords(lever.action, told) : adviceWords(lever.advice, told);
}

/** What should come of it, with the range and the days. */
export function impactWords(lever: Lever, facts: HealthFacts): string {
  const effect = lever.expected_effect;
  if (effect === null) {
    if (lever.workflow === 'Campaign Pause') return 'Nothing more is spent without measured conversions.';
    return lever.workflow === 'Continue Monitoring'
      ? 'Watching changes nothing by itself.'
      : 'How much it brings is not known: no rise was measured that it could win back.';
  }
  const cpa = facts.metrics.cpa.value;
  const metric = effect.metric === 'cpa' ? 'CPA' : metricLabel(effect.metric);
  const range = `${metric} ${rangeWords(effect.low_pct, effect.high_pct, effect.metric === 'conversions')} within ${effect.within_days} days`;
  if (effect.metric !== 'cpa' || cpa === null) return `${range} (${effect.basis}).`;
  const at = (pct: number) => amountText(cpa * (1 + pct / 100), facts.currency);
  return `${range}, to between ${at(effect.low_pct)} and ${at(effect.high_pct)} ${facts.currency} (${effect.basis}).`;
}

/** A range of changes in words: `falls by between 16.5 % and 19.7 %`. Percent. */
function rangeWords(low_pct: number, high_pct: number, many: boolean): string {
  if (low_pct < 0 && high_pct > 0) return `${many ? 'change' : 'changes'} by between ${low_pct} % and +${high_pct} %`;
  const [least, most] = [low_pct, high_pct].map(Math.abs).sort((left, right) => left - right);
  const verb = low_pct < 0 ? 'fall' : 'rise';
  return `${verb}${many ? '' : 's'} by ${least === most ? `${most} %` : `between ${least} % and ${most} %`}`;
}

const names: Readonly<Record<string, string>> = {
  ...{ cpa: 'CPA', ctr: 'The click-through rate', impression_share: 'The impression share', frequency: 'Frequency' },
  ...{ conversion_rate: 'The conversion rate', segment_cpa: 'CPA of the dearest part of the audience' },
};

/** A criterion in a sentence that says what is measured and by when. */
export function criterionWords(criterion: SuccessCriterion, currency: string): string {
  const { metric, comparator, value, tolerance_pct, within_days } = criterion;
  const name = names[metric] ?? metric;
  const days = `within ${within_days} day${within_days === 1 ? '' : 's'}`;
  if (comparator === 'within_pct_of') {
    return value === 0
      ? `${name} stays within ${tolerance_pct} % of today’s value ${days.replace('within', 'for')}.`
      : `${name} is within ${tolerance_pct} % of ${figure(metric, value, currency)} ${days}.`;
  }
  return `${name} is ${comparator === 'below' ? 'under' : 'above'} ${figure(metric, value, currency)} ${days}.`;
}

function figure(metric: string, value: number, currency: string): string {
  if (metric === 'cpa' || metric === 'segment_cpa') return moneyText(value, currency);
  if (metric === 'ctr' || metric === 'conversion_rate' || metric === 'impression_share')
    return `${Number((value * 100).toFixed(2))} %`;
  return String(Number(value.toFixed(2)));
}
