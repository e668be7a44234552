import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import FormControlLabel from '@mui/material/FormControlLabel';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { explainError } from '../server/problem.ts';
import { useCalls } from '../server/useCalls.ts';
import { useCan } from '../session/useCan.ts';
import type { ExecutionView } from './execution-view.ts';
import { createRerunActions } from './rerun-actions.ts';
import { StandingChanges } from './StandingChanges.tsx';

/** Stops an execution, and takes back what it has changed if asked to, newest first. */
export function CancelDialog(props: { execution: ExecutionView; onClose: () => void }) {
  const { execution, onClose } = props;
  const id = useId();
  const executions = useCalls(createRerunActions);
  const queryClient = useQueryClient();
  const mayUndo = useCan('executions:undo');
  const [compensate, setCompensate] = useState(false);
  const [reason, setReason] = useState('');
  const cancel = useMutation({
    mutationFn: () => executions.cancel(execution.id, { reason, compensate }),
    onSuccess() {
      void queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === 'executions' });
      onClose();
    },
  });
  return (
    <Dialog open onClose={onClose} aria-labelledby={id} maxWidth="xs" fullWidth>
      <DialogTitle id={id}>Stop this execution?</DialogTitle>
      <DialogContent>
        <Stack spacing={2}>
          <Typography variant="body2">It ends at its next safe point; an open question is withdrawn.</Typography>
          <StandingChanges execution={execution} title={compensate ? 'Will be taken back' : 'Stays as it is'} />
          {mayUndo ? (
            <FormControlLabel
              control={<Checkbox checked={compensate} onChange={(event) => setCompensate(event.target.checked)} />}
              label="Take back what it has changed, newest first"
            />
          ) : null}
          <TextField
            label="Reason"
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            slotProps={{ htmlInput: { maxLength: 2000 } }}
          />
          {cancel.error === null ? null : <Alert severity="error">{explainError(cancel.error)}</Alert>}
        </Stack>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Let it run</Button>
        <Button variant="contained" color="error" disabled={cancel.isPending} onClick={() => cancel.mutate()}>
          {compensate ? 'Stop and take back' : 'Stop'}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
