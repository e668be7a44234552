import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useActions } from '../server/ActionsContext.tsx';
import { formatMoment } from '../time/describe-time.ts';
import type { ApprovalView } from './approval-view.ts';
import type { Notice } from './DecisionToast.tsx';
import { refusedWords } from './decided-words.ts';
import { decisionSentence } from './describe-approval.ts';
import type { SnoozeRequest } from './hand-over-actions.ts';

type Sent = {
  readonly approval: ApprovalView;
  readonly send: () => Promise<string>;
  readonly after?: (() => void) | undefined;
};

/** Puts decisions off and hands them to colleagues; what came of it goes where decisions are told. */
export function useHandOver(tell: (notice: Notice) => void) {
  const { approvals } = useActions();
  const queryClient = useQueryClient();
  const quiet = { execution_id: null, undo: null };
  const hand = useMutation({
    mutationFn: ({ send }: Sent) => send(),
    onSuccess(text, { after }) {
      tell({ ...quiet, tone: 'good', text });
      after?.();
    },
    onError: (error, { approval }) =>
      tell({ ...quiet, tone: 'bad', text: refusedWords(error, decisionSentence(approval)) }),
    onSettled: () => void queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === 'approvals' }),
  });
  return {
    snooze: (approval: ApprovalView, request: SnoozeRequest, after?: () => void) =>
      hand.mutate({
        ...{ approval, after },
        async send() {
          const { snoozed_until } = await approvals.snooze(approval.approval_id, request);
          return `Hidden until ${formatMoment(snoozed_until ?? request.until)}: ${decisionSentence(approval)}.`;
        },
      }),
    unsnooze: (approval: ApprovalView) =>
      hand.mutate({
        approval,
        async send() {
          await approvals.unsnooze(approval.approval_id);
          return `Back in your inbox: ${decisionSentence(approval)}.`;
        },
      }),
    delegate: (approval: ApprovalView, to: string, reason: string | null, after?: () => void) =>
      hand.mutate({
        ...{ approval, after },
        async send() {
          await approvals.delegate(approval.approval_id, { to, reason });
          return `${to} may decide now: ${decisionSentence(approval)}.`;
        },
      }),
  };
}
