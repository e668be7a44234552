import Button from '@mui/material/Button';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { explainError } from '../server/problem.ts';
import { useCalls } from '../server/useCalls.ts';
import { useCan } from '../session/useCan.ts';
import { createRecommendationActions } from './recommendation-actions.ts';

/** Puts a recommendation on the list of the Friday review, or takes it off. */
export function FlagButton(props: { recommendation_id: string; flagged: boolean }) {
  const calls = useCalls(createRecommendationActions);
  const queryClient = useQueryClient();
  const may = useCan('feedback:write');
  const flag = useMutation({
    mutationFn: () => calls.flag(props.recommendation_id, !props.flagged),
    onSuccess: () => queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === 'recommendations' }),
  });
  if (!may) return null;
  return (
    <Button variant="outlined" aria-pressed={props.flagged} disabled={flag.isPending} onClick={() => flag.mutate()}>
      {flag.error === null
        ? props.flagged
          ? 'Take off the Friday list'
          : 'Flag for Friday'
        : explainError(flag.error)}
    </Button>
  );
}
