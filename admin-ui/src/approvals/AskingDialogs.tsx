import { lazy } from 'react';
import { rejectionText } from '../../../contracts/rejection.ts';
import type { ApprovalView } from './approval-view.ts';
import type { useHandOver } from './useHandOver.ts';
import type { useSendDecision } from './useSendDecision.ts';

const DelegateDialog = lazy(async () => ({ default: (await import('./DelegateDialog.tsx')).DelegateDialog }));
const EditDialog = lazy(async () => ({ default: (await import('./EditDialog.tsx')).EditDialog }));
const RejectDialog = lazy(async () => ({ default: (await import('./RejectDialog.tsx')).RejectDialog }));
const SnoozeDialog = lazy(async () => ({ default: (await import('./SnoozeDialog.tsx')).SnoozeDialog }));

/** What is being asked about one approval; `after` runs once it was done. */
export type Asking = {
  readonly kind: 'reject' | 'edit' | 'snooze' | 'delegate';
  readonly approval: ApprovalView;
  readonly after?: (() => void) | undefined;
};

/** The dialog that belongs to what is being asked. */
export function AskingDialogs(props: {
  asking: Asking;
  decision: ReturnType<typeof useSendDecision>;
  handOver: ReturnType<typeof useHandOver>;
  close: () => void;
}) {
  const { decision, handOver, close } = props;
  const { approval, kind, after } = props.asking;
  switch (kind) {
    case 'reject':
      return (
        <RejectDialog
          approval={approval}
          onClose={close}
          onReject={(reason, comment) => {
            close();
            decision.send({ approval, kind: 'reject', reason: rejectionText(reason, comment), after });
          }}
        />
      );
    case 'edit':
      return (
        <EditDialog
          approval={approval}
          onClose={close}
          onEdit={(edits) => {
            close();
            decision.send({ approval, kind: 'edit', edits });
          }}
        />
      );
    case 'snooze':
      return (
        <SnoozeDialog
          approval={approval}
          onClose={close}
          onSnooze={(request) => {
            close();
            handOver.snooze(approval, request, after);
          }}
        />
      );
    case 'delegate':
      return (
        <DelegateDialog
          approval={approval}
          onClose={close}
          onDelegate={(to, reason) => {
            close();
            handOver.delegate(approval, to, reason);
          }}
        />
      );
  }
}
