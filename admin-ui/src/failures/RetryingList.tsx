import { useInfiniteGetList } from 'react-admin';
import type { ExecutionView } from '../executions/execution-view.ts';
import { RecordTable } from '../tables/RecordTable.tsx';
import { describeAge } from '../time/describe-time.ts';

/** Executions that look as if they were running, but whose step is tried again and again. */
export function RetryingList(props: { now_ms: number }) {
  const query = useInfiniteGetList<ExecutionView>('executions', {
    pagination: { page: 1, perPage: 50 },
    sort: { field: 'created_at', order: 'DESC' },
    filter: { state: 'retrying' },
  });
  return (
    <RecordTable
      label="executions stuck in retries"
      query={query}
      linkTo={(execution) => `/executions/${execution.id}/show`}
      empty={{
        title: 'Nothing is stuck',
        text: 'An execution whose step was tried more than three times, or for more than five minutes, appears here.',
      }}
      columns={[
        { name: 'Playbook', main: true, cell: (execution) => execution.playbook_name ?? execution.playbook_id },
        { name: 'About', cell: (execution) => execution.campaign_name ?? execution.entity_name ?? '–' },
        { name: 'Step', cell: (execution) => execution.current_step_id ?? '–' },
        {
          name: 'Started',
          cell: (execution) => describeAge(execution.started_at ?? execution.created_at, props.now_ms),
        },
      ]}
    />
  );
}
