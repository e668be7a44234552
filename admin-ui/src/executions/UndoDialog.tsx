import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import { useMutation } from '@tanstack/react-query';
import { useId } from 'react';
import { useNavigate } from 'react-router';
import { fieldName, formatValue } from '../changes/describe-change.ts';
import { useActions } from '../server/ActionsContext.tsx';
import { explainError } from '../server/problem.ts';
import type { ExecutionView } from './execution-view.ts';

/** Asks before an undo, showing the values that it would restore. */
export function UndoDialog(props: { execution: ExecutionView; onClose: () => void }) {
  const { execution, onClose } = props;
  const id = useId();
  const actions = useActions();
  const navigate = useNavigate();
  const undo = useMutation({
    mutationFn: () => actions.undo(execution.id),
    onSuccess: ({ execution_id }) => {
      onClose();
      void navigate(`/executions/${execution_id}/show`);
    },
  });
  const standing = (execution.receipts ?? []).filter((receipt) => receipt.undone_by_execution_id === null);
  const currency = execution.change_sets?.[0]?.change_set.currency ?? 'USD';
  return (
    <Dialog open onClose={onClose} aria-labelledby={id} maxWidth="xs" fullWidth>
      <DialogTitle id={id}>Undo this change?</DialogTitle>
      <DialogContent>
        <Box component="ul" sx={{ m: 0, pl: 2.5, mb: 2 }}>
          {standing.map(({ receipt_id, change }) => (
            <li key={receipt_id}>
              {`${fieldName(change.field)} of ${change.entity_name || change.entity_id}: ${formatValue(change.field, change.after, currency)} back to `}
              <strong>{formatValue(change.field, change.before, currency)}</strong>
            </li>
          ))}
        </Box>
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          The undo is an execution of its own: it reads the live values first and stops if somebody has changed them
          since.
        </Typography>
        {undo.error === null ? null : (
          <Alert severity="error" sx={{ mt: 2 }}>
            {explainError(undo.error)}
          </Alert>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Keep the change</Button>
        <Button variant="contained" disabled={undo.isPending} onClick={() => undo.mutate()}>
          Undo
        </Button>
      </DialogActions>
    </Dialog>
  );
}
