import { useQuery } from '@tanstack/react-query';
import { useActions } from '../server/ActionsContext.tsx';
import { useCan } from '../session/useCan.ts';
import type { PauseView } from './pause-view.ts';

/** How often is asked besides the live updates: a pause while nothing runs makes no event. */
const again_ms = 10_000;

/** The pauses that hold, newest first; none while unknown. */
export function usePauses(): readonly PauseView[] {
  const { pauses } = useActions();
  const mayRead = useCan('executions:read');
  const { data } = useQuery({
    queryKey: ['pauses'],
    queryFn: pauses.holding,
    enabled: mayRead,
    refetchInterval: again_ms,
  });
  return data ?? [];
}
