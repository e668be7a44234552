import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import { useMutation, useQuery } from '@tanstack/react-query';
import { PageHeader } from '../layout/PageHeader.tsx';
import { Panel } from '../layout/Panel.tsx';
import { LoadingFailed, LoadingRows } from '../layout/QueryState.tsx';
import { ToneChip } from '../layout/ToneChip.tsx';
import { useNow } from '../layout/useNow.ts';
import { formatNumber, metricLabel } from '../money/percent.ts';
import { explainError } from '../server/problem.ts';
import { useCalls } from '../server/useCalls.ts';
import { useCan } from '../session/useCan.ts';
import { FigureTable } from '../tables/FigureTable.tsx';
import { RecordLink } from '../tables/RecordLink.tsx';
import { describeAge } from '../time/describe-time.ts';
import { createContextActions } from './context-actions.ts';
import { EnteredPanels } from './EnteredPanels.tsx';
import { collectorStanding, recentWords } from './wishes.ts';

/** Where the agent’s knowledge comes from: whether each source answers, and what people entered besides. */
export function CollectorsPage() {
  const calls = useCalls(createContextActions);
  const mayProbe = useCan('actions:run');
  const now_ms = useNow(10_000);
  const query = useQuery({ queryKey: ['collectors'], queryFn: calls.collectors, refetchInterval: 10_000 });
  const probe = useMutation({ mutationFn: calls.probe });
  return (
    <>
      <PageHeader
        title="Collectors"
        lead="The sources of what the agent knows of a campaign. One that does not answer is left out, and the agent is less sure."
        actions={
          mayProbe ? (
            <Button variant="contained" disabled={probe.isPending} onClick={() => probe.mutate()}>
              {probe.isPending ? 'Starting …' : 'Probe now'}
            </Button>
          ) : null
        }
      />
      <Stack spacing={2}>
        {probe.error === null ? null : <Alert severity="error">{explainError(probe.error)}</Alert>}
        {probe.data === undefined ? null : (
          <Alert severity="info" role="status">
            {'All sources are being asked; what they answer shows below in some seconds. '}
            <RecordLink to={`/executions/${probe.data.execution_id}/show`}>Watch the execution</RecordLink>
          </Alert>
        )}
        {query.data === undefined ? (
          query.error === null ? (
            <LoadingRows label="the collectors" height={48} />
          ) : (
            <LoadingFailed label="collectors" error={query.error} retry={() => void query.refetch()} />
          )
        ) : (
          <Panel title="Health">
            <FigureTable
              label="collectors"
              words={3}
              columns={['Collector', 'Standing', 'Error', 'Newest calls', 'Response time', 'Last check']}
              rows={query.data.map((collector) => {
                const { word, tone } = collectorStanding(collector.status);
                const { response_time_ms, last_check } = collector;
                return {
                  key: collector.collector_name,
                  cells: [
                    metricLabel(collector.collector_name),
                    <ToneChip key="standing" tone={tone}>
                      {word}
                    </ToneChip>,
                    collector.error_message ?? '–',
                    recentWords(collector.recent),
                    response_time_ms === null ? '–' : `${formatNumber(response_time_ms)} ms`,
                    last_check === null ? 'never' : describeAge(last_check, now_ms),
                  ],
                };
              })}
            />
          </Panel>
        )}
        <EnteredPanels />
      </Stack>
    </>
  );
}
