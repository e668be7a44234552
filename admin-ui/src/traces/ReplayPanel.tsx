import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { Panel } from '../layout/Panel.tsx';
import { RecordLink } from '../tables/RecordLink.tsx';

/** How a past run is looked into again: its history against the code as it stands, or a new run from one of its steps. */
export function ReplayPanel(props: { execution_id: string }) {
  const { execution_id } = props;
  return (
    <Panel title="Replay">
      <Typography variant="body2">
        Runs the recorded history against the code on your machine; it calls nothing and writes nothing:
      </Typography>
      <Box
        component="pre"
        tabIndex={0}
        aria-label="Command that replays the run"
        sx={{ m: 0, my: 1, p: 1.25, borderRadius: 1, bgcolor: 'action.hover', overflowX: 'auto', fontSize: '0.85rem' }}
      >
        {`npx mbi replay ${execution_id}`}
      </Box>
      <RecordLink to={`/executions/${execution_id}/show`}>Run it again from a step</RecordLink>
    </Panel>
  );
}
