import Stack from '@mui/material/Stack';
import { Panel } from '../layout/Panel.tsx';
import { ReplayAnalysis } from '../recommendations/ReplayAnalysis.tsx';
import { useCan } from '../session/useCan.ts';
import { RecordLink } from '../tables/RecordLink.tsx';
import { ReplayHistory } from './ReplayHistory.tsx';

/** How a past run is looked into again: its analysis, its history, or a new run from one of its steps. */
export function ReplayPanel(props: { execution_id: string; recommendation_id: string | null }) {
  const { execution_id, recommendation_id } = props;
  const mayReplay = useCan('executions:rerun');
  return (
    <Panel title="Replay">
      <Stack spacing={2}>
        {recommendation_id === null ? null : <ReplayAnalysis recommendation_id={recommendation_id} />}
        {mayReplay ? <ReplayHistory execution_id={execution_id} /> : null}
        <RecordLink to={`/executions/${execution_id}/show`}>Run it again from a step</RecordLink>
      </Stack>
    </Panel>
  );
}
