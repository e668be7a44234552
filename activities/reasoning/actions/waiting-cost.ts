import { toMinor } from '../../../contracts/money.ts';
import type { RootCause } from '../../../contracts/recommendation.ts';
import type { HealthFacts } from '../features/health-facts.ts';
import { pictureOf } from '../hypotheses/segment-signs.ts';
import { moneyText } from '../wording/amount.ts';
import { earnsUncounted } from './pause-campaign.ts';
import { dailySpendOf } from './standing.ts';

/** Of what is paid too much in a weak segment, so much could be saved by moving it. */
const movable = 0.3;

/** What another day like the last ones costs, in major units; null when the figures do not tell. */
export function dailyCostOfWaiting(facts: HealthFacts, cause: RootCause): number | null {
  const spend = dailySpendOf({ facts });
  if (spend === null || cause === 'no_change' || cause === 'insufficient_data') return null;
  if (cause === 'tracking_break') return (earnsUncounted({ facts }) ?? 0) > 0 ? null : spend;
  if (cause === 'uneven_segments') {
    const picture = pictureOf(facts);
    return picture === null ? null : spend * movable * (1 - picture.best.cpa / picture.worst.cpa);
  }
  const { value, before } = facts.metrics.cpa;
  if (cause === 'budget_limited') {
    const { target_cpa } = facts;
    return value === null || target_cpa === null || value <= 0 || value >= target_cpa
      ? null
      : ((target_cpa - value) * spend * 0.1) / value;
  }
  return value === null || before === null || value <= before ? null : spend * (1 - before / value);
}

/** The same in words. */
export function waitingWords(facts: HealthFacts, cause: RootCause): string {
  const cost = dailyCostOfWaiting(facts, cause);
  if (cost === null) return 'Nothing, as far as the figures show.';
  const amount = `About ${moneyText(cost, facts.currency)} a day`;
  if (cause === 'tracking_break') return `${amount} without a measured conversion.`;
  if (cause === 'budget_limited')
    return `${amount}: the worth of conversions below the target CPA that the budget does not reach.`;
  const passes = cause === 'seasonality' || cause === 'conversion_lag' || cause === 'external_event';
  return `${amount} more for the same conversions${passes ? ', unless it passes by itself' : ''}.`;
}

/** The cost of a day in minor units. */
export function dailyCostMinor(facts: HealthFacts, cause: RootCause): number | null {
  const cost = dailyCostOfWaiting(facts, cause);
  return cost === null ? null : toMinor(cost, facts.currency);
}
