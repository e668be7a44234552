import { useReadable } from '../words/ReadableContext.ts';
import type { ApprovalView } from './approval-view.ts';
import { decisionSentence } from './describe-approval.ts';

/** The decision as one sentence, with names where the plan has ids. */
export function useDecisionSentence(): (approval: ApprovalView) => string {
  const say = useReadable();
  return (approval) => say(decisionSentence(approval));
}
