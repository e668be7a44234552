import { useGetList } from 'react-admin';
import type { ApprovalView } from './approval-view.ts';
import { pendingQuery } from './pending-query.ts';

/** How many decisions wait; null while unknown or none. Reads the list the inbox reads, so it costs no request of its own. */
export function useWaitingCount(): number | null {
  const { data } = useGetList<ApprovalView>('approvals', pendingQuery);
  return data === undefined || data.length === 0 ? null : data.length;
}
