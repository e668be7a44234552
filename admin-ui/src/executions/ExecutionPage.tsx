import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Stack from '@mui/material/Stack';
import { useGetOne } from 'react-admin';
import { useParams } from 'react-router';
import { playbookWords } from '../../../contracts/in-words.ts';
import { BackLink } from '../layout/BackLink.tsx';
import { PageHeader } from '../layout/PageHeader.tsx';
import { Panel } from '../layout/Panel.tsx';
import { LoadingFailed, LoadingRows } from '../layout/QueryState.tsx';
import { StatusChip } from '../layout/StatusChip.tsx';
import { OutcomesPanel } from '../outcomes/OutcomesPanel.tsx';
import { formatMoment } from '../time/describe-time.ts';
import { ChangeSetPanel } from './ChangeSetPanel.tsx';
import { ExecutionActions } from './ExecutionActions.tsx';
import type { ExecutionView } from './execution-view.ts';
import { ReceiptsPanel } from './ReceiptsPanel.tsx';
import { RelationsPanel } from './RelationsPanel.tsx';
import { StepTimeline } from './StepTimeline.tsx';
import { WaitingNotice } from './WaitingNotice.tsx';

/** One run: how it stands, what it changed, every step with its attempts. Renews itself while it runs. */
export function ExecutionPage() {
  const { id = '' } = useParams();
  const { data, error, refetch } = useGetOne<ExecutionView>('executions', { id });
  if (data === undefined) {
    if (error !== null) return <LoadingFailed label="execution" error={error} retry={() => void refetch()} />;
    return <LoadingRows label="the execution" height={120} />;
  }
  const about = data.campaign_name ?? data.entity_name ?? data.campaign_id;
  const name = data.playbook_name ?? playbookWords(data.playbook_id);
  return (
    <>
      <PageHeader
        above={<BackLink to="/executions">Executions</BackLink>}
        title={about === null ? name : `${name}: ${about}`}
        lead={
          <Stack direction="row" spacing={1.25} useFlexGap sx={{ alignItems: 'center', flexWrap: 'wrap', mt: 0.75 }}>
            <StatusChip status={data.status} />
            <span>{formatMoment(data.started_at ?? data.created_at)}</span>
            {data.requested_by_email === null ? null : <span>{`asked by ${data.requested_by_email}`}</span>}
            {data.playbook_version === null ? null : <span>{`version ${data.playbook_version}`}</span>}
            {data.mode === 'live' ? null : <span>{`${data.mode.replace('_', ' ')}: writes nothing`}</span>}
          </Stack>
        }
        actions={<ExecutionActions execution={data} />}
      />
      <Stack spacing={2}>
        {data.error_message === null ? null : (
          <Alert severity="error" variant="outlined">
            <AlertTitle>{data.error_code ?? 'The execution failed'}</AlertTitle>
            {data.error_message}
          </Alert>
        )}
        {data.status === 'paused' ? (
          <Alert severity="warning" variant="outlined" role="note">
            Parked by a pause: nothing of it goes on, and deadlines of its questions stand still, until the pause is
            ended.
          </Alert>
        ) : null}
        <WaitingNotice approvals={data.approvals ?? []} />
        {(data.change_sets ?? []).map((changeSet) => (
          <ChangeSetPanel key={changeSet.change_set_id} changeSet={changeSet} />
        ))}
        <RelationsPanel execution={data} />
        <ReceiptsPanel receipts={data.receipts ?? []} currency={data.change_sets?.[0]?.change_set.currency ?? 'USD'} />
        <OutcomesPanel outcomes={data.outcomes ?? []} />
        <Panel title="Steps">
          {data.steps === null ? (
            <LoadingRows label="the steps" rows={3} height={36} />
          ) : (
            <StepTimeline steps={data.steps} reused_steps={data.reused_steps} />
          )}
        </Panel>
      </Stack>
    </>
  );
}
