import { toMajor } from '../../../contracts/money.ts';
import type { WorkflowAction } from '../../../contracts/reasoning/workflow-action.ts';
import type { TypedAction } from '../../../contracts/recommendation.ts';
import type { Lever, SuccessCriterion } from '../actions/lever.ts';
import type { HealthFacts } from '../features/health-facts.ts';
import { amountText } from './amount.ts';

/** The action in a sentence, made from the typed action and never the other way round. */
export function actionWords(action: TypedAction, currency: string): string {
  const amount = (minor: number) => `${amountText(toMajor(minor, currency), currency)} ${currency}`;
  const step = (pct: number) => `${pct > 0 ? 'Raise' : 'Lower'} the`;
  switch (action.kind) {
    case 'set_bid':
      return `${step(action.change_pct)} bid by ${Math.abs(action.change_pct)} %, from ${amount(action.current_bid_amount_minor)} to ${amount(action.bid_amount_minor)}.`;
    case 'set_daily_budget':
      return `${step(action.change_pct)} daily budget by ${Math.abs(action.change_pct)} %, from ${amount(action.current_daily_budget_minor)} to ${amount(action.daily_budget_minor)}.`;
    case 'rotate_creative':
      return `Show creative ${action.creative_id} in ad ${action.ad_id} instead of creative ${action.current_creative_id}.`;
    case 'change_audiences':
      return audienceWords(action.mode, action.include_audience_ids, action.exclude_audience_ids);
    case 'reallocate_budget':
      return `Move ${action.moves.map((move) => `${amount(move.amount_minor)} a day from ${move.from_entity_id} to ${move.to_entity_id}`).join(', ')}.`;
    case 'pause':
      return `Pause the campaign until ${action.resume_when}.`;
    case 'resume':
      return 'Resume the campaign.';
    case 'none':
      return `Change nothing and look again in ${action.recheck_after_hours} hours.`;
  }
}

function audienceWords(mode: 'expand' | 'refine', include: readonly string[], exclude: readonly string[]): string {
  if (mode === 'refine')
    return exclude.length === 0
      ? 'Narrow the audience to people who buy.'
      : `Leave out ${exclude.join(', ')}, who do not buy.`;
  return include.length === 0
    ? 'Let the platform look beyond the chosen audience.'
    : `Aim at audience ${include.join(', ')} as well.`;
}

/** An action that nobody but a person can take, in a sentence. */
export function adviceWords(advice: WorkflowAction, currency: string): string {
  const amount = (value: number) => `${amountText(value, currency)} ${currency}`;
  switch (advice.workflow) {
    case 'Bid Adjustment':
      return `${advice.direction === 'increase' ? 'Raise' : 'Lower'} the bid by ${advice.change_pct} %.`;
    case 'Creative Refresh':
      return advice.creative_ids.length === 0
        ? `Make ${advice.new_variants} new creatives.`
        : `Replace creative ${advice.creative_ids.join(', ')}: make ${advice.new_variants} new variants first.`;
    case 'Audience Expansion':
      return audienceWords(advice.mode, advice.add_segments, advice.exclusions);
    case 'Budget Reallocation':
      if (advice.target_daily_budget !== null) return `Set the daily budget to ${amount(advice.target_daily_budget)}.`;
      return advice.moves.length === 0
        ? 'Move budget from the dearest segment to the cheapest one.'
        : `Move ${advice.moves.map((move) => `${amount(move.amount)} a day from ${move.from} to ${move.to}`).join(', ')}.`;
    case 'Campaign Pause':
      return `Pause the campaign until ${advice.resume_when}.`;
    case 'Continue Monitoring':
      return `Change nothing and look again in ${advice.recheck_after_hours} hours.`;
  }
}

/** What the lever does, in a sentence. */
export function leverWords(lever: Lever, currency: string): string {
  return lever.advice === null ? actionWords(lever.action, currency) : adviceWords(lever.advice, currency);
}

/** What should come of it, with the range and the days. */
export function impactWords(lever: Lever, facts: HealthFacts): string {
  const effect = lever.expected_effect;
  if (effect === null) {
    if (lever.workflow === 'Campaign Pause') return 'Spend without measured conversions stops at once.';
    return lever.workflow === 'Continue Monitoring'
      ? 'No change is expected from watching.'
      : 'How much it brings is not known: no rise is measured that it could win back.';
  }
  const cpa = facts.metrics.cpa.value;
  const range = `${effect.metric === 'cpa' ? 'CPA' : effect.metric} ${signed(effect.low_pct)} to ${signed(effect.high_pct)} % within ${effect.within_days} days`;
  if (effect.metric !== 'cpa' || cpa === null) return `${range} (${effect.basis}).`;
  const at = (pct: number) => amountText(cpa * (1 + pct / 100), facts.currency);
  return `${range}, that is ${at(effect.low_pct)} to ${at(effect.high_pct)} ${facts.currency} (${effect.basis}).`;
}

const names: Readonly<Record<string, string>> = {
  ...{ cpa: 'CPA', ctr: 'The click-through rate', impression_share: 'The impression share', frequency: 'Frequency' },
  ...{ conversion_rate: 'The conversion rate', segment_cpa: 'CPA of the weak segment' },
};

/** A criterion in a sentence that says what is measured and by when. */
export function criterionWords(criterion: SuccessCriterion, currency: string): string {
  const { metric, comparator, value, tolerance_pct, within_days } = criterion;
  const name = names[metric] ?? metric;
  const days = `within ${within_days} day${within_days === 1 ? '' : 's'}`;
  if (comparator === 'within_pct_of') {
    return value === 0
      ? `${name} stays within ${tolerance_pct} % of today ${days}.`
      : `${name} is within ${tolerance_pct} % of ${figure(metric, value, currency)} ${days}.`;
  }
  return `${name} is ${comparator === 'below' ? 'under' : 'above'} ${figure(metric, value, currency)} ${days}.`;
}

function figure(metric: string, value: number, currency: string): string {
  if (metric === 'cpa' || metric === 'segment_cpa') return `${amountText(value, currency)} ${currency}`;
  if (metric === 'ctr' || metric === 'conversion_rate' || metric === 'impression_share')
    return `${Number((value * 100).toFixed(2))} %`;
  return String(Number(value.toFixed(2)));
}

function signed(value: number): string {
  return value > 0 ? `+${value}` : String(value);
}
