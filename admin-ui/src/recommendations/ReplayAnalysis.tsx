import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useMutation } from '@tanstack/react-query';
import { explainError } from '../server/problem.ts';
import { useCalls } from '../server/useCalls.ts';
import { FigureTable } from '../tables/FigureTable.tsx';
import { createRecommendationActions } from './recommendation-actions.ts';
import { differenceRows, objectionWords, replaySentence } from './replay-words.ts';

/** Has the rules of today reason again about what was known then, and tells field by field what is different. */
export function ReplayAnalysis(props: { recommendation_id: string }) {
  const calls = useCalls(createRecommendationActions);
  const { mutate, data, error, isPending } = useMutation({ mutationFn: () => calls.replay(props.recommendation_id) });
  const objections = data === undefined ? null : objectionWords(data);
  return (
    <Stack spacing={1}>
      <Typography variant="body2">
        The rules of today reason again about what was known then. It asks no model and changes nothing.
      </Typography>
      <Box>
        <Button variant="outlined" size="small" disabled={isPending} onClick={() => mutate()}>
          {isPending ? 'Reasoning …' : 'Reason again'}
        </Button>
      </Box>
      <Box aria-live="polite">
        {error === null ? null : <Alert severity="warning">{explainError(error)}</Alert>}
        {data === undefined ? null : (
          <Alert severity={data.outcome === 'same' ? 'success' : 'info'}>{replaySentence(data)}</Alert>
        )}
      </Box>
      {data === undefined || data.outcome === 'same' ? null : (
        <FigureTable
          {...{ label: 'What is different', columns: ['Field', 'Recommended', 'Today'], words: 3 }}
          rows={differenceRows(data)}
        />
      )}
      {objections === null ? null : (
        <Typography variant="caption" sx={{ color: 'text.secondary' }}>
          {objections}
        </Typography>
      )}
    </Stack>
  );
}
