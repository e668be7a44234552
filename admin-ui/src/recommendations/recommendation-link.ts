import type { RecommendationRow } from './recommendation-row.ts';

/** Where a recommendation is shown: the decision while it waits for one, else the recommendation with all that came of it. */
export function recommendationLink(row: Pick<RecommendationRow, 'id' | 'approval_id' | 'status'>): string {
  if (row.status === 'pending' && row.approval_id !== null) return `/approvals/${row.approval_id}/show`;
  return `/recommendations/${row.id}/show`;
}
