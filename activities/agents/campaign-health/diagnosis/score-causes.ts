import type { RootCause } from '../../../../contracts/recommendation.ts';
import type { HealthFacts } from './health-facts.ts';
import { auctionSigns, fatigueSigns, type Sign, saturationSigns } from './signs.ts';

/** How much speaks for one cause. `score` and `coverage` 0–1. */
export type CauseScore = {
  readonly cause: RootCause;
  /** Weight of the signs that are there, of the signs that are known. */
  readonly score: number;
  /** Weight of the signs that are known. */
  readonly coverage: number;
  readonly signs: readonly Sign[];
};

const sum = (signs: readonly Sign[]) => signs.reduce((total, sign) => total + sign.weight, 0);

function scored(cause: RootCause, signs: readonly Sign[], unknownIsAbsent: boolean): CauseScore {
  const present = sum(signs.filter((sign) => sign.present === true));
  const known = sum(signs.filter((sign) => sign.present !== null));
  const whole = unknownIsAbsent ? 1 : known;
  return {
    cause,
    score: whole === 0 ? 0 : round(present / whole),
    coverage: unknownIsAbsent ? 1 : round(known),
    signs,
  };
}

/**
 * Scores the three causes that compete for the same symptom, best first; ties stay in this order. A cause's score is the
 * share of its signs. Fatigue keeps its stated sums, so an unknown sign counts as absent there; saturation needs three signs.
 */
export function scoreCauses(facts: HealthFacts): readonly CauseScore[] {
  const saturation = scored('audience_saturation', saturationSigns(facts), false);
  const threeSigns = saturation.signs.filter((sign) => sign.present === true).length >= 3;
  return [
    scored('creative_fatigue', fatigueSigns(facts), true),
    threeSigns ? saturation : { ...saturation, score: Math.min(saturation.score, 0.4) },
    scored('auction_pressure', auctionSigns(facts), false),
  ].sort((left, right) => right.score - left.score);
}

/**
 * How sure the best cause is: its score, halved at worst by what is not known, less 40 % of the runner-up's score when
 * that one is plausible too, and a tenth when somebody changed the campaign in between. Never above 0.95.
 */
export function confidenceOf(best: CauseScore, runnerUp: CauseScore | undefined, facts: HealthFacts): number {
  const rival = runnerUp !== undefined && runnerUp.score >= 0.5 ? runnerUp.score : 0;
  const intervened = facts.interventions.some((change) => change.field !== 'creative_id') ? 0.1 : 0;
  const learning = facts.in_learning === true ? 0.1 : 0;
  const confidence = best.score * (0.5 + 0.5 * best.coverage) * (1 - 0.4 * rival) - intervened - learning;
  return round(Math.max(0.05, Math.min(0.95, confidence)));
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
