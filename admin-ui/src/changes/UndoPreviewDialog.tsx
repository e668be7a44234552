import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useNavigate } from 'react-router';
import { LoadingRows } from '../layout/QueryState.tsx';
import { explainError } from '../server/problem.ts';
import { useCalls } from '../server/useCalls.ts';
import { createChangeActions } from './change-actions.ts';
import { UndoPreview } from './UndoPreview.tsx';
import type { UndoSelector } from './undo-draft.ts';

/** Shows what taking changes back would do, and does it with a reason. The undo is an execution with its own checks. */
export function UndoPreviewDialog(props: { title: string; selector: UndoSelector; onClose: () => void }) {
  const { title, selector, onClose } = props;
  const id = useId();
  const calls = useCalls(createChangeActions);
  const navigate = useNavigate();
  const [reason, setReason] = useState('');
  const preview = useQuery({
    queryKey: ['undo-preview', selector],
    queryFn: ({ signal }) => calls.previewUndo(selector, signal),
    staleTime: 0,
  });
  const undo = useMutation({
    mutationFn: () => calls.undo(selector, reason.trim()),
    onSuccess({ execution_id }) {
      onClose();
      void navigate(`/executions/${execution_id}/show`);
    },
  });
  const back = preview.data?.goes_back.length ?? 0;
  const problem = undo.error ?? preview.error;
  return (
    <Dialog open onClose={onClose} aria-labelledby={id} maxWidth="sm" fullWidth>
      <DialogTitle id={id}>{title}</DialogTitle>
      <DialogContent>
        <Stack spacing={2} sx={{ pt: 0.5 }}>
          {preview.data === undefined ? (
            preview.error === null ? (
              <LoadingRows label="what would go back" rows={2} height={56} />
            ) : null
          ) : (
            <UndoPreview preview={preview.data} />
          )}
          {back === 0 ? null : (
            <TextField
              required
              label="Reason"
              value={reason}
              onChange={(event) => setReason(event.target.value)}
              slotProps={{ htmlInput: { maxLength: 2000 } }}
            />
          )}
          {problem === null ? null : <Alert severity="error">{explainError(problem)}</Alert>}
        </Stack>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{back === 0 ? 'Close' : 'Keep it as it is'}</Button>
        {back === 0 ? null : (
          <Button variant="contained" disabled={reason.trim() === '' || undo.isPending} onClick={() => undo.mutate()}>
            {back === 1 ? 'Take it back' : `Take ${back} fields back`}
          </Button>
        )}
      </DialogActions>
    </Dialog>
  );
}
