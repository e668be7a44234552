import Box from '@mui/material/Box';
import { lazy, Suspense, useState } from 'react';
import { useNavigate } from 'react-router';
import { useCommands } from '../keyboard/useCommands.ts';
import { LoadingFailed, LoadingRows } from '../layout/QueryState.tsx';
import { StateMessage } from '../layout/StateMessage.tsx';
import { ApprovalRow } from './ApprovalRow.tsx';
import { useDecisions } from './DecisionContext.ts';
import { neighbour, nextAfter, rangeOf } from './inbox-summary.ts';
import { KeyHint } from './KeyHint.tsx';
import type { useAwaiting } from './useAwaiting.ts';
import { useFollowReplacement } from './useFollowReplacement.ts';

const PickedBar = lazy(async () => ({ default: (await import('./PickedBar.tsx')).PickedBar }));
const ManyDialog = lazy(async () => ({ default: (await import('./ManyDialog.tsx')).ManyDialog }));

/** The decisions that wait, with the keys to walk through and decide them. */
export function AwaitingList(props: { awaiting: ReturnType<typeof useAwaiting>; now_ms: number }) {
  const { approvals, snoozed, error, retry } = props.awaiting;
  const [selected, setSelected] = useState<string | null>(null);
  const decisions = useDecisions();
  const navigate = useNavigate();
  const items = approvals ?? [];
  const chosen = items.find(({ id }) => id === selected);
  const decidable = chosen?.can_decide ? chosen : undefined;
  const [picked, setPicked] = useState<readonly string[]>([]);
  const [asking, setAsking] = useState<'approve' | 'reject' | null>(null);
  // What has left the list meanwhile is picked no more.
  const chosenOnes = items.filter(({ id }) => picked.includes(id));
  const toggle = (id: string) =>
    setPicked(picked.includes(id) ? picked.filter((each) => each !== id) : [...picked, id]);
  useFollowReplacement(items, setSelected);
  const moveOn = (id: string) => () => setSelected(nextAfter(items, id));

  useCommands({
    next: () => setSelected(neighbour(items, selected, 1)),
    previous: () => setSelected(neighbour(items, selected, -1)),
    open: () => chosen && void navigate(`/approvals/${chosen.id}/show`),
    approve: () => decidable && !decisions.busy && decisions.approve(decidable, moveOn(decidable.id)),
    reject: () => decidable && decisions.askReject(decidable, moveOn(decidable.id)),
    edit: () => decidable && decisions.askEdit(decidable),
    snooze: () => decidable && decisions.askSnooze(decidable, moveOn(decidable.id)),
    delegate: () => decidable && decisions.askDelegate(decidable),
    pick: () => decidable && toggle(decidable.id),
    pick_range: () => {
      const ids = items.filter(({ can_decide }) => can_decide).map(({ id }) => id);
      if (decidable) setPicked([...new Set([...picked, ...rangeOf(ids, picked.at(-1) ?? null, decidable.id)])]);
    },
  });

  const manyDialog =
    asking === null ? null : (
      <Suspense>
        <ManyDialog
          picked={chosenOnes}
          kind={asking}
          onClose={() => {
            setAsking(null);
            setPicked([]);
          }}
        />
      </Suspense>
    );

  if (error !== null) return <LoadingFailed label="inbox" error={error} retry={retry} />;
  if (approvals === null) return <LoadingRows label="the inbox" height={150} />;
  if (approvals.length === 0) {
    return (
      <>
        <StateMessage title="Nothing waits for you">
          Playbooks look at your campaigns on their schedules. When one of them wants to change something, the change
          appears here with its evidence, and nothing happens until you decide.
        </StateMessage>
        {manyDialog}
      </>
    );
  }
  return (
    <>
      <Box component="ul" aria-label="Decisions that wait" sx={{ m: 0, p: 0, display: 'grid', gap: 1.5 }}>
        {approvals.map((approval) => (
          <ApprovalRow
            key={approval.id}
            approval={approval}
            selected={approval.id === selected}
            snoozed={snoozed.has(approval.id)}
            now_ms={props.now_ms}
            onSelect={() => setSelected(approval.id)}
            onDecided={moveOn(approval.id)}
            picked={picked.includes(approval.id)}
            onPick={() => toggle(approval.id)}
          />
        ))}
      </Box>
      {chosenOnes.length === 0 ? null : (
        <Suspense>
          <PickedBar count={chosenOnes.length} onAsk={setAsking} onClear={() => setPicked([])} />
        </Suspense>
      )}
      {manyDialog}
      <KeyHint />
    </>
  );
}
