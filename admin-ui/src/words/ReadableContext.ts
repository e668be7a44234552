import { createContext, useContext, useEffect } from 'react';
import { idsIn, readable } from './readable.ts';

/** The names that are known so far, and the way to ask for more. */
export const NamesContext = createContext<{
  readonly names: ReadonlyMap<string, string>;
  readonly want: (ids: readonly string[]) => void;
}>({ names: new Map(), want: () => undefined });

/** Makes what a rule or a model wrote readable; names that are not known yet are asked for and come in a moment. */
export function useReadable(): (text: string) => string {
  const { names, want } = useContext(NamesContext);
  const unknown = new Set<string>();
  useEffect(() => {
    if (unknown.size > 0) want([...unknown]);
  });
  return (text) => {
    for (const id of idsIn(text)) if (!names.has(id)) unknown.add(id);
    return readable(text, names);
  };
}
