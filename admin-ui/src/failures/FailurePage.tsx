import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useGetOne } from 'react-admin';
import { useParams } from 'react-router';
import { BackLink } from '../layout/BackLink.tsx';
import { PageHeader } from '../layout/PageHeader.tsx';
import { Panel } from '../layout/Panel.tsx';
import { LoadingFailed, LoadingRows } from '../layout/QueryState.tsx';
import { useCan } from '../session/useCan.ts';
import { formatMoment } from '../time/describe-time.ts';
import { countWords, moneyAtRisk } from './describe-failure.ts';
import { FailedExecutionPanel } from './FailedExecutionPanel.tsx';
import { FailureCare } from './FailureCare.tsx';
import { FailureLinks } from './FailureLinks.tsx';
import type { FailureView } from './failure-view.ts';
import { RetryDialog } from './RetryDialog.tsx';

/** One cause: what it means, what to do, who looks after it, and each execution with every attempt. */
export function FailurePage() {
  const { id = '' } = useParams();
  const { data, error, refetch } = useGetOne<FailureView>('failures', { id });
  const mayAct = useCan('failures:write');
  const [retrying, setRetrying] = useState<{ readonly execution_ids?: readonly string[] } | null>(null);
  if (data === undefined) {
    if (error !== null) return <LoadingFailed label="failure" error={error} retry={() => void refetch()} />;
    return <LoadingRows label="the failure" height={140} />;
  }
  const money = moneyAtRisk(data.money_at_risk);
  const lead = [
    countWords(data).join(', '),
    `first ${formatMoment(data.first_seen)}`,
    `last ${formatMoment(data.last_seen)}`,
    money === null ? 'no money at risk' : `${money} at risk`,
  ].join(' · ');
  return (
    <>
      <PageHeader
        above={<BackLink to="/failures">Failures</BackLink>}
        title={`${data.title}: ${data.step_id} in ${data.playbook_name ?? data.playbook_id}`}
        lead={lead}
        actions={
          mayAct && data.count > data.retrying ? (
            <Button variant="contained" onClick={() => setRetrying({})}>{`Restart all from ${data.step_id}`}</Button>
          ) : null
        }
      />
      <Stack spacing={2}>
        <Panel title="What it means">
          <Typography variant="body2">{data.likely_cause}</Typography>
          <Typography variant="body2" sx={{ mt: 1 }}>
            <strong>What to do: </strong>
            {data.next_action}
          </Typography>
          <Typography variant="body2" sx={{ mt: 1, overflowWrap: 'anywhere' }}>
            <strong>Last error: </strong>
            {data.last_error}
          </Typography>
          <Stack direction="row" useFlexGap spacing={1} sx={{ mt: 1, flexWrap: 'wrap' }}>
            <FailureLinks runbook={data.runbook} error_code={data.error_code} temporal_url={data.temporal_url} />
          </Stack>
        </Panel>
        <FailureCare failure={data} mayAct={mayAct} />
        {data.executions.map((execution) => (
          <FailedExecutionPanel
            key={execution.execution_id}
            execution={execution}
            onRetry={
              mayAct && execution.state === 'failed'
                ? () => setRetrying({ execution_ids: [execution.execution_id] })
                : null
            }
          />
        ))}
      </Stack>
      {retrying === null ? null : <RetryDialog failure={data} {...retrying} onClose={() => setRetrying(null)} />}
    </>
  );
}
