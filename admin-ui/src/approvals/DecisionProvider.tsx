import Box from '@mui/material/Box';
import { visuallyHidden } from '@mui/utils';
import { type ReactNode, useState } from 'react';
import { useCommands } from '../keyboard/useCommands.ts';
import type { ApprovalView } from './approval-view.ts';
import { DecisionContext } from './DecisionContext.ts';
import { DecisionToast } from './DecisionToast.tsx';
import { EditDialog } from './EditDialog.tsx';
import { RejectDialog } from './RejectDialog.tsx';
import { reasonText } from './reject-reasons.ts';
import { useSendDecision } from './useSendDecision.ts';

type Asking = {
  readonly kind: 'reject' | 'edit';
  readonly approval: ApprovalView;
  readonly after?: (() => void) | undefined;
};

/** Lets every screen below decide, and shows the dialogs, the toast and the spoken words that belong to it. */
export function DecisionProvider(props: { children: ReactNode }) {
  const decision = useSendDecision();
  const [asking, setAsking] = useState<Asking | null>(null);
  const close = () => setAsking(null);
  useCommands({ undo: decision.undo });

  return (
    <DecisionContext
      value={{
        approve: (approval, after) => decision.send({ approval, kind: 'approve', after }),
        askReject: (approval, after) => setAsking({ kind: 'reject', approval, after }),
        askEdit: (approval) => setAsking({ kind: 'edit', approval }),
        lastEdited: decision.lastEdited,
        undo: decision.undo,
        justDecided: decision.justDecided,
        busy: decision.busy,
      }}
    >
      {props.children}
      <Box aria-live="polite" role="status" sx={visuallyHidden}>
        {decision.notice?.text}
        {decision.notice?.undo == null ? '' : ' You can undo it for a few seconds with the key u.'}
      </Box>
      {decision.notice === null ? null : (
        <DecisionToast notice={decision.notice} onUndo={decision.undo} onClose={decision.dismiss} />
      )}
      {asking?.kind === 'reject' ? (
        <RejectDialog
          approval={asking.approval}
          onClose={close}
          onReject={(reason, comment) => {
            close();
            decision.send({
              approval: asking.approval,
              kind: 'reject',
              reason: reasonText(reason, comment),
              after: asking.after,
            });
          }}
        />
      ) : null}
      {asking?.kind === 'edit' ? (
        <EditDialog
          approval={asking.approval}
          onClose={close}
          onEdit={(edits) => {
            close();
            decision.send({ approval: asking.approval, kind: 'edit', edits });
          }}
        />
      ) : null}
    </DecisionContext>
  );
}
