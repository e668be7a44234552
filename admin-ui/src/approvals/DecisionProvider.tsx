import Box from '@mui/material/Box';
import { visuallyHidden } from '@mui/utils';
import { type ReactNode, Suspense, useEffect, useState } from 'react';
import { useCommands } from '../keyboard/useCommands.ts';
import { useReadable } from '../words/ReadableContext.ts';
import { type Asking, AskingDialogs } from './AskingDialogs.tsx';
import { DecisionContext } from './DecisionContext.ts';
import { DecisionToast } from './DecisionToast.tsx';
import { useHandOver } from './useHandOver.ts';
import { useSendDecision } from './useSendDecision.ts';

/** Lets every screen below decide, and shows the dialogs, the toast and the spoken words that belong to it. */
export function DecisionProvider(props: { children: ReactNode }) {
  // Fetched while the screen is read, so that the keys for no and for another amount wait for nothing.
  useEffect(() => void Promise.all([import('./RejectDialog.tsx'), import('./EditDialog.tsx')]), []);
  const say = useReadable();
  const decision = useSendDecision();
  const handOver = useHandOver(decision.tell);
  const [asking, setAsking] = useState<Asking | null>(null);
  useCommands({ undo: decision.undo });

  return (
    <DecisionContext
      value={{
        approve: (approval, after) => decision.send({ approval, kind: 'approve', after }),
        askReject: (approval, after) => setAsking({ kind: 'reject', approval, after }),
        askEdit: (approval) => setAsking({ kind: 'edit', approval }),
        askSnooze: (approval, after) => setAsking({ kind: 'snooze', approval, after }),
        askDelegate: (approval) => setAsking({ kind: 'delegate', approval }),
        unsnooze: handOver.unsnooze,
        lastEdited: decision.lastEdited,
        undo: decision.undo,
        justDecided: decision.justDecided,
        hide: decision.hide,
        show: decision.show,
        busy: decision.busy,
      }}
    >
      {props.children}
      <Box aria-live="polite" role="status" sx={visuallyHidden}>
        {say(decision.notice?.text ?? '')}
        {decision.notice?.undo == null ? '' : ' You can undo it for a few seconds with the key u.'}
      </Box>
      {decision.notice === null ? null : (
        <DecisionToast notice={decision.notice} onUndo={decision.undo} onClose={decision.dismiss} />
      )}
      {asking === null ? null : (
        <Suspense>
          <AskingDialogs asking={asking} decision={decision} handOver={handOver} close={() => setAsking(null)} />
        </Suspense>
      )}
    </DecisionContext>
  );
}
