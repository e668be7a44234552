import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useInfiniteGetList } from 'react-admin';
import { Link, useSearchParams } from 'react-router';
import { ConfidenceTag } from '../approvals/ConfidenceTag.tsx';
import { PageHeader } from '../layout/PageHeader.tsx';
import { ToneChip } from '../layout/ToneChip.tsx';
import { formatUsd } from '../money/format-usd.ts';
import { ChoiceField } from '../tables/ChoiceField.tsx';
import { RecordTable } from '../tables/RecordTable.tsx';
import { formatMoment } from '../time/describe-time.ts';
import { runStatus } from './describe-call.ts';
import { formatDuration } from './stage-times.ts';
import type { TraceView } from './trace-view.ts';

const choices = [
  { id: 'all', name: 'All runs', filter: {} },
  { id: 'unsure', name: 'Less than 60 % sure', filter: { confidence_below: '0.6' } },
  { id: 'error', name: 'Failed', filter: { status: 'error' } },
  { id: 'timeout', name: 'Ran out of time', filter: { status: 'timeout' } },
] as const;

/** Every run of the reasoning agent: which way it went, how sure it was, how long it took and what it cost. */
export function TraceList() {
  const [search, setSearch] = useSearchParams();
  const chosen = choices.find(({ id }) => id === search.get('show')) ?? choices[0];
  const query = useInfiniteGetList<TraceView>('traces', {
    pagination: { page: 1, perPage: 50 },
    sort: { field: 'executed_at', order: 'DESC' },
    filter: chosen.filter,
  });
  return (
    <>
      <PageHeader
        title="Traces"
        lead="What the agent did on the way to each recommendation, stage by stage."
        actions={
          <Button component={Link} to="/model_calls" variant="outlined">
            All model calls
          </Button>
        }
      />
      <Box sx={{ mb: 2 }}>
        <ChoiceField label="Show" value={chosen.id} choices={choices} onChange={(show) => setSearch({ show })} />
      </Box>
      <RecordTable
        label="runs of the agent"
        query={query}
        linkTo={(trace) => `/traces/${trace.id}/show`}
        empty={{ title: 'No run is like that', text: 'A run is written down when the agent has looked at a campaign.' }}
        columns={[
          { name: 'Campaign', main: true, cell: (trace) => trace.campaign_name ?? trace.campaign_id },
          { name: 'Came to', cell: (trace) => trace.recommended_workflow ?? 'nothing' },
          {
            name: 'Sure',
            cell: (trace) => (trace.confidence === null ? '–' : <ConfidenceTag confidence={trace.confidence} />),
          },
          {
            name: 'Ended',
            cell: (trace) => <ToneChip tone={runStatus(trace.status).tone}>{runStatus(trace.status).word}</ToneChip>,
          },
          { name: 'Stages', cell: (trace) => trace.execution_path.length },
          { name: 'Took', cell: (trace) => formatDuration(trace.total_duration_ms) },
          { name: 'Model calls', cell: (trace) => trace.llm_calls_count },
          { name: 'Cost', cell: (trace) => formatUsd(trace.total_cost_usd) },
          { name: 'When', cell: (trace) => formatMoment(trace.executed_at) },
        ]}
      />
    </>
  );
}
