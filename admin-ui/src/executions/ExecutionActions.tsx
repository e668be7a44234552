import OpenIcon from '@mui/icons-material/OpenInNewOutlined';
import UndoIcon from '@mui/icons-material/UndoOutlined';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import { useState } from 'react';
import { useCan } from '../session/useCan.ts';
import { useProfile } from '../session/useProfile.ts';
import { canUndo, temporalLink } from './describe-execution.ts';
import type { ExecutionView } from './execution-view.ts';
import { UndoDialog } from './UndoDialog.tsx';

/** Take back what was changed; look at the same run in the Temporal UI. */
export function ExecutionActions(props: { execution: ExecutionView }) {
  const { execution } = props;
  const profile = useProfile();
  const mayUndo = useCan('executions:undo');
  const [asking, setAsking] = useState(false);
  const base = profile?.temporal_ui_url ?? null;
  const link =
    execution.temporal_url ??
    (base === null || execution.workflow_id === null
      ? null
      : temporalLink(base, profile?.temporal_namespace ?? 'default', execution.workflow_id, execution.run_id));
  return (
    <Stack direction="row" spacing={1} useFlexGap sx={{ flexWrap: 'wrap' }}>
      {mayUndo && canUndo(execution) ? (
        <Button variant="outlined" startIcon={<UndoIcon />} onClick={() => setAsking(true)}>
          Undo the change
        </Button>
      ) : null}
      {link === null ? null : (
        <Button href={link} target="_blank" rel="noreferrer" endIcon={<OpenIcon />}>
          Temporal UI
        </Button>
      )}
      {asking ? <UndoDialog execution={execution} onClose={() => setAsking(false)} /> : null}
    </Stack>
  );
}
