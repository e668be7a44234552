import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Stack from '@mui/material/Stack';
import { type ReactNode, useId } from 'react';
import { explainError } from '../server/problem.ts';

/** A dialog with fields and one button that sends them; what went wrong stands under the fields. Enter sends, Escape closes. */
export function FormDialog(props: {
  title: string;
  confirm: string;
  ready: boolean;
  busy: boolean;
  error: unknown;
  onConfirm: () => void;
  onClose: () => void;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <Dialog open onClose={props.onClose} aria-labelledby={id} maxWidth="sm" fullWidth>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (props.ready && !props.busy) props.onConfirm();
        }}
      >
        <DialogTitle id={id}>{props.title}</DialogTitle>
        <DialogContent>
          <Stack spacing={2} sx={{ pt: 0.5 }}>
            {props.children}
            {props.error === null ? null : <Alert severity="error">{explainError(props.error)}</Alert>}
          </Stack>
        </DialogContent>
        <DialogActions>
          <Button onClick={props.onClose}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={!props.ready || props.busy}>
            {props.busy ? 'Sending …' : props.confirm}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
