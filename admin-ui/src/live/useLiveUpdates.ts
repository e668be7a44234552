import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useActions } from '../server/ActionsContext.tsx';
import { createLiveConnection, type LiveState } from './live-connection.ts';
import { openEventStream } from './open-event-stream.ts';

/** Keeps every shown list and record fresh while the tab is visible, and tells how. */
export function useLiveUpdates(): LiveState {
  const [state, setState] = useState<LiveState>('connecting');
  const actions = useActions();
  const queryClient = useQueryClient();
  useEffect(() => {
    const connection = createLiveConnection({
      open: (on) => openEventStream(actions.eventTicket, on),
      refresh: () => void queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'profile' }),
      report: setState,
      after(delay_ms, run) {
        const timer = setTimeout(run, delay_ms);
        return () => clearTimeout(timer);
      },
    });
    const onVisibility = () => (document.hidden ? connection.pause() : connection.resume());
    document.addEventListener('visibilitychange', onVisibility);
    connection.start();
    return () => {
      document.removeEventListener('visibilitychange', onVisibility);
      connection.stop();
    };
  }, [actions, queryClient]);
  return state;
}
