import { changedBy, toMajor, toMinor } from '../../../contracts/money.ts';
import type { PastEffect } from '../../../contracts/reasoning/campaign-past.ts';
import { effectOf, effectPriors, foretell, riseOf } from './effects.ts';
import { type Call, type Lever, type SuccessCriterion, tooSmall, watch } from './lever.ts';
import { riskOf } from './risk.ts';
import { bidLimitPct, smallestStepPct } from './step.ts';
import { neededPct, steppingOf } from './stepping-of.ts';
import { bestStep, stepValuesOf } from './value-steps.ts';

const workflow = 'Bid Adjustment';
/** How far above the old CPA the new one may stay. */
const nearlyBack = 1.1;

/**
 * Raises the bid by the step of the largest expected value within the limits: that is the believed part of what the auction
 * became dearer, as a smaller step leaves a part of the rise and a larger one pays more for the same. `past` are measured effects.
 */
export function raiseBid({ facts, cause, confidence }: Call, past: readonly PastEffect[]): Lever {
  const { constraints, currency, campaign_id } = facts;
  const bid = constraints?.current_bid ?? null;
  if (constraints != null && (bid === null || bid <= 0))
    return watch('The platform sets the bids itself here; there is no bid to raise.');
  const limit = bidLimitPct(facts);
  const stepping = steppingOf('bid', { facts, cause }, past);
  const needed = neededPct({ facts, cause });
  const range = { least: smallestStepPct, most: limit, needed };
  const change_pct = stepping === null ? Math.min(limit, needed) : bestStep(stepping, range);
  const current_minor = bid === null ? null : toMinor(bid, currency);
  const target_minor = current_minor === null ? null : changedBy(current_minor, change_pct);
  if (current_minor !== null && target_minor === current_minor) return watch(tooSmall);
  const rise = riseOf(facts);
  const foretold = foretell(workflow, cause, rise, past);
  const { within_days } = effectPriors[workflow];
  const failures = past.filter((each) => each.workflow === workflow && each.effect_pct > 0).length;
  return {
    workflow,
    action:
      current_minor === null || target_minor === null
        ? { kind: 'none', recheck_after_hours: 24 }
        : {
            kind: 'set_bid',
            campaign_id,
            bid_amount_minor: target_minor,
            current_bid_amount_minor: current_minor,
            change_pct,
          },
    advice:
      current_minor === null || target_minor === null
        ? { workflow, direction: 'increase', change_pct, current_bid: null, target_bid: null, scope: 'campaign' }
        : null,
    expected_effect: effectOf(foretold, within_days),
    risk_level: riskOf({ kind: 'set_bid', moved_pct: change_pct, confidence, facts, failures }),
    risk_factors: [
      'If the competition stays this strong, the bid may have to go up again.',
      'If competitors leave soon, clicks cost too much for a short time.',
    ],
    success_criteria: criteriaOf({ facts }, within_days, currency),
    step_values: stepping === null ? null : stepValuesOf(stepping, change_pct),
    held_back: null,
  };
}

function criteriaOf(
  { facts }: Pick<Call, 'facts'>,
  within_days: number,
  currency: string,
): readonly SuccessCriterion[] {
  const { cpa, impression_share } = facts.metrics;
  const share = impression_share.value;
  const goal = cpa.before === null ? null : toMajor(toMinor(cpa.before * nearlyBack, currency), currency);
  return [
    ...(goal === null
      ? []
      : [
          { metric: 'cpa', comparator: 'below' as const, value: goal, tolerance_pct: null, within_days, primary: true },
        ]),
    ...(share === null
      ? []
      : [
          {
            metric: 'impression_share',
            comparator: 'above' as const,
            value: Math.floor(share * 95) / 100,
            tolerance_pct: null,
            within_days,
            primary: goal === null,
          },
        ]),
    {
      metric: 'ctr',
      comparator: 'within_pct_of',
      value: facts.metrics.ctr.value ?? 0,
      tolerance_pct: 10,
      within_days,
      primary: goal === null && share === null,
    },
  ];
}
