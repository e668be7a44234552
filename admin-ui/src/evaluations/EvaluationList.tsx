import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import { useState } from 'react';
import { useInfiniteGetList } from 'react-admin';
import { Link } from 'react-router';
import { PageHeader } from '../layout/PageHeader.tsx';
import { ToneChip } from '../layout/ToneChip.tsx';
import { formatUsd } from '../money/format-usd.ts';
import { useCan } from '../session/useCan.ts';
import { RecordLink } from '../tables/RecordLink.tsx';
import { RecordTable } from '../tables/RecordTable.tsx';
import { formatMoment } from '../time/describe-time.ts';
import { formatShare, runTypeWord, verdictOf } from './describe-run.ts';
import type { EvaluationRunView } from './evaluation-view.ts';
import { StartDialog } from './StartDialog.tsx';
import { TrendPanel } from './TrendPanel.tsx';

/** Evaluation runs: whether the agent keeps its limits, and how that went from run to run. */
export function EvaluationList() {
  const mayRun = useCan('evaluations:run');
  const [starting, setStarting] = useState(false);
  const [started, setStarted] = useState<string | null>(null);
  const query = useInfiniteGetList<EvaluationRunView>(
    'evaluations',
    { pagination: { page: 1, perPage: 25 }, sort: { field: 'run_at', order: 'DESC' }, filter: {} },
    // A run that was started here shows up when it is over.
    { refetchInterval: started === null ? false : 5_000 },
  );
  const runs = query.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <>
      <PageHeader
        title="Evaluations"
        lead="The agent on cases in which the right answer is known: how often it was right, how sure, and what acting on it would have cost."
        actions={
          <Stack direction="row" spacing={1} useFlexGap sx={{ flexWrap: 'wrap' }}>
            <Button component={Link} to="/golden" variant="outlined">
              Golden examples
            </Button>
            {mayRun ? (
              <Button variant="contained" onClick={() => setStarting(true)}>
                Start a run
              </Button>
            ) : null}
          </Stack>
        }
      />
      <Stack spacing={2}>
        {started === null ? null : (
          <Alert severity="info" role="status" onClose={() => setStarted(null)}>
            {'The run is being made; it appears here when it is over. '}
            <RecordLink to={`/executions/${started}/show`}>Watch the execution</RecordLink>
          </Alert>
        )}
        <RecordTable
          label="evaluation runs"
          query={query}
          linkTo={(run) => `/evaluations/${run.id}/show`}
          empty={{
            title: 'Nothing has been evaluated yet',
            text: 'Start a run; one over golden examples takes seconds.',
          }}
          columns={[
            { name: 'Run', main: true, cell: (run) => `${runTypeWord(run.run_type)}, ${formatMoment(run.run_at)}` },
            {
              name: 'Verdict',
              cell: (run) => <ToneChip tone={verdictOf(run).tone}>{verdictOf(run).word}</ToneChip>,
            },
            { name: 'Right', cell: (run) => `${run.passed_examples} of ${run.total_examples}` },
            { name: 'Cause right', cell: (run) => formatShare(run.metrics.figures.top1_cause) },
            { name: 'Regret', cell: (run) => formatShare(run.metrics.figures.action_regret) },
            { name: 'Answered by', cell: (run) => run.model_version ?? run.metrics.answered_by },
            { name: 'Cost', cell: (run) => formatUsd(run.metrics.cost_usd) },
            { name: 'Started by', cell: (run) => run.triggered_by },
          ]}
        />
        {runs.length === 0 ? null : <TrendPanel runs={runs} />}
      </Stack>
      {starting ? (
        <StartDialog
          onClose={() => setStarting(false)}
          onStarted={(execution_id) => {
            setStarted(execution_id);
            setStarting(false);
          }}
        />
      ) : null}
    </>
  );
}
