import type { CampaignContext } from '../../../contracts/reasoning/campaign-context.ts';
import type { Analysis } from '../diagnosis/analysis.ts';

/** Above this change of CPA a case is hard, percent. */
const largeChangePct = 50;
/** Two causes with so many signs each contradict each other. */
const conflictSigns = 2;
/** A case farther than this from every earlier one is new. */
const farAway = 0.5;
/** From so many points on the stronger model is asked. */
export const complexFrom = 5;

/** True when two causes each show at least two of their signs, and neither is out of the question. */
export function signalsConflict({ hypotheses }: Pick<Analysis, 'hypotheses'>): boolean {
  return hypotheses.filter((each) => each.signs_present >= conflictSigns && each.probability >= 0.1).length >= 2;
}

/** True when no earlier case is like this one. */
export function isNovel({ historical_patterns: past }: Pick<CampaignContext, 'historical_patterns'>): boolean {
  const distance = past?.nearest_case_distance ?? null;
  return distance === null ? (past?.past_recommendations.length ?? 0) === 0 : distance > farAway;
}

/** Points of a case by its three properties: a large change 2, a conflict 3, a new situation 2. */
export function pointsOf({
  cpa_change_pct,
  conflict,
  novel,
}: {
  readonly cpa_change_pct: number;
  readonly conflict: boolean;
  readonly novel: boolean;
}): number {
  return (cpa_change_pct > largeChangePct ? 2 : 0) + (conflict ? 3 : 0) + (novel ? 2 : 0);
}

/** How hard a case is for a model, 0–7; from 5 on the stronger one is asked. */
export function complexityPoints(context: CampaignContext, analysis: Pick<Analysis, 'hypotheses'>): number {
  return pointsOf({
    cpa_change_pct: context.campaign_metrics?.cpa_change_pct ?? 0,
    ...{ conflict: signalsConflict(analysis), novel: isNovel(context) },
  });
}
