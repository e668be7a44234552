import { useEffect, useRef } from 'react';
import type { ApprovalView } from './approval-view.ts';
import { useDecisions } from './DecisionContext.ts';

/** Goes, once, to the plan that replaces the one that was edited here, as soon as it waits for a decision. */
export function useFollowReplacement(waiting: readonly ApprovalView[], go: (id: string) => void): void {
  const { lastEdited } = useDecisions();
  const followed = useRef<string | null>(null);
  const found = lastEdited === null ? undefined : waiting.find(({ supersedes }) => supersedes === lastEdited)?.id;
  useEffect(() => {
    if (found === undefined || followed.current === found) return;
    followed.current = found;
    go(found);
  });
}
