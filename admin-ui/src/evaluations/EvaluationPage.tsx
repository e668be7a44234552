import Stack from '@mui/material/Stack';
import { useGetOne } from 'react-admin';
import { useParams } from 'react-router';
import { BackLink } from '../layout/BackLink.tsx';
import { PageHeader } from '../layout/PageHeader.tsx';
import { Panel } from '../layout/Panel.tsx';
import { LoadingFailed, LoadingRows } from '../layout/QueryState.tsx';
import { ToneChip } from '../layout/ToneChip.tsx';
import { formatMoment } from '../time/describe-time.ts';
import { CasesPanel } from './CasesPanel.tsx';
import { ComparePanel } from './ComparePanel.tsx';
import { runTypeWord, verdictOf } from './describe-run.ts';
import type { EvaluationRunView } from './evaluation-view.ts';
import { GatesPanel, KindsPanel, WorkflowsPanel } from './FiguresPanel.tsx';
import { ReliabilityPlot } from './ReliabilityPlot.tsx';

/** One evaluation run: whether it keeps its gates, where it is weak, how far its confidence can be trusted, and each case. */
export function EvaluationPage() {
  const { id = '' } = useParams();
  const { data: run, error, refetch } = useGetOne<EvaluationRunView>('evaluations', { id });
  if (run === undefined) {
    if (error !== null) return <LoadingFailed label="evaluation run" error={error} retry={() => void refetch()} />;
    return <LoadingRows label="the evaluation run" height={140} />;
  }
  const { word, tone } = verdictOf(run);
  const { metrics } = run;
  const made = [
    ...[`${run.passed_examples} of ${run.total_examples} right`, formatMoment(run.run_at), run.model_version],
    ...[run.prompt_version, run.dataset_version, run.git_commit, `started by ${run.triggered_by}`],
  ];
  return (
    <>
      <PageHeader
        above={<BackLink to="/evaluations">Evaluations</BackLink>}
        title={runTypeWord(run.run_type)}
        lead={
          <Stack direction="row" spacing={1.25} useFlexGap sx={{ alignItems: 'center', flexWrap: 'wrap', mt: 0.75 }}>
            <ToneChip tone={tone}>{word}</ToneChip>
            <span>{made.filter((part) => part !== null && part !== '').join(' · ')}</span>
          </Stack>
        }
      />
      <Stack spacing={2}>
        <GatesPanel run={run} />
        {metrics.per_kind.length === 0 ? null : <KindsPanel run={run} />}
        {metrics.workflows.length === 0 ? null : <WorkflowsPanel run={run} />}
        {metrics.calibration.length === 0 ? null : (
          <Panel title="How far its confidence can be trusted">
            <ReliabilityPlot bins={metrics.calibration} ece={metrics.figures.ece} />
          </Panel>
        )}
        <ComparePanel run={run} />
        <CasesPanel run_id={run.id} />
      </Stack>
    </>
  );
}
