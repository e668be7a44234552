import type { PastEffect } from '../../../contracts/reasoning/campaign-past.ts';
import type { RootCause, WorkflowType } from '../../../contracts/recommendation.ts';
import { dateAfter } from '../features/days.ts';
import { nameOf } from '../wording/names.ts';
import { changeAudience } from './change-audience.ts';
import { effectPriors } from './effects.ts';
import { type Call, type Lever, watch } from './lever.ts';
import { moveBudget, raiseBudget } from './move-budget.ts';
import { pauseCampaign } from './pause-campaign.ts';
import { raiseBid } from './raise-bid.ts';
import { refreshCreative } from './refresh-creative.ts';

/** Which workflow answers which cause. */
export const workflowOf: Readonly<Record<RootCause, WorkflowType>> = {
  auction_pressure: 'Bid Adjustment',
  competitor_promotion: 'Bid Adjustment',
  creative_fatigue: 'Creative Refresh',
  audience_saturation: 'Audience Expansion',
  poor_targeting: 'Audience Expansion',
  uneven_segments: 'Budget Reallocation',
  budget_limited: 'Budget Reallocation',
  tracking_break: 'Campaign Pause',
  seasonality: 'Continue Monitoring',
  external_event: 'Continue Monitoring',
  conversion_lag: 'Continue Monitoring',
  no_change: 'Continue Monitoring',
  insufficient_data: 'Continue Monitoring',
};

/** A sale that has lasted so many days goes on; a flash sale is over by then. */
const lastingDays = 7;
/** The fewest measured effects of an action against an outside cause by which it is taken after all. */
const provenTimes = 2;

/** Why nothing may be changed now, whatever the cause; null when changes are allowed. A pause is no change in this sense. */
export function heldBack({ facts, cause }: Call): string | null {
  if (cause === 'tracking_break') return null;
  const { constraints, experiments, at } = facts;
  if (constraints?.in_learning === true) return 'The platform is still learning; a change now would start that again.';
  const frozen = constraints?.frozen_until;
  if (frozen != null && (at === null || Date.parse(frozen) > Date.parse(at)))
    return `Changes are frozen until ${frozen.slice(0, 10)}.`;
  const [running] = experiments;
  return running === undefined
    ? null
    : `The experiment ${nameOf(facts.names, 'experiment', running.experiment_id)} is running; a change now would spoil it.`;
}

/** The lever for a cause; watching, where none is called for or none may be pulled. `past` are measured effects. */
export function leverFor(call: Call, past: readonly PastEffect[]): Lever {
  const held = heldBack(call);
  if (held !== null && workflowOf[call.cause] !== 'Continue Monitoring') return watch(held);
  switch (call.cause) {
    case 'auction_pressure':
      return untilTheSaleEnds(call) ?? raiseBid(call, past);
    case 'competitor_promotion':
      return (call.facts.onset?.days ?? call.facts.trend_days ?? 0) >= lastingDays
        ? (untilTheSaleEnds(call) ?? raiseBid(call, past))
        : watch('A promotion by competitors may be over in days; the bid is raised only once it has lasted a week.');
    case 'creative_fatigue':
      return refreshCreative(call, past);
    case 'audience_saturation':
    case 'poor_targeting':
      return changeAudience(call, past);
    case 'uneven_segments':
      return moveBudget(call);
    case 'budget_limited':
      return raiseBudget(call);
    case 'tracking_break':
      return pauseCampaign(call);
    case 'seasonality':
    case 'external_event':
      return provenAnswer(call, past) ?? watch(null);
    case 'conversion_lag':
    case 'no_change':
    case 'insufficient_data':
      return watch(null);
  }
}

/**
 * Competitors who are in a sale that the calendar ends before a bid would have worked: what it would answer is over by then.
 * Null where no such sale runs, where no competitor is seen in it, or where the change is older than the sale.
 */
function untilTheSaleEnds({ facts }: Call): Lever | null {
  const today = facts.at?.slice(0, 10);
  if (today === undefined || !((facts.competition?.promotions_count ?? 0) > 0)) return null;
  const worked = dateAfter(today, effectPriors['Bid Adjustment'].within_days);
  const sale = facts.events.find(
    ({ kind, starts_on, ends_on, expected_cpa_change_pct }) =>
      kind === 'sale' && (expected_cpa_change_pct ?? 1) > 0 && starts_on <= today && ends_on >= today,
  );
  if (sale === undefined || sale.ends_on > worked) return null;
  if (facts.onset !== null && facts.onset.since < sale.starts_on) return null;
  return watch(`${sale.name} ends on ${sale.ends_on}, before a higher bid would show an effect, so the bid stays.`);
}

/** What comes from outside is watched, unless an action has been measured to help against exactly it more than once. */
function provenAnswer(call: Call, past: readonly PastEffect[]): Lever | null {
  const helped = (workflow: WorkflowType) =>
    past.filter(
      (each) =>
        each.workflow === workflow &&
        each.cause === call.cause &&
        each.same_campaign &&
        (each.high_pct ?? each.effect_pct) < 0,
    ).length;
  if (heldBack(call) !== null) return null;
  if (helped('Bid Adjustment') >= provenTimes) return raiseBid(call, past);
  return helped('Creative Refresh') >= provenTimes ? refreshCreative(call, past) : null;
}
