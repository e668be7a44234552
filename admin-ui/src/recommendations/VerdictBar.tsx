import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useCommands } from '../keyboard/useCommands.ts';
import { explainError } from '../server/problem.ts';
import { useCalls } from '../server/useCalls.ts';
import { useReadable } from '../words/ReadableContext.ts';
import { JudgeDialog } from './JudgeDialog.tsx';
import { createRecommendationActions, type RecommendationVerdict } from './recommendation-actions.ts';
import type { RecommendationRow } from './recommendation-row.ts';

/** Agree or disagree with a recommendation that plans no change, with the keys of the inbox. */
export function VerdictBar(props: { row: RecommendationRow }) {
  const { row } = props;
  const say = useReadable();
  const calls = useCalls(createRecommendationActions);
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  const decide = useMutation({
    mutationFn: (verdict: RecommendationVerdict) => calls.decide(row.id, verdict),
    onSuccess: () => setAsking(false),
    onSettled: () => queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === 'recommendations' }),
  });
  const nothing = { human_workflow: null, feedback: null };
  const approve = () => {
    if (!decide.isPending) decide.mutate({ decision: 'approved', category: null, ...nothing });
  };
  useCommands({ approve, reject: () => setAsking(true) });
  return (
    <Paper
      component="section"
      aria-label="Decide"
      elevation={6}
      sx={{
        ...{ position: 'sticky', bottom: { xs: 8, sm: 16 }, zIndex: 5, borderRadius: 3, border: '1px solid' },
        ...{ borderColor: 'divider', px: { xs: 1.5, sm: 2.5 }, py: 1.25, mt: 2, display: 'flex', gap: 1 },
        ...{ alignItems: 'center', justifyContent: 'flex-end', flexWrap: 'wrap' },
      }}
    >
      <Typography variant="body2" role="status" sx={{ mr: 'auto', color: 'text.secondary' }}>
        {decide.error === null || asking ? 'It plans no change; your word is counted.' : explainError(decide.error)}
      </Typography>
      <Button variant="contained" disabled={decide.isPending} onClick={approve} sx={{ minHeight: { xs: 44, sm: 40 } }}>
        Agree
      </Button>
      <Button
        variant="outlined"
        color="inherit"
        onClick={() => setAsking(true)}
        sx={{ minHeight: { xs: 44, sm: 40 }, borderColor: 'divider' }}
      >
        Disagree
      </Button>
      {asking ? (
        <JudgeDialog
          title="Why not?"
          lead={say(row.specific_action)}
          busy={decide.isPending}
          error={decide.error}
          onClose={() => setAsking(false)}
          onJudge={(category, comment) =>
            decide.mutate({ ...nothing, decision: 'rejected', category, feedback: comment.trim() || null })
          }
        />
      ) : null}
    </Paper>
  );
}
