import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { workflowTypeSchema } from '../../../contracts/recommendation.ts';
import { Panel } from '../layout/Panel.tsx';
import { explainError } from '../server/problem.ts';
import { useCalls } from '../server/useCalls.ts';
import { ChoiceField } from '../tables/ChoiceField.tsx';
import { createEvaluationActions } from './evaluation-actions.ts';
import type { GoldenView } from './golden-view.ts';
import { reviewOf } from './review-draft.ts';

const workflows = workflowTypeSchema.options.map((id) => ({ id: String(id), name: String(id) }));

/** Where an expert says whether a case may measure the agent, and puts right what the answer should have been. */
export function ReviewPanel(props: { example: GoldenView }) {
  const { example } = props;
  const calls = useCalls(createEvaluationActions);
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState({ human_decision: example.human_decision, reasoning: '' });
  const review = useMutation({
    mutationFn: (decision: 'accepted' | 'rejected') => calls.review(example.id, reviewOf(example, draft, decision)),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['golden'] }),
  });
  return (
    <Panel title="Review">
      <Stack spacing={2}>
        {example.self_confirmed ? (
          <Alert severity="info" role="note">
            The person approved what the agent had proposed. That it was right is weak evidence: look at what came of
            it.
          </Alert>
        ) : null}
        <ChoiceField
          {...{ label: 'The right answer', value: draft.human_decision, choices: workflows }}
          onChange={(human_decision) => setDraft({ ...draft, human_decision })}
        />
        <TextField
          multiline
          minRows={2}
          label="Why (optional)"
          value={draft.reasoning}
          onChange={(event) => setDraft({ ...draft, reasoning: event.target.value })}
          slotProps={{ htmlInput: { maxLength: 5_000 } }}
        />
        {review.error === null ? null : <Alert severity="error">{explainError(review.error)}</Alert>}
        <Stack direction="row" spacing={1}>
          <Button variant="contained" disabled={review.isPending} onClick={() => review.mutate('accepted')}>
            Accept
          </Button>
          <Button
            variant="outlined"
            color="error"
            disabled={review.isPending}
            onClick={() => review.mutate('rejected')}
          >
            Reject
          </Button>
        </Stack>
      </Stack>
    </Panel>
  );
}
