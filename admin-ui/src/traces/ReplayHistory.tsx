import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useMutation } from '@tanstack/react-query';
import { explainError } from '../server/problem.ts';
import { useCalls } from '../server/useCalls.ts';
import { historySentence } from './history-words.ts';
import { createTraceActions } from './trace-actions.ts';

/** Has the worker replay what was recorded of an execution against the code that it runs today. */
export function ReplayHistory(props: { execution_id: string }) {
  const { execution_id } = props;
  const calls = useCalls(createTraceActions);
  const { mutate, data, error, isPending } = useMutation({ mutationFn: () => calls.replay(execution_id) });
  return (
    <Stack spacing={1}>
      <Typography variant="body2">
        The worker walks the recorded history with the code of today. It calls nothing, asks no model and writes nothing
        of it again.
      </Typography>
      <Box>
        <Button variant="outlined" size="small" disabled={isPending} onClick={() => mutate()}>
          {isPending ? 'Replaying …' : 'Replay the history'}
        </Button>
      </Box>
      <Box aria-live="polite">
        {error === null ? null : <Alert severity="warning">{explainError(error)}</Alert>}
        {data === undefined ? null : (
          <Alert severity={data.outcome === 'same' ? 'success' : 'error'}>{historySentence(data)}</Alert>
        )}
      </Box>
      <Typography variant="body2">
        Against the code on your own machine, before it is deployed: <code>{`npx mbi replay ${execution_id}`}</code>
      </Typography>
    </Stack>
  );
}
