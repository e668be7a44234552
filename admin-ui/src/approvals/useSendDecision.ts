import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useActions } from '../server/ActionsContext.tsx';
import type { ApprovalView } from './approval-view.ts';
import type { Notice } from './DecisionToast.tsx';
import { decidedWords, refusedWords } from './decided-words.ts';
import { decisionSentence } from './describe-approval.ts';

/** One decision to send. */
export type DecisionDraft = {
  readonly approval: ApprovalView;
  readonly kind: 'approve' | 'reject' | 'edit';
  readonly edits?: Readonly<Record<string, number | string | readonly object[]>>;
  readonly reason?: string;
  readonly after?: (() => void) | undefined;
};

/** How long an approval that was decided here stays out of the lists even if the server still calls it pending. */
const settle_ms = 15_000;

/** Sends decisions and takes them back, and keeps the words and the countdown to show. */
export function useSendDecision() {
  const actions = useActions();
  const queryClient = useQueryClient();
  const [notice, setNotice] = useState<Notice | null>(null);
  const [lastEdited, setLastEdited] = useState<string | null>(null);
  const [justDecided, setJustDecided] = useState<ReadonlySet<string>>(new Set());
  const dismiss = useCallback(() => setNotice(null), []);
  const refresh = () => void queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'profile' });

  function hide(approval_id: string) {
    setJustDecided((ids) => new Set([...ids, approval_id]));
    setTimeout(() => show(approval_id), settle_ms);
  }
  function show(approval_id: string) {
    setJustDecided((ids) => new Set([...ids].filter((id) => id !== approval_id)));
  }

  const send = useMutation({
    mutationFn: ({ approval, kind, edits, reason }: DecisionDraft) =>
      actions.decide({
        approval_id: approval.approval_id,
        plan_digest: approval.plan_digest,
        decision: kind === 'reject' ? 'reject' : 'approve',
        ...(edits === undefined ? {} : { edits }),
        ...(reason === undefined ? {} : { reason }),
      }),
    onSuccess({ decision_id, undo_until }, { approval, kind, after }) {
      const window_ms = (approval.undo_window_seconds ?? 0) * 1_000;
      const until_ms = undo_until === null ? Date.now() + window_ms : Date.parse(undo_until);
      const undoable = kind === 'approve' && until_ms > Date.now();
      setNotice({
        tone: 'good',
        text: decidedWords(kind, decisionSentence(approval)),
        execution_id: approval.execution_id,
        undo: undoable ? { approval, decision_id, until_ms } : null,
      });
      hide(approval.approval_id);
      setLastEdited(kind === 'edit' ? approval.approval_id : null);
      refresh();
      after?.();
    },
    onError(error, { approval }) {
      setNotice({ tone: 'bad', text: refusedWords(error, decisionSentence(approval)), execution_id: null, undo: null });
      refresh();
    },
  });

  const withdraw = useMutation({
    mutationFn: (undo: NonNullable<Notice['undo']>) => actions.withdraw(undo.approval.approval_id, undo.decision_id),
    onSuccess(_, { approval }) {
      show(approval.approval_id);
      const text = decidedWords('withdraw', decisionSentence(approval));
      setNotice({ tone: 'good', text, execution_id: null, undo: null });
      refresh();
    },
    onError(error, { approval }) {
      const text = refusedWords(error, decisionSentence(approval));
      setNotice({ tone: 'bad', text, execution_id: approval.execution_id, undo: null });
    },
  });

  return {
    notice,
    dismiss,
    tell: setNotice,
    justDecided,
    lastEdited,
    hide,
    show,
    busy: send.isPending,
    send: (draft: DecisionDraft) => send.mutate(draft),
    undo: () => {
      if (notice?.undo != null && !withdraw.isPending) withdraw.mutate(notice.undo);
    },
  };
}
