import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { StepSelect } from '../executions/StepSelect.tsx';
import { explainError } from '../server/problem.ts';
import { useCalls } from '../server/useCalls.ts';
import { createFailureActions } from './failure-actions.ts';
import type { FailureView } from './failure-view.ts';
import { RetryOutcome } from './RetryOutcome.tsx';

/** Runs a group again, or one execution of it; says first how many that are, with the failed step already chosen. */
export function RetryDialog(props: { failure: FailureView; execution_ids?: readonly string[]; onClose: () => void }) {
  const { failure, execution_ids, onClose } = props;
  const id = useId();
  const failures = useCalls(createFailureActions);
  const queryClient = useQueryClient();
  const [from_step, setFromStep] = useState(failure.step_id);
  const [reason, setReason] = useState('');
  const which = execution_ids === undefined ? {} : { execution_ids };
  const retry = useMutation({
    mutationFn: () => failures.retry(failure.fingerprint, { ...which, from_step, dry_run: false, reason }),
    onSettled: () => void queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'profile' }),
  });
  const counted = useQuery({
    queryKey: ['retry-count', failure.fingerprint, execution_ids],
    queryFn: () => failures.retry(failure.fingerprint, { ...which, dry_run: true, reason: '' }),
    // Once they are restarted they fail no more, and there is nothing left to count.
    enabled: retry.isIdle || retry.isError,
  });
  const count = counted.data?.count ?? 0;
  const noun = count === 1 ? 'execution' : 'executions';
  const problem = retry.error ?? counted.error;
  return (
    <Dialog open onClose={onClose} aria-labelledby={id} maxWidth="sm" fullWidth>
      <DialogTitle id={id}>{retry.data === undefined ? 'Restart what failed?' : 'Restarted'}</DialogTitle>
      <DialogContent>
        {retry.data === undefined ? (
          <Stack spacing={2} sx={{ pt: 0.5 }}>
            <Typography variant="body2" role="status">
              {counted.data === undefined
                ? 'Counting …'
                : `${count} ${noun} would go on from the step below. What finished before it is reused; changes that reached the platform are never made again.`}
            </Typography>
            <StepSelect
              execution_id={execution_ids?.[0] ?? failure.last_execution_id}
              failed={failure.step_id}
              value={from_step}
              onChange={setFromStep}
            />
            <TextField
              label="Reason (optional, kept in the audit log)"
              value={reason}
              onChange={(event) => setReason(event.target.value)}
              slotProps={{ htmlInput: { maxLength: 2000 } }}
            />
          </Stack>
        ) : (
          <RetryOutcome retried={retry.data} />
        )}
        {problem === null ? null : (
          <Alert severity="error" sx={{ mt: 2 }}>
            {explainError(problem)}
          </Alert>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{retry.data === undefined ? 'Not now' : 'Close'}</Button>
        {retry.data === undefined ? (
          <Button variant="contained" disabled={count === 0 || retry.isPending} onClick={() => retry.mutate()}>
            {counted.data === undefined ? 'Restart' : `Restart ${count} ${noun}`}
          </Button>
        ) : null}
      </DialogActions>
    </Dialog>
  );
}
