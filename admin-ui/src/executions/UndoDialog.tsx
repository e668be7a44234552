import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Stack from '@mui/material/Stack';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useNavigate } from 'react-router';
import { createChangeActions } from '../changes/change-actions.ts';
import { UndoPreview } from '../changes/UndoPreview.tsx';
import { LoadingRows } from '../layout/QueryState.tsx';
import { useActions } from '../server/ActionsContext.tsx';
import { explainError } from '../server/problem.ts';
import { useCalls } from '../server/useCalls.ts';
import type { ExecutionView } from './execution-view.ts';

/** Asks before everything that an execution changed is taken back: what goes back, what stays and why, what was spent since. */
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
  const { previewUndo } = useCalls(createChangeActions);
  const preview = useQuery({
    queryKey: ['undo-preview', execution.id],
    queryFn: ({ signal }) => previewUndo({ execution_id: execution.id }, signal),
    staleTime: 0,
  });
  const problem = undo.error ?? preview.error;
  return (
    <Dialog open onClose={onClose} aria-labelledby={id} maxWidth="sm" fullWidth>
      <DialogTitle id={id}>Undo this change?</DialogTitle>
      <DialogContent>
        <Stack spacing={2}>
          {preview.data !== undefined ? (
            <UndoPreview preview={preview.data} />
          ) : preview.error === null ? (
            <LoadingRows label="what would go back" rows={2} height={56} />
          ) : null}
          {problem === null ? null : <Alert severity="error">{explainError(problem)}</Alert>}
        </Stack>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Keep the change</Button>
        <Button
          variant="contained"
          disabled={undo.isPending || preview.data === undefined || preview.data.goes_back.length === 0}
          onClick={() => undo.mutate()}
        >
          Undo
        </Button>
      </DialogActions>
    </Dialog>
  );
}
