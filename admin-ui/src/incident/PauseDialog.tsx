import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useActions } from '../server/ActionsContext.tsx';
import { explainError } from '../server/problem.ts';
import type { PauseScope } from './pause-view.ts';
import { ScopeFields } from './ScopeFields.tsx';

/** Asks what to pause and why; everything, unless told. */
export function PauseDialog(props: { onClose: () => void }) {
  const { onClose } = props;
  const id = useId();
  const { pauses } = useActions();
  const queryClient = useQueryClient();
  const [scope, setScope] = useState<PauseScope>('tenant');
  const [scope_id, setScopeId] = useState('');
  const [reason, setReason] = useState('');
  const pause = useMutation({
    mutationFn: () => pauses.open({ scope, scope_id: scope_id.trim(), reason: reason.trim() }),
    async onSuccess() {
      await queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'profile' });
      onClose();
    },
  });
  const complete = reason.trim() !== '' && (scope === 'tenant' || scope_id.trim() !== '');
  return (
    <Dialog open onClose={onClose} aria-labelledby={id} maxWidth="xs" fullWidth>
      <DialogTitle id={id}>Pause</DialogTitle>
      <DialogContent>
        <Stack spacing={2} sx={{ pt: 0.5 }}>
          <Typography variant="body2">
            From this moment no change is sent to the ad platform. Executions stop at their next safe point, new ones
            wait, and deadlines of decisions stand still.
          </Typography>
          <TextField
            label="Reason"
            required
            autoFocus
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            slotProps={{ htmlInput: { maxLength: 2000 } }}
          />
          <ScopeFields
            scope={scope}
            scope_id={scope_id}
            onChange={(next) => {
              setScope(next.scope);
              setScopeId(next.scope_id);
            }}
          />
          {pause.error === null ? null : <Alert severity="error">{explainError(pause.error)}</Alert>}
        </Stack>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Not now</Button>
        <Button
          variant="contained"
          color="error"
          disabled={!complete || pause.isPending}
          onClick={() => pause.mutate()}
        >
          {scope === 'tenant' ? 'Pause everything' : 'Pause'}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
