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
import type { StopTarget } from './stop-targets.ts';

/** Asks what to pause and why; everything, unless told. With a target it is known already, and a reason stands ready. */
export function PauseDialog(props: { target?: StopTarget; onClose: () => void }) {
  const { target, onClose } = props;
  const id = useId();
  const { pauses } = useActions();
  const queryClient = useQueryClient();
  const [scope, setScope] = useState<PauseScope>(target?.scope ?? 'tenant');
  const [scope_id, setScopeId] = useState(target?.scope_id ?? '');
  const [reason, setReason] = useState(target === undefined ? '' : 'Emergency stop');
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
      <DialogTitle id={id}>{target === undefined ? 'Pause' : `Stop writes: ${target.name}`}</DialogTitle>
      <DialogContent>
        <Stack spacing={2} sx={{ pt: 0.5 }}>
          <Typography variant="body2">
            From this moment no change that has not been sent is sent to the ad platform. Executions stop at their next
            safe point, new ones wait, open decisions are frozen, not lost, and their deadlines stand still.
          </Typography>
          <TextField
            label="Reason"
            required
            autoFocus={target === undefined}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            slotProps={{ htmlInput: { maxLength: 2000 } }}
          />
          {target === undefined ? (
            <ScopeFields
              scope={scope}
              scope_id={scope_id}
              onChange={(next) => {
                setScope(next.scope);
                setScopeId(next.scope_id);
              }}
            />
          ) : null}
          {pause.error === null ? null : <Alert severity="error">{explainError(pause.error)}</Alert>}
        </Stack>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Not now</Button>
        <Button
          variant="contained"
          color="error"
          autoFocus={target !== undefined}
          disabled={!complete || pause.isPending}
          onClick={() => pause.mutate()}
        >
          {target !== undefined ? 'Stop writes now' : scope === 'tenant' ? 'Pause everything' : 'Pause'}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
