import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react';
import { useCalls } from '../server/useCalls.ts';
import { createNameCalls } from './name-calls.ts';
import { NamesContext } from './ReadableContext.ts';

const most = 100;

/** Keeps the names of what the screens mention; ids that turn up together are asked for in one request, each once. */
export function NamesProvider(props: { children: ReactNode }) {
  const calls = useCalls(createNameCalls);
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  const asked = useRef(new Set<string>());
  const waiting = useRef<string[]>([]);
  const want = useCallback(
    (ids: readonly string[]) => {
      const fresh = ids.filter((id) => !asked.current.has(id));
      if (fresh.length === 0) return;
      for (const id of fresh) asked.current.add(id);
      if (waiting.current.length === 0) queueMicrotask(ask);
      waiting.current.push(...fresh);

      function ask() {
        const batch = waiting.current.splice(0, most);
        if (waiting.current.length > 0) queueMicrotask(ask);
        // Without an answer the ids stay, as they would without this; the next screen asks again.
        calls.names(batch).then(
          (found) => setNames((known) => new Map([...known, ...found])),
          () => batch.map((id) => asked.current.delete(id)),
        );
      }
    },
    [calls],
  );
  const value = useMemo(() => ({ names, want }), [names, want]);
  return <NamesContext value={value}>{props.children}</NamesContext>;
}
