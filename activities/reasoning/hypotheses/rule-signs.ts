import type { HealthFacts } from '../features/health-facts.ts';
import { saturationSignsNeeded, significantPct } from '../thresholds.ts';
import { type WeighedCause, weighedCauses } from './likelihoods.ts';
import type { Sign } from './sign.ts';
import type { Signs } from './signs.ts';

/** A sign with its share of the stated signs of one cause; the shares of a cause sum to 1. */
export type WeighedSign = Sign & { readonly weight: number };

/** How many of the stated signs of a cause are there. `share` and `coverage` 0–1. */
export type RuleScore = {
  readonly cause: WeighedCause;
  readonly signs: readonly WeighedSign[];
  /** Weight of the signs that are there, of those that are known. */
  readonly share: number;
  /** Weight of the signs that are known. */
  readonly coverage: number;
  readonly present: number;
  readonly known: number;
};

/** Reading of a sign under a further condition: where it fails the sign is not there, where it is not known nor is the sign. */
const only = (condition: boolean | null, sign: Sign): Sign =>
  sign.present === true ? { ...sign, present: condition } : sign;
const not = (sign: Sign, statement: string): Sign => ({
  ...sign,
  ...{ statement, present: sign.present === null ? null : !sign.present },
});

/**
 * The stated signs of each cause with their weights. Fatigue: falling CTR 0.4, old 0.3, high frequency 0.3. Saturation: four
 * alike. Pressure: dearer at a steady creative 0.3, active competitors 0.27, a moving auction 0.25, share lost 0.18.
 */
function statedSigns(
  facts: HealthFacts,
  signs: Signs,
): Readonly<Record<WeighedCause, readonly (readonly [number, Sign])[]>> {
  const steadyCtr = steady(facts.metrics.ctr.change_pct);
  const clicksSteady = signs.fewer_clicks.present === null ? null : !signs.fewer_clicks.present;
  const calmCreative = neither(signs.fewer_clicks.present, signs.high_frequency.present);
  const dearer = signs.dearer_impressions.present === null ? signs.dearer_conversions : signs.dearer_impressions;
  const moving =
    signs.rising_bids.present === true
      ? signs.rising_bids
      : signs.dearer_impressions.present === null
        ? signs.rising_bids
        : signs.dearer_impressions;
  const steadyClicks = not(
    signs.fewer_clicks,
    signs.fewer_clicks.present === true ? signs.fewer_clicks.statement : 'The click-through rate is steady.',
  );
  return {
    creative_fatigue: [
      [0.4, signs.fewer_clicks],
      [0.3, signs.old_creative],
      [0.3, signs.high_frequency],
    ],
    audience_saturation: [
      [0.25, signs.high_share],
      [0.25, signs.reach_lost],
      [0.25, signs.rising_frequency],
      [0.25, only(steadyCtr ?? clicksSteady, signs.dearer_impressions)],
    ],
    auction_pressure: [
      [0.3, only(calmCreative, dearer)],
      [0.27, signs.active_competitors],
      [0.25, moving],
      [0.18, signs.share_lost],
    ],
    competitor_promotion: [
      [0.4, signs.promotion_seen],
      [0.35, signs.fewer_buyers],
      [0.25, signs.active_competitors],
    ],
    poor_targeting: [
      [0.4, signs.weak_segment],
      [0.35, signs.low_relevance],
      [0.25, steadyClicks],
    ],
    uneven_segments: [
      [0.7, signs.capped_strong_segment],
      [0.3, signs.weak_segment],
    ],
    budget_limited: [
      [0.6, signs.full_budget],
      [0.4, signs.under_target],
    ],
    seasonality: [
      [0.7, signs.recurring],
      [0.3, signs.industry_alike],
    ],
    external_event: [
      [0.6, signs.event_now],
      [0.4, signs.industry_alike],
    ],
  };
}

/** True when both are known not to be there; null when one is not known and the other not there. */
function neither(one: boolean | null, other: boolean | null): boolean | null {
  if (one === true || other === true) return false;
  return one === null || other === null ? null : true;
}

/** A change within 10 %; since the onset of the change, where the days show one. */
function steady(change: number | null): boolean | null {
  return change === null ? null : Math.abs(change) <= significantPct;
}

/** Scores every cause by the share of its stated signs, in the order in which ties are decided. */
export function ruleScores(facts: HealthFacts, signs: Signs): readonly RuleScore[] {
  const stated = statedSigns(facts, signs);
  return weighedCauses.map((cause): RuleScore => {
    const weighed = stated[cause].map(([weight, sign]): WeighedSign => ({ ...sign, weight }));
    const sum = (some: readonly WeighedSign[]) => some.reduce((total, sign) => total + sign.weight, 0);
    const present = weighed.filter((sign) => sign.present === true);
    const known = weighed.filter((sign) => sign.present !== null);
    // What is not known of a creative adds nothing to its fatigue: the stated sums hold as they are.
    const whole = cause === 'creative_fatigue' ? 1 : sum(known);
    return {
      ...{ cause, signs: weighed, present: present.length, known: known.length },
      share: whole === 0 ? 0 : Math.round((sum(present) / whole) * 1e6) / 1e6,
      coverage: cause === 'creative_fatigue' ? 1 : Math.round(sum(known) * 1e6) / 1e6,
    };
  });
}

/** The stated rule of saturation: at least three of its signs. A share over 90 % alone is none. */
export function isSaturated(score: RuleScore): boolean {
  return score.present >= saturationSignsNeeded;
}
