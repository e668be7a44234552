import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { FeedbackCategory } from '../../../contracts/feedback.ts';
import { useCalls } from '../server/useCalls.ts';
import { useCan } from '../session/useCan.ts';
import { playbookFor } from './alternative-playbooks.ts';
import { JudgeDialog } from './JudgeDialog.tsx';
import { createRecommendationActions } from './recommendation-actions.ts';

/**
 * Makes another workflow the chosen one: the recommendation is rejected with that word, and where a playbook can carry the
 * workflow out, it is started for the campaign; what it plans comes to the inbox.
 */
export function ChooseInsteadDialog(props: {
  recommendation_id: string;
  campaign_id: string;
  workflow: string;
  onClose: () => void;
}) {
  const { recommendation_id, campaign_id, workflow, onClose } = props;
  const calls = useCalls(createRecommendationActions);
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const playbook = playbookFor(workflow);
  const mayStart = useCan('playbooks:execute') && playbook !== null;
  const [start, setStart] = useState(true);
  const [rejected, setRejected] = useState(false);
  const choose = useMutation({
    async mutationFn(verdict: { category: FeedbackCategory; feedback: string | null }) {
      // What was counted is not sent again when only the start has to be repeated.
      if (!rejected)
        await calls.decide(recommendation_id, { decision: 'rejected', human_workflow: workflow, ...verdict });
      setRejected(true);
      return mayStart && start ? calls.startInstead(playbook.slug, campaign_id) : null;
    },
    async onSuccess(started) {
      await queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'profile' });
      onClose();
      if (started !== null) void navigate(`/executions/${started.execution_id}/show`);
    },
  });
  return (
    <JudgeDialog
      title={`Choose ${workflow} instead`}
      lead="The recommendation is rejected, and your choice is kept beside it. What do you think of what was recommended?"
      busy={choose.isPending}
      error={choose.error}
      onClose={onClose}
      onJudge={(category, comment) => choose.mutate({ category, feedback: comment.trim() || null })}
    >
      {mayStart ? (
        <FormControlLabel
          control={<Checkbox checked={start} onChange={(event) => setStart(event.target.checked)} />}
          label={`Start “${playbook.name}” for this campaign; what it plans comes to the inbox`}
          sx={{ mb: 1, '& .MuiFormControlLabel-label': { fontSize: '0.88rem' } }}
        />
      ) : null}
    </JudgeDialog>
  );
}
