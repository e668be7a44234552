import { useInfiniteGetList } from 'react-admin';
import { StatusChip } from '../layout/StatusChip.tsx';
import { useNow } from '../layout/useNow.ts';
import { RecordTable } from '../tables/RecordTable.tsx';
import { describeAge } from '../time/describe-time.ts';
import type { ApprovalView } from './approval-view.ts';
import { headlineOf } from './describe-approval.ts';

/** What was decided, newest first: by whom, what became of it. */
export function HistoryList() {
  const now_ms = useNow(30_000);
  const query = useInfiniteGetList<ApprovalView>('approvals', {
    pagination: { page: 1, perPage: 25 },
    sort: { field: 'decided_at', order: 'DESC' },
    filter: {},
  });
  return (
    <RecordTable
      label="decisions"
      query={query}
      keep={(approval) => approval.status !== 'pending'}
      linkTo={(approval) => `/approvals/${approval.id}/show`}
      empty={{ title: 'No decisions yet', text: 'What you approve or reject is kept here, with who decided and why.' }}
      columns={[
        { name: 'Campaign', cell: (approval) => headlineOf(approval).campaign, main: true },
        {
          name: 'Change',
          cell: (approval) => {
            const { verb, before, after, delta } = headlineOf(approval);
            return before === null ? verb : `${verb}: ${before} → ${after}${delta === null ? '' : ` (${delta})`}`;
          },
        },
        { name: 'Outcome', cell: (approval) => <StatusChip status={approval.status} /> },
        { name: 'Asked by', cell: (approval) => approval.requested_by_email ?? 'MBI' },
        { name: 'When', cell: (approval) => describeAge(approval.decided_at ?? approval.created_at, now_ms) },
      ]}
    />
  );
}
