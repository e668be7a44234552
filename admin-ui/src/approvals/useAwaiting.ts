import { useMemo } from 'react';
import { useGetList } from 'react-admin';
import type { ApprovalView } from './approval-view.ts';
import { useDecisions } from './DecisionContext.ts';
import { pendingQuery } from './pending-query.ts';

/** What waits for a decision, the nearest deadline first, without what was decided here a moment ago; `approvals` is null until known. */
export function useAwaiting() {
  const { data, error, refetch } = useGetList<ApprovalView>('approvals', pendingQuery);
  const { justDecided } = useDecisions();
  const approvals = useMemo(
    () =>
      data
        ?.filter(({ approval_id, status }) => status === 'pending' && !justDecided.has(approval_id))
        .toSorted((a, b) => a.expires_at.localeCompare(b.expires_at)) ?? null,
    [data, justDecided],
  );
  return { approvals, error: approvals === null ? error : null, retry: () => void refetch() };
}
