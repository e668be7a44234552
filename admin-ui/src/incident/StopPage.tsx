import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useGetList } from 'react-admin';
import { useAccounts } from '../accounts/useAccounts.ts';
import type { ApprovalView } from '../approvals/approval-view.ts';
import { PageHeader } from '../layout/PageHeader.tsx';
import { LoadingFailed, LoadingRows } from '../layout/QueryState.tsx';
import { useCan } from '../session/useCan.ts';
import { FrozenPanel } from './FrozenPanel.tsx';
import { PauseDialog } from './PauseDialog.tsx';
import type { PauseView } from './pause-view.ts';
import { ResumeDialog } from './ResumeDialog.tsx';
import { StopEntry } from './StopEntry.tsx';
import { everything, type StopTarget, stopGroups } from './stop-targets.ts';
import { usePauses } from './usePauses.ts';

const pending = {
  pagination: { page: 1, perPage: 200 },
  sort: { field: 'expires_at', order: 'ASC' },
  filter: { status: 'pending', snoozed: 'shown' },
} as const;

/** The kill switch: one button for everything, for each platform and for each account, and what a stop holds. */
export function StopPage() {
  const accounts = useAccounts();
  const approvals = useGetList<ApprovalView>('approvals', pending);
  const pauses = usePauses();
  const mayStop = useCan('pauses:write');
  const [stopping, setStopping] = useState<StopTarget | null>(null);
  const [ending, setEnding] = useState<PauseView | null>(null);
  const waiting = approvals.data ?? [];
  const entry = (target: StopTarget, heading: 'h2' | 'h3') => (
    <StopEntry
      {...{ target, heading }}
      onStop={mayStop ? () => setStopping(target) : null}
      onResume={mayStop ? setEnding : null}
    />
  );
  return (
    <>
      <PageHeader
        title="Stop writes"
        lead={
          <>
            From the moment of a stop, no change that has not been sent is sent any more, whoever approved it. What is
            on its way already is read back, so that nobody has to guess. Reading goes on.
            {mayStop ? '' : ' Somebody on call can stop and resume; you may only look.'}
          </>
        }
      />
      <Stack spacing={2}>
        <Paper variant="outlined" sx={{ borderRadius: 3, p: { xs: 2, sm: 2.25 } }}>
          {entry(everything(pauses, waiting), 'h2')}
        </Paper>
        {accounts.data === undefined ? (
          accounts.error === null ? (
            <LoadingRows label="the ad accounts" rows={2} />
          ) : (
            <LoadingFailed label="ad accounts" error={accounts.error} retry={() => void accounts.refetch()} />
          )
        ) : accounts.data.length === 0 ? (
          <Typography variant="body2">No ad account is connected, so there is nothing smaller to stop.</Typography>
        ) : (
          stopGroups(accounts.data, pauses, waiting).map((group) => (
            <Paper
              key={group.platform.scope_id}
              component="section"
              aria-label={group.platform.name}
              variant="outlined"
              sx={{ borderRadius: 3, p: { xs: 2, sm: 2.25 } }}
            >
              {entry(group.platform, 'h2')}
              <Box component="ul" sx={{ m: 0, mt: 1, p: 0, pl: { xs: 0, sm: 2.5 }, display: 'grid', gap: 1 }}>
                {group.accounts.map((account) => (
                  <Box component="li" key={account.scope_id} sx={{ listStyle: 'none' }}>
                    {entry(account, 'h3')}
                  </Box>
                ))}
              </Box>
            </Paper>
          ))
        )}
        <FrozenPanel approvals={waiting} />
      </Stack>
      {stopping === null ? null : <PauseDialog target={stopping} onClose={() => setStopping(null)} />}
      {ending === null ? null : <ResumeDialog pause={ending} onClose={() => setEnding(null)} />}
    </>
  );
}
