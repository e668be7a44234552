import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Panel } from '../layout/Panel.tsx';
import { explainError } from '../server/problem.ts';
import { useCalls } from '../server/useCalls.ts';
import { useProfile } from '../session/useProfile.ts';
import { formatMoment } from '../time/describe-time.ts';
import { createFailureActions } from './failure-actions.ts';
import type { FailureView } from './failure-view.ts';

/** Who looks after a group, what they wrote about it, and whether it is settled. */
export function FailureCare(props: { failure: FailureView; mayAct: boolean }) {
  const { failure } = props;
  const failures = useCalls(createFailureActions);
  const profile = useProfile();
  const queryClient = useQueryClient();
  const [email, setEmail] = useState(failure.assigned_to_email ?? '');
  const [note, setNote] = useState(failure.note ?? '');
  const act = useMutation({
    mutationFn: (send: () => Promise<unknown>) => send(),
    onSuccess: () => queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === 'failures' }),
  });
  const assign = (to: string | null) => {
    setEmail(to ?? '');
    act.mutate(() => failures.assign(failure.id, to));
  };
  const me = profile?.email ?? null;
  return (
    <Panel title="Who looks after it">
      <Typography variant="body2" role="status">
        {failure.assigned_to_email === null ? 'Nobody yet.' : `${failure.assigned_to_email} looks after it.`}
        {failure.note === null ? '' : ` Note: ${failure.note}`}
        {failure.resolved_at === null
          ? ''
          : ` Resolved ${formatMoment(failure.resolved_at)}; a newer one opens it again.`}
      </Typography>
      {props.mayAct ? (
        <Stack spacing={1.5} sx={{ mt: 2 }}>
          <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', alignItems: 'center' }}>
            <TextField
              size="small"
              type="email"
              label="Owner’s e-mail"
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
            <Button variant="outlined" onClick={() => assign(email.trim() === '' ? null : email.trim())}>
              {email.trim() === '' ? 'Assign to nobody' : 'Assign'}
            </Button>
            {me === null ? null : <Button onClick={() => assign(me)}>Assign to me</Button>}
          </Box>
          <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', alignItems: 'center' }}>
            <TextField
              size="small"
              label="Note"
              multiline
              value={note}
              onChange={(event) => setNote(event.target.value)}
              sx={{ flexGrow: 1, minWidth: 220 }}
              slotProps={{ htmlInput: { maxLength: 4000 } }}
            />
            <Button
              variant="outlined"
              onClick={() => act.mutate(() => failures.note(failure.id, note.trim() === '' ? null : note.trim()))}
            >
              Save the note
            </Button>
            <Button onClick={() => act.mutate(() => failures.resolve(failure.id))}>Resolve</Button>
          </Box>
        </Stack>
      ) : null}
      {act.error === null ? null : (
        <Alert severity="error" sx={{ mt: 1.5 }}>
          {explainError(act.error)}
        </Alert>
      )}
    </Panel>
  );
}
