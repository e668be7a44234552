import type { EvaluationRunView } from './evaluation-view.ts';

/** One run in the trend. */
export type TrendPoint = { readonly id: string; readonly at: string; readonly agreement_pct: number };

/** The trends of agreement, oldest first, one for each kind of run: runs over different cases are not to be compared. */
export function agreementTrends(
  runs: readonly EvaluationRunView[],
): { readonly run_type: string; readonly points: readonly TrendPoint[] }[] {
  const types = [...new Set(runs.map(({ run_type }) => run_type))].toSorted();
  return types.map((run_type) => ({
    run_type,
    points: runs
      .filter((run) => run.run_type === run_type)
      .map(({ id, run_at, metrics }) => ({ id, at: run_at, agreement_pct: metrics.agreement_rate }))
      .toSorted((a, b) => a.at.localeCompare(b.at)),
  }));
}

/** The points of a line in a box of 100 by 100, the first at the left, 0 % at the bottom; one point lies in the middle. */
export function trendLine(points: readonly TrendPoint[]): { readonly x: number; readonly y: number }[] {
  return points.map(({ agreement_pct }, place) => ({
    x: points.length === 1 ? 50 : (place / (points.length - 1)) * 100,
    y: 100 - Math.min(100, Math.max(0, agreement_pct)),
  }));
}
