import { useMemo } from 'react';
import { useActions } from './ActionsContext.tsx';
import type { CreateCalls } from './actions.ts';

/** The calls of one screen, fetched with that screen. `create` must be one and the same function each time. */
export function useCalls<Calls>(create: CreateCalls<Calls>): Calls {
  const { callsOf } = useActions();
  return useMemo(() => callsOf(create), [callsOf, create]);
}
