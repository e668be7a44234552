import Box from '@mui/material/Box';
import { useGetList } from 'react-admin';
import { PageHeader } from '../layout/PageHeader.tsx';
import { LoadingFailed, LoadingRows } from '../layout/QueryState.tsx';
import { StateMessage } from '../layout/StateMessage.tsx';
import { useCan } from '../session/useCan.ts';
import { AccountCard } from './AccountCard.tsx';
import { summarizeAccounts } from './describe-sync.ts';
import type { StreamView } from './stream-view.ts';
import { useAccounts } from './useAccounts.ts';

/** How often the screen asks again: a sync moves on without an event of its own. */
const again_ms = 5_000;

/** The ad accounts, and how far our copy of each has come. */
export function AccountsPage() {
  const { data, error, refetch } = useAccounts();
  const streams = useGetList<StreamView>(
    'streams',
    { pagination: { page: 1, perPage: 500 }, sort: { field: 'stream', order: 'ASC' }, filter: {} },
    { refetchInterval: again_ms },
  );
  const maySync = useCan('playbooks:execute');
  return (
    <>
      <PageHeader
        title="Ad accounts"
        lead={`Playbooks decide on our copy of each account. ${data === undefined ? '' : summarizeAccounts(data)}`}
      />
      {data === undefined || streams.data === undefined ? (
        (error ?? streams.error) === null ? (
          <LoadingRows label="the ad accounts" height={180} />
        ) : (
          <LoadingFailed
            label="ad accounts"
            error={error ?? streams.error}
            retry={() => void Promise.all([refetch(), streams.refetch()])}
          />
        )
      ) : data.length === 0 ? (
        <StateMessage title="No ad account is connected">
          Once somebody has connected one, its campaigns and figures appear here by themselves.
        </StateMessage>
      ) : (
        <Box component="ul" aria-label="Ad accounts" sx={{ m: 0, p: 0, display: 'grid', gap: 1.5 }}>
          {data.map((account) => (
            <AccountCard
              key={account.id}
              {...{ account, maySync }}
              streams={streams.data?.filter((stream) => stream.ad_account_id === account.id) ?? []}
            />
          ))}
        </Box>
      )}
    </>
  );
}
