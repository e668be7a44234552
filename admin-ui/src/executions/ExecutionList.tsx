import { useInfiniteGetList } from 'react-admin';
import { inWords, playbookWords } from '../../../contracts/in-words.ts';
import { PageHeader } from '../layout/PageHeader.tsx';
import { StatusChip } from '../layout/StatusChip.tsx';
import { useNow } from '../layout/useNow.ts';
import { RecordTable } from '../tables/RecordTable.tsx';
import { describeAge } from '../time/describe-time.ts';
import type { ExecutionView } from './execution-view.ts';

/** Every run of every playbook, newest first. */
export function ExecutionList() {
  const now_ms = useNow(15_000);
  const query = useInfiniteGetList<ExecutionView>('executions', {
    pagination: { page: 1, perPage: 25 },
    sort: { field: 'created_at', order: 'DESC' },
    filter: {},
  });
  return (
    <>
      <PageHeader title="Executions" lead="Every run of a playbook, step by step, with what it changed." />
      <RecordTable
        label="executions"
        query={query}
        linkTo={(execution) => `/executions/${execution.id}/show`}
        empty={{
          title: 'Nothing has run yet',
          text: 'A playbook runs on its schedule, when something happens, or when you press “Analyse now” on a campaign.',
        }}
        columns={[
          {
            name: 'Playbook',
            main: true,
            cell: (execution) => execution.playbook_name ?? playbookWords(execution.playbook_id),
          },
          {
            name: 'About',
            cell: (execution) => execution.campaign_name ?? execution.entity_name ?? execution.campaign_id ?? '–',
          },
          { name: 'Status', cell: (execution) => <StatusChip status={execution.status} /> },
          {
            name: 'Step',
            cell: (execution) => (execution.current_step_id == null ? '–' : inWords(execution.current_step_id)),
          },
          { name: 'Asked by', cell: (execution) => execution.requested_by_email ?? '–' },
          { name: 'Started', cell: (execution) => describeAge(execution.started_at ?? execution.created_at, now_ms) },
        ]}
      />
    </>
  );
}
