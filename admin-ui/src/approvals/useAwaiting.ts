import { useMemo } from 'react';
import { useGetList, useStore } from 'react-admin';
import type { ApprovalView } from './approval-view.ts';
import { useDecisions } from './DecisionContext.ts';
import { pendingQuery, pendingQueryWithSnoozed } from './pending-query.ts';

/** The stored setting that shows what the person has put off, too. */
export function useShowSnoozed() {
  return useStore('mbi.show_snoozed', false);
}

/**
 * What waits for a decision, the nearest deadline first, without what was decided here a moment ago; `approvals` is null
 * until known. What the person has put off is left out, or, when asked for, named in `snoozed`.
 */
export function useAwaiting() {
  const [showSnoozed] = useShowSnoozed();
  const awake = useGetList<ApprovalView>('approvals', pendingQuery);
  const all = useGetList<ApprovalView>('approvals', pendingQueryWithSnoozed, { enabled: showSnoozed });
  const { data, error, refetch } = showSnoozed ? all : awake;
  const { justDecided } = useDecisions();
  const approvals = useMemo(
    () =>
      data
        ?.filter(({ approval_id, status }) => status === 'pending' && !justDecided.has(approval_id))
        .toSorted((a, b) => a.expires_at.localeCompare(b.expires_at)) ?? null,
    [data, justDecided],
  );
  const snoozed = useMemo(() => {
    const shown = new Set(awake.data?.map(({ id }) => id));
    const ids = showSnoozed && awake.data !== undefined ? (all.data ?? []).map(({ id }) => id) : [];
    return new Set(ids.filter((id) => !shown.has(id)));
  }, [showSnoozed, awake.data, all.data]);
  return { approvals, snoozed, error: approvals === null ? error : null, retry: () => void refetch() };
}
