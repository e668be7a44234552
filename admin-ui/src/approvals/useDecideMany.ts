import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { RejectReason } from '../../../contracts/rejection.ts';
import { useActions } from '../server/ActionsContext.tsx';
import type { ApprovalView } from './approval-view.ts';
import { useDecisions } from './DecisionContext.ts';
import { refusedWords } from './decided-words.ts';

/** What became of one of several decisions: its id, so that it can be taken back, or why it was refused. */
export type ManyResult = { readonly approval: ApprovalView } & (
  | { readonly decision_id: string; readonly refused: null }
  | { readonly decision_id: null; readonly refused: string }
);

/** So many are under way at once; the rest waits, so that one click is no storm. */
const at_once = 5;

/** Sends several decisions, each by itself: one that is refused stops none of the others. */
export function useDecideMany() {
  const actions = useActions();
  const decisions = useDecisions();
  const queryClient = useQueryClient();
  const onSettled = () =>
    void queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'profile' });

  async function each(
    approvals: readonly ApprovalView[],
    send: (approval: ApprovalView) => Promise<string>,
  ): Promise<ManyResult[]> {
    const results: ManyResult[] = [];
    for (let start = 0; start < approvals.length; start += at_once) {
      const slice = approvals.slice(start, start + at_once).map(async (approval): Promise<ManyResult> => {
        try {
          return { approval, decision_id: await send(approval), refused: null };
        } catch (error) {
          return { approval, decision_id: null, refused: refusedWords(error, '').replace(/^: /, '') };
        }
      });
      results.push(...(await Promise.all(slice)));
    }
    return results;
  }

  const decide = useMutation({
    mutationFn: (draft: { approvals: readonly ApprovalView[]; reason: RejectReason | null }) =>
      each(draft.approvals, async ({ approval_id, plan_digest }) => {
        const no = draft.reason === null ? {} : { reason: draft.reason };
        const decision = draft.reason === null ? 'approve' : 'reject';
        const { decision_id } = await actions.decide({ approval_id, plan_digest, decision, ...no });
        decisions.hide(approval_id);
        return decision_id;
      }),
    onSettled,
  });
  const takeBack = useMutation({
    mutationFn: (done: readonly ManyResult[]) =>
      each(
        done.map(({ approval }) => approval),
        async ({ approval_id }) => {
          const decision_id = done.find(({ approval }) => approval.id === approval_id)?.decision_id ?? '';
          await actions.withdraw(approval_id, decision_id);
          decisions.show(approval_id);
          return decision_id;
        },
      ),
    onSettled,
  });
  return { decide, takeBack };
}
