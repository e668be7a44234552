import type { RecommendationRow } from './recommendation-row.ts';

/** Where a recommendation is shown: as the decision it asked for, as the run that made it, or in the list. */
export function recommendationLink(row: Pick<RecommendationRow, 'approval_id' | 'execution_id'>): string {
  if (row.approval_id !== null) return `/approvals/${row.approval_id}/show`;
  return row.execution_id === null ? '/recommendations' : `/executions/${row.execution_id}/show`;
}
