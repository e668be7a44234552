import { createContext, type ReactNode, useContext } from 'react';
import type { Actions } from './actions.ts';

const Context = createContext<Actions | null>(null);

/** Hands the calls to the screens below. */
export function ActionsProvider(props: { actions: Actions; children: ReactNode }) {
  return <Context value={props.actions}>{props.children}</Context>;
}

/** The calls that do more than read. Throws outside of ActionsProvider. */
export function useActions(): Actions {
  const actions = useContext(Context);
  if (actions === null) throw new Error('useActions needs ActionsProvider above it.');
  return actions;
}
