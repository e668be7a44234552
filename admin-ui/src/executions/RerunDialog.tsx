import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { Link } from 'react-router';
import { explainError } from '../server/problem.ts';
import { useCalls } from '../server/useCalls.ts';
import type { ExecutionView } from './execution-view.ts';
import { RerunAnswer } from './RerunAnswer.tsx';
import { RerunForm } from './RerunForm.tsx';
import { createRerunActions } from './rerun-actions.ts';
import { requestOf, startingDraft } from './rerun-draft.ts';

/** Runs an execution again from a step: what to skip, with which inputs, and why; says afterwards what will not repeat. */
export function RerunDialog(props: { execution: ExecutionView; onClose: () => void }) {
  const { execution, onClose } = props;
  const id = useId();
  const executions = useCalls(createRerunActions);
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState(() => startingDraft(execution));
  const { request, problem } = requestOf(draft);
  const rerun = useMutation({
    mutationFn: (body: NonNullable<typeof request>) => executions.rerun(execution.id, body),
    onSuccess: () => queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'profile' }),
  });
  return (
    <Dialog open onClose={onClose} aria-labelledby={id} maxWidth="sm" fullWidth>
      <DialogTitle id={id}>{rerun.data === undefined ? 'Run it again?' : 'It runs again'}</DialogTitle>
      <DialogContent>
        {rerun.data === undefined ? (
          <RerunForm execution={execution} draft={draft} onChange={setDraft} />
        ) : (
          <RerunAnswer rerun={rerun.data} />
        )}
        {rerun.error === null ? null : (
          <Alert severity="error" sx={{ mt: 2 }}>
            {explainError(rerun.error)}
          </Alert>
        )}
      </DialogContent>
      {rerun.data === undefined ? (
        <DialogActions>
          <Button onClick={onClose}>Not now</Button>
          <Button
            variant="contained"
            disabled={request === null || rerun.isPending}
            title={problem ?? undefined}
            onClick={() => request && rerun.mutate(request)}
          >
            Run again
          </Button>
        </DialogActions>
      ) : (
        <DialogActions>
          <Button onClick={onClose}>Close</Button>
          <Button
            variant="contained"
            component={Link}
            to={`/executions/${rerun.data.execution_id}/show`}
            onClick={onClose}
          >
            See the new execution
          </Button>
        </DialogActions>
      )}
    </Dialog>
  );
}
