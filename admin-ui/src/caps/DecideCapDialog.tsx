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
import { explainError } from '../server/problem.ts';
import { useCalls } from '../server/useCalls.ts';
import { createCapActions } from './cap-actions.ts';
import type { CapView } from './cap-view.ts';
import { capRule, capSubject } from './describe-cap.ts';

/** The second pair of eyes on a wider limit: yes or no, with a reason. */
export function DecideCapDialog(props: { cap: CapView; before: CapView | null; onClose: () => void }) {
  const { cap, before, onClose } = props;
  const id = useId();
  const calls = useCalls(createCapActions);
  const queryClient = useQueryClient();
  const [reason, setReason] = useState('');
  const decide = useMutation({
    mutationFn: (decision: 'approve' | 'reject') => calls.decide(cap.id, decision, reason.trim()),
    async onSuccess() {
      await queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === 'caps' });
      onClose();
    },
  });
  const blocked = reason.trim() === '' || decide.isPending;
  return (
    <Dialog open onClose={onClose} aria-labelledby={id} maxWidth="sm" fullWidth>
      <DialogTitle id={id}>{`A wider limit: ${capSubject(cap)}`}</DialogTitle>
      <DialogContent>
        <Stack spacing={2} sx={{ pt: 0.5 }}>
          {before === null ? null : <Typography variant="body2">{`Now: ${capRule(before)}`}</Typography>}
          <Typography variant="body2">
            <strong>{`Proposed: ${capRule(cap)}`}</strong>
          </Typography>
          <Typography variant="body2" sx={{ overflowWrap: 'anywhere' }}>
            {`${cap.proposed_by_email} asks for it: ${cap.reason}`}
          </Typography>
          <Typography variant="body2" sx={{ color: 'text.secondary' }}>
            If you agree, it holds after the cooling-off time, not at once. If you reject it, nothing changes.
          </Typography>
          <TextField
            required
            autoFocus
            label="Your reason"
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            slotProps={{ htmlInput: { maxLength: 2000 } }}
          />
          {decide.error === null ? null : <Alert severity="error">{explainError(decide.error)}</Alert>}
        </Stack>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Later</Button>
        <Button variant="outlined" disabled={blocked} onClick={() => decide.mutate('reject')}>
          Reject
        </Button>
        <Button variant="contained" disabled={blocked} onClick={() => decide.mutate('approve')}>
          Agree
        </Button>
      </DialogActions>
    </Dialog>
  );
}
