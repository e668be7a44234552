import SyncIcon from '@mui/icons-material/SyncOutlined';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ToneChip } from '../layout/ToneChip.tsx';
import { platformName } from '../platforms/platform-name.ts';
import { explainError } from '../server/problem.ts';
import { useCalls } from '../server/useCalls.ts';
import { RecordLink } from '../tables/RecordLink.tsx';
import { createAccountActions } from './account-actions.ts';
import type { AccountView } from './account-view.ts';
import { connectionWords } from './describe-sync.ts';
import { StreamEntry } from './StreamEntry.tsx';
import type { StreamView } from './stream-view.ts';

/** One ad account: whether it can be reached, how far each of its streams has come, and a button to read it now. */
export function AccountCard(props: { account: AccountView; streams: readonly StreamView[]; maySync: boolean }) {
  const { account, streams, maySync } = props;
  const calls = useCalls(createAccountActions);
  const queryClient = useQueryClient();
  const sync = useMutation({
    mutationFn: () => calls.sync(account.id),
    onSuccess: () =>
      queryClient.invalidateQueries({
        predicate: ({ queryKey }) => ['accounts', 'streams'].includes(String(queryKey[0])),
      }),
  });
  const { word, tone } = connectionWords(account.connection.state);
  return (
    <Paper component="li" variant="outlined" sx={{ listStyle: 'none', borderRadius: 3, p: { xs: 2, sm: 2.25 } }}>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
        <Typography component="h2" variant="h3" sx={{ mr: 'auto', minWidth: 0, overflowWrap: 'anywhere' }}>
          {`${platformName(account.platform)}: ${account.name === '' ? account.external_id : account.name}`}
        </Typography>
        <ToneChip tone={tone}>{word}</ToneChip>
        {maySync ? (
          <Button
            variant="outlined"
            startIcon={<SyncIcon />}
            disabled={sync.isPending}
            onClick={() => sync.mutate()}
            aria-label={`Sync now: ${account.name === '' ? account.external_id : account.name}`}
          >
            Sync now
          </Button>
        ) : null}
      </Box>
      <Typography variant="body2" sx={{ color: 'text.secondary', mb: 1.5, overflowWrap: 'anywhere' }}>
        {`${account.external_id} · ${account.currency} · ${account.timezone} · ${account.campaigns} ${account.campaigns === 1 ? 'campaign' : 'campaigns'}`}
      </Typography>
      {account.connection.error === null ? null : (
        <Alert severity="error" sx={{ mb: 1.5, overflowWrap: 'anywhere' }}>
          {account.connection.error.message}
        </Alert>
      )}
      {sync.error === null ? null : (
        <Alert severity="error" sx={{ mb: 1.5 }}>
          {explainError(sync.error)}
        </Alert>
      )}
      {sync.data === undefined ? null : (
        <Alert severity="success" role="status" sx={{ mb: 1.5 }}>
          It is being read.{' '}
          <RecordLink to={`/executions/${sync.data.execution_id}/show`}>Follow the execution</RecordLink>
        </Alert>
      )}
      {streams.length === 0 ? (
        <Typography variant="body2">Nothing of it has been read yet.</Typography>
      ) : (
        <Box component="ul" sx={{ m: 0, p: 0, display: 'grid', gap: 1.75 }}>
          {streams.map((stream) => (
            <StreamEntry key={stream.id} stream={stream} account={account.name} />
          ))}
        </Box>
      )}
    </Paper>
  );
}
