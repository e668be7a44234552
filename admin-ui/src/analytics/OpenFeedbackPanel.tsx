import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Panel } from '../layout/Panel.tsx';
import { categoryLabel } from '../recommendations/feedback-categories.ts';
import { explainError } from '../server/problem.ts';
import { useCalls } from '../server/useCalls.ts';
import { useCan } from '../session/useCan.ts';
import { RecordLink } from '../tables/RecordLink.tsx';
import { formatMoment } from '../time/describe-time.ts';
import { createAnalyticsActions } from './analytics-actions.ts';
import type { FeedbackEntry } from './analytics-view.ts';

/** Feedback that no version of engine or prompt has dealt with yet; naming the version closes the loop. */
export function OpenFeedbackPanel() {
  const calls = useCalls(createAnalyticsActions);
  const { data } = useQuery({ queryKey: ['packs', 'open-feedback'], queryFn: calls.openFeedback });
  const may = useCan('feedback:write');
  if (data === undefined) return null;
  return (
    <Panel title="Feedback that waits for an improvement">
      {data.length === 0 ? (
        <Typography variant="body2">Every piece of feedback has been dealt with.</Typography>
      ) : (
        <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 2, fontSize: '0.88rem' }}>
          {data.map((entry) => (
            <li key={entry.feedback_id}>
              <RecordLink to={`/recommendations/${entry.recommendation_id}/show`}>
                {categoryLabel(entry.category)}
              </RecordLink>
              {entry.comment === null ? null : <div>{entry.comment}</div>}
              <Box sx={{ color: 'text.secondary', fontSize: '0.82rem' }}>
                {`${entry.author_email}, ${formatMoment(entry.created_at)}`}
              </Box>
              {may ? <TakeUpForm entry={entry} /> : null}
            </li>
          ))}
        </Box>
      )}
    </Panel>
  );
}

function TakeUpForm(props: { entry: FeedbackEntry }) {
  const { feedback_id, author_email, created_at } = props.entry;
  const calls = useCalls(createAnalyticsActions);
  const queryClient = useQueryClient();
  const [version, setVersion] = useState('');
  const take = useMutation({
    mutationFn: () => calls.takeUp(feedback_id, version.trim()),
    onSuccess: () => queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === 'packs' }),
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    if (version.trim() !== '') take.mutate();
  }
  return (
    <Box component="form" onSubmit={submit} sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', mt: 1 }}>
      <TextField
        size="small"
        label="Dealt with in version"
        value={version}
        onChange={(event) => setVersion(event.target.value)}
        slotProps={{ htmlInput: { maxLength: 100 } }}
      />
      <Button
        type="submit"
        variant="outlined"
        disabled={version.trim() === '' || take.isPending}
        aria-label={`Close the feedback of ${author_email}, ${formatMoment(created_at)}`}
      >
        Close it
      </Button>
      {take.error === null ? null : <Alert severity="error">{explainError(take.error)}</Alert>}
    </Box>
  );
}
