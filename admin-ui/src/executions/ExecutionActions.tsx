import OpenIcon from '@mui/icons-material/OpenInNewOutlined';
import ReplayIcon from '@mui/icons-material/ReplayOutlined';
import StopIcon from '@mui/icons-material/StopCircleOutlined';
import UndoIcon from '@mui/icons-material/UndoOutlined';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import { useState } from 'react';
import { useCan } from '../session/useCan.ts';
import { useProfile } from '../session/useProfile.ts';
import { CancelDialog } from './CancelDialog.tsx';
import { canUndo, isOver, temporalLink } from './describe-execution.ts';
import type { ExecutionView } from './execution-view.ts';
import { RerunDialog } from './RerunDialog.tsx';
import { UndoDialog } from './UndoDialog.tsx';

/** Take back what was changed, run it again, stop it; look at the same run in the Temporal UI. */
export function ExecutionActions(props: { execution: ExecutionView }) {
  const { execution } = props;
  const profile = useProfile();
  const mayUndo = useCan('executions:undo');
  const mayRerun = useCan('executions:rerun');
  const mayCancel = useCan('executions:cancel');
  const [asking, setAsking] = useState<'undo' | 'rerun' | 'cancel' | null>(null);
  const close = () => setAsking(null);
  const ended = isOver(execution.status);
  const base = profile?.temporal_ui_url ?? null;
  const link =
    execution.temporal_url ??
    (base === null || execution.workflow_id === null
      ? null
      : temporalLink(base, profile?.temporal_namespace ?? 'default', execution.workflow_id, execution.run_id));
  return (
    <Stack direction="row" spacing={1} useFlexGap sx={{ flexWrap: 'wrap' }}>
      {mayUndo && canUndo(execution) ? (
        <Button variant="outlined" startIcon={<UndoIcon />} onClick={() => setAsking('undo')}>
          Undo the change
        </Button>
      ) : null}
      {mayRerun && ended && (execution.steps ?? []).length > 0 ? (
        <Button variant="outlined" startIcon={<ReplayIcon />} onClick={() => setAsking('rerun')}>
          Run again from a step
        </Button>
      ) : null}
      {mayCancel && !ended ? (
        <Button variant="outlined" color="error" startIcon={<StopIcon />} onClick={() => setAsking('cancel')}>
          Stop
        </Button>
      ) : null}
      {link === null ? null : (
        <Button href={link} target="_blank" rel="noreferrer" endIcon={<OpenIcon />}>
          Temporal UI
        </Button>
      )}
      {asking === 'undo' ? <UndoDialog execution={execution} onClose={close} /> : null}
      {asking === 'rerun' ? <RerunDialog execution={execution} onClose={close} /> : null}
      {asking === 'cancel' ? <CancelDialog execution={execution} onClose={close} /> : null}
    </Stack>
  );
}
