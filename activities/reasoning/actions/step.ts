import type { HealthFacts } from '../features/health-facts.ts';
import type { Measure } from '../features/measure.ts';

/** The largest step of a bid without a limit of the team, percent. */
export const largestBidStepPct = 15;
/** The largest step of a budget without a limit of the team, percent. */
export const largestBudgetStepPct = 20;
/** Platforms start to learn anew beyond this, percent. */
const learningStepPct = 20;
/** A smaller step is not felt, percent. */
export const smallestStepPct = 5;
/** The least raise of a budget that is worth a change, percent. */
export const leastRaisePct = 10;
/** How far the prices of markets move from week to week, as a standard deviation of the logarithm. */
const marketDeviation = 0.2;

/** How far a bid may go in one step, percent: the team's limit, and never so far that the platform learns anew. */
export function bidLimitPct({ constraints }: Pick<HealthFacts, 'constraints'>): number {
  return Math.min(learningStepPct, constraints?.max_bid_change_pct ?? largestBidStepPct);
}

/** How far a budget may go in one step, percent. */
export function budgetLimitPct({ constraints }: Pick<HealthFacts, 'constraints'>): number {
  return Math.min(learningStepPct, constraints?.max_budget_change_pct ?? largestBudgetStepPct);
}

/**
 * How much of a measured rise is believed, 0–1: its reliability τ² / (τ² + σ²), where σ is what chance does to the counts
 * and τ what markets do. Where no counts are known σ is taken to be as large as τ, and half of it is believed.
 */
export function reliabilityOf({ deviation }: Pick<Measure, 'deviation'>): number {
  const chance = deviation ?? marketDeviation;
  return marketDeviation ** 2 / (marketDeviation ** 2 + chance ** 2);
}

/**
 * The raise of a bid that the auction asks for: the believed part of what impressions became dearer (of what CPA rose by where
 * no price is known), in whole percent, 5 at least. A rise of CPA of 30 % of which no counts are known asks for 15.
 */
export function bidNeedPct(facts: Pick<HealthFacts, 'metrics' | 'onset'>): number {
  const since = facts.onset?.metrics.cpm;
  const week = facts.metrics.cpm;
  const dearest = since?.change_pct != null && since.change_pct > (week.change_pct ?? 0) ? since : week;
  const measure = (dearest.change_pct ?? 0) > 0 ? dearest : facts.metrics.cpa;
  const believed = Math.max(0, measure.change_pct ?? 0) * reliabilityOf(measure);
  return Math.max(smallestStepPct, Math.round(believed));
}

/** How far the budget of a campaign may go up for its CPA to stay under its target by the same share, percent; 10 at least. */
export function budgetRoomPct({ metrics, target_cpa }: Pick<HealthFacts, 'metrics' | 'target_cpa'>): number {
  const cpa = metrics.cpa.value;
  const room = target_cpa !== null && target_cpa > 0 && cpa !== null ? (1 - cpa / target_cpa) * 100 : 0;
  return Math.max(leastRaisePct, Math.round(room));
}
