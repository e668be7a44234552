import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId } from 'react';
import { useActions } from '../server/ActionsContext.tsx';
import { explainError } from '../server/problem.ts';
import { type PauseView, pausedWhat } from './pause-view.ts';

/** Asks before a pause ends, because money moves again from that moment on. */
export function ResumeDialog(props: { pause: PauseView; onClose: () => void }) {
  const { pause, onClose } = props;
  const id = useId();
  const { pauses } = useActions();
  const queryClient = useQueryClient();
  const resume = useMutation({
    mutationFn: () => pauses.resume(pause.pause_id),
    async onSuccess() {
      await queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'profile' });
      onClose();
    },
  });
  return (
    <Dialog open onClose={onClose} aria-labelledby={id} maxWidth="xs" fullWidth>
      <DialogTitle id={id}>{`Resume ${pausedWhat(pause)}?`}</DialogTitle>
      <DialogContent>
        <Typography variant="body2">
          What was parked goes on unless another pause holds it, waiting starts begin, and deadlines run again from
          where they stood.
        </Typography>
        {resume.error === null ? null : (
          <Alert severity="error" sx={{ mt: 2 }}>
            {explainError(resume.error)}
          </Alert>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Stay paused</Button>
        <Button variant="contained" disabled={resume.isPending} onClick={() => resume.mutate()}>
          Resume
        </Button>
      </DialogActions>
    </Dialog>
  );
}
