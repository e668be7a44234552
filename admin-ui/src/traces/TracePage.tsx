import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import { useGetOne } from 'react-admin';
import { useParams } from 'react-router';
import { Fact } from '../approvals/Fact.tsx';
import { BackLink } from '../layout/BackLink.tsx';
import { JsonDetails } from '../layout/JsonDetails.tsx';
import { PageHeader } from '../layout/PageHeader.tsx';
import { Panel } from '../layout/Panel.tsx';
import { LoadingFailed, LoadingRows } from '../layout/QueryState.tsx';
import { ToneChip } from '../layout/ToneChip.tsx';
import { formatUsd } from '../money/format-usd.ts';
import { formatNumber } from '../money/percent.ts';
import { RecordLink } from '../tables/RecordLink.tsx';
import { formatMoment } from '../time/describe-time.ts';
import { CallList } from './CallList.tsx';
import { runStatus } from './describe-call.ts';
import { ReplayPanel } from './ReplayPanel.tsx';
import { StagesPanel } from './StagesPanel.tsx';
import { formatDuration } from './stage-times.ts';
import type { TraceView } from './trace-view.ts';

/** One run of the agent: its way, what each stage gave, every model call, and the execution from which it can be run again. */
export function TracePage() {
  const { id = '' } = useParams();
  const { data: trace, error, refetch } = useGetOne<TraceView>('traces', { id });
  if (trace === undefined) {
    if (error !== null) return <LoadingFailed label="run" error={error} retry={() => void refetch()} />;
    return <LoadingRows label="the run" height={140} />;
  }
  const { word, tone } = runStatus(trace.status);
  return (
    <>
      <PageHeader
        above={<BackLink to="/traces">Traces</BackLink>}
        title={trace.campaign_name ?? trace.campaign_id}
        lead={
          <Stack direction="row" spacing={1.25} useFlexGap sx={{ alignItems: 'center', flexWrap: 'wrap', mt: 0.75 }}>
            <ToneChip tone={tone}>{word}</ToneChip>
            <span>{formatMoment(trace.executed_at)}</span>
            <RecordLink to={`/executions/${trace.execution_id}/show`}>The execution (run it again there)</RecordLink>
            {trace.recommendation_id === null ? null : (
              <RecordLink to={`/recommendations/${trace.recommendation_id}/show`}>The recommendation</RecordLink>
            )}
          </Stack>
        }
      />
      <Stack spacing={2}>
        {trace.error_message === null ? null : <Alert severity="error">{trace.error_message}</Alert>}
        <Panel title="In short">
          <Box
            component="dl"
            sx={{ m: 0, display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fill, minmax(150px, 1fr))' }}
          >
            <Fact name="Came to">{trace.recommended_workflow ?? 'nothing'}</Fact>
            <Fact name="Sure">{trace.confidence === null ? '–' : `${Math.round(trace.confidence * 100)} %`}</Fact>
            <Fact name="Took">{formatDuration(trace.total_duration_ms)}</Fact>
            <Fact name="Model calls">{formatNumber(trace.llm_calls_count)}</Fact>
            <Fact name="Tokens">{formatNumber(trace.total_tokens)}</Fact>
            <Fact name="Cost">{formatUsd(trace.total_cost_usd)}</Fact>
          </Box>
          <Box sx={{ mt: 2 }}>
            <JsonDetails summary="The state in which it ended" value={trace.workflow_state} />
          </Box>
        </Panel>
        <StagesPanel trace={trace} />
        <ReplayPanel execution_id={trace.execution_id} recommendation_id={trace.recommendation_id} />
        <Panel title="What models were asked">
          <CallList filter={{ execution_id: trace.execution_id }} linked={false} />
        </Panel>
      </Stack>
    </>
  );
}
