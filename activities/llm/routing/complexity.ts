/** From so many points on, a question goes to the larger model of a vendor. */
export const complexPoints = 5;

/**
 * How hard a case is: 2 points for a CPA change of more than 50 %, 3 for conflicting signals, 2 without a similar case in
 * the past. So it takes a conflict and one other thing to ask the larger model.
 */
export function complexityPoints(signs: {
  readonly cpa_change_pct: number | null;
  readonly conflicting_signals: boolean;
  readonly novel: boolean;
}): number {
  return (
    (Math.abs(signs.cpa_change_pct ?? 0) > 50 ? 2 : 0) + (signs.conflicting_signals ? 3 : 0) + (signs.novel ? 2 : 0)
  );
}
