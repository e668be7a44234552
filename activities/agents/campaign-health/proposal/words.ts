import { toMajor } from '../../../../contracts/money.ts';
import type { RootCause, TypedAction } from '../../../../contracts/recommendation.ts';
import type { MetricsSummary } from '../collect/collected-metrics.ts';
import { amountText } from '../series/amount.ts';
import type { Lever } from './lever.ts';

/** Names of causes for people. */
export const causeWords: Readonly<Record<RootCause, string>> = {
  auction_pressure: 'more pressure in the auction',
  competitor_promotion: 'a promotion of competitors',
  creative_fatigue: 'creative fatigue',
  audience_saturation: 'a saturated audience',
  poor_targeting: 'people who are reached and do not care',
  uneven_segments: 'segments that bring very different returns',
  budget_limited: 'a budget that limits the campaign',
  tracking_break: 'a broken landing page or tracking',
  seasonality: 'a season',
  external_event: 'an event outside of the account',
  conversion_lag: 'conversions that are still arriving',
  no_change: 'no change beyond normal variance',
  insufficient_data: 'not enough data for a cause',
};

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
      return `${action.mode === 'expand' ? 'Widen' : 'Narrow'} the audience.`;
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

/** What should come of it, with the range and the days. */
export function impactWords(lever: Lever, metrics: MetricsSummary): string {
  const effect = lever.expected_effect;
  if (effect === null) {
    return lever.action.kind === 'pause'
      ? 'Spend without measured conversions stops at once.'
      : 'No change is expected from watching.';
  }
  const cpa = metrics.current?.cpa ?? null;
  const range = `${effect.metric} ${signed(effect.low_pct)} to ${signed(effect.high_pct)} % within ${effect.within_days} days`;
  if (effect.metric !== 'cpa' || cpa === null) return `${range} (${effect.basis}).`;
  const at = (pct: number) => amountText(cpa * (1 + pct / 100), metrics.currency);
  return `${range}, that is ${at(effect.low_pct)} to ${at(effect.high_pct)} ${metrics.currency} (${effect.basis}).`;
}

/** What another week like the last one would cost. Money in the account currency. */
export function costOfNothing(metrics: MetricsSummary, cause: RootCause): string {
  const { current, previous } = metrics;
  if (current === null || previous === null || cause === 'no_change' || cause === 'insufficient_data') {
    return 'Nothing that the figures show.';
  }
  if (cause === 'tracking_break') {
    return `About ${amountText(current.spend / current.days, metrics.currency)} ${metrics.currency} a day without a measured conversion.`;
  }
  if (cause === 'budget_limited')
    return 'Conversions under the target price that the budget leaves to others, every day.';
  if (current.cpa === null || previous.cpa === null || current.cpa <= previous.cpa)
    return 'Nothing that the figures show.';
  const extra = (current.cpa - previous.cpa) * current.conversions;
  const passes = cause === 'seasonality' || cause === 'conversion_lag';
  return `${amountText(extra, metrics.currency)} ${metrics.currency} a week more for the same conversions${passes ? ', if it did not pass by itself' : ''}.`;
}

function signed(value: number): string {
  return value > 0 ? `+${value}` : String(value);
}
