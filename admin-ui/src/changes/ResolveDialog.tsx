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
import { useNavigate } from 'react-router';
import { explainError } from '../server/problem.ts';
import { useCalls } from '../server/useCalls.ts';
import { createChangeActions } from './change-actions.ts';
import type { ChangeRecord } from './change-record.ts';
import { type Resolution, resolutions } from './resolution-words.ts';

/** Asks for the reason of an answer and says what the answer leads to. */
export function ResolveDialog(props: { record: ChangeRecord; resolution: Resolution; onClose: () => void }) {
  const { record, resolution, onClose } = props;
  const id = useId();
  const calls = useCalls(createChangeActions);
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [reason, setReason] = useState('');
  const words = resolutions.find((each) => each.resolution === resolution);
  const resolve = useMutation({
    mutationFn: () => calls.resolve(record.id, resolution, reason.trim()),
    async onSuccess({ rerun_execution_id }) {
      await queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'profile' });
      onClose();
      if (rerun_execution_id !== null) void navigate(`/executions/${rerun_execution_id}/show`);
    },
  });
  return (
    <Dialog open onClose={onClose} aria-labelledby={id} maxWidth="xs" fullWidth>
      <DialogTitle id={id}>{words?.question}</DialogTitle>
      <DialogContent>
        <Stack spacing={2} sx={{ pt: 0.5 }}>
          <Typography variant="body2">{words?.consequence}</Typography>
          <TextField
            required
            autoFocus
            label="What did you see? (kept in the audit log)"
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            slotProps={{ htmlInput: { maxLength: 2000 } }}
          />
          {resolve.error === null ? null : <Alert severity="error">{explainError(resolve.error)}</Alert>}
        </Stack>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Not now</Button>
        <Button
          variant="contained"
          disabled={reason.trim() === '' || resolve.isPending}
          onClick={() => resolve.mutate()}
        >
          {words?.button}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
