import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { Panel } from '../layout/Panel.tsx';
import { explainError } from '../server/problem.ts';
import { useCalls } from '../server/useCalls.ts';
import { useCan } from '../session/useCan.ts';
import { formatMoment } from '../time/describe-time.ts';
import { categoryLabel, categoryOfKey, feedbackCategories, workflowChoices } from './feedback-categories.ts';
import { createRecommendationActions } from './recommendation-actions.ts';
import type { RecommendationRow } from './recommendation-row.ts';

/** What people said of a recommendation, and a form to say more: on any recommendation, decided or not. */
export function FeedbackPanel(props: { recommendation: RecommendationRow }) {
  const { feedback } = props.recommendation;
  const may = useCan('feedback:write');
  return (
    <Panel title="Feedback">
      {feedback.length === 0 ? (
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          Nobody has said anything about it yet.
        </Typography>
      ) : (
        <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1.25, fontSize: '0.88rem' }}>
          {feedback.map((each) => (
            <li key={each.feedback_id}>
              <strong>{categoryLabel(each.category)}</strong>
              {each.human_workflow === null ? '' : ` · would have chosen ${each.human_workflow}`}
              {each.comment === null ? null : <div>{each.comment}</div>}
              <Box sx={{ color: 'text.secondary', fontSize: '0.82rem' }}>
                {`${each.author_email}, ${formatMoment(each.created_at)}${each.taken_up_in === null ? '' : ` · dealt with in ${each.taken_up_in}`}`}
              </Box>
            </li>
          ))}
        </Box>
      )}
      {may ? <FeedbackForm recommendation_id={props.recommendation.id} /> : null}
    </Panel>
  );
}

function FeedbackForm(props: { recommendation_id: string }) {
  const label = useId();
  const calls = useCalls(createRecommendationActions);
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState({ key: '', comment: '', human_workflow: '', flag: false });
  const category = categoryOfKey(draft.key);
  const give = useMutation({
    mutationFn: (chosen: NonNullable<typeof category>) =>
      calls.giveFeedback(props.recommendation_id, {
        category: chosen,
        comment: draft.comment.trim() || null,
        human_workflow: draft.human_workflow || null,
        flag_for_review: draft.flag,
      }),
    async onSuccess() {
      setDraft({ key: '', comment: '', human_workflow: '', flag: false });
      await queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === 'recommendations' });
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    if (category !== null) give.mutate(category);
  }
  return (
    <Box component="form" onSubmit={submit} sx={{ display: 'grid', gap: 1.75, mt: 2 }}>
      <Box>
        <Typography id={label} variant="h3" component="h3">
          What do you think of it?
        </Typography>
        <RadioGroup
          aria-labelledby={label}
          value={draft.key}
          onChange={(event) => setDraft({ ...draft, key: event.target.value })}
        >
          {feedbackCategories.map((each, index) => (
            <FormControlLabel
              key={each.category}
              value={String(index + 1)}
              control={<Radio size="small" />}
              label={each.label}
              sx={{ '& .MuiFormControlLabel-label': { fontSize: '0.88rem' } }}
            />
          ))}
        </RadioGroup>
      </Box>
      <TextField
        label="In your words (optional)"
        multiline
        minRows={2}
        value={draft.comment}
        onChange={(event) => setDraft({ ...draft, comment: event.target.value })}
        slotProps={{ htmlInput: { maxLength: 2000 } }}
      />
      <TextField
        select
        label="What you would have chosen"
        value={draft.human_workflow}
        onChange={(event) => setDraft({ ...draft, human_workflow: event.target.value })}
        slotProps={{ select: { native: true }, inputLabel: { shrink: true } }}
      >
        <option value="">the same, or not sure</option>
        {workflowChoices.map((workflow) => (
          <option key={workflow}>{workflow}</option>
        ))}
      </TextField>
      <FormControlLabel
        control={
          <Switch checked={draft.flag} onChange={(event) => setDraft({ ...draft, flag: event.target.checked })} />
        }
        label="Talk about it in the Friday review"
        sx={{ '& .MuiFormControlLabel-label': { fontSize: '0.88rem' } }}
      />
      {give.error === null ? null : <Alert severity="error">{explainError(give.error)}</Alert>}
      {give.data === undefined ? null : (
        <Alert severity="success" role="status">{`Kept. What the team does with it: ${give.data.reaction}`}</Alert>
      )}
      <Box>
        <Button type="submit" variant="outlined" disabled={category === null || give.isPending}>
          Send feedback
        </Button>
      </Box>
    </Box>
  );
}
