import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useInfiniteGetList } from 'react-admin';
import { LoadingFailed, LoadingRows } from '../layout/QueryState.tsx';
import { StateMessage } from '../layout/StateMessage.tsx';
import { CallEntry } from './CallEntry.tsx';
import type { ModelCallView } from './model-call-view.ts';

/** Calls of language models, the newest first, narrowed by what is given. */
export function CallList(props: { filter: Readonly<Record<string, string>>; linked: boolean }) {
  const query = useInfiniteGetList<ModelCallView>('model_calls', {
    pagination: { page: 1, perPage: 50 },
    sort: { field: 'timestamp', order: 'DESC' },
    filter: props.filter,
  });
  const calls = query.data?.pages.flatMap((page) => page.data);
  if (calls === undefined) {
    if (query.error === null) return <LoadingRows label="the model calls" height={72} />;
    return <LoadingFailed label="model calls" error={query.error} retry={() => void query.refetch()} />;
  }
  if (calls.length === 0)
    return (
      <StateMessage title="No model was asked">
        The rules decide by themselves; a model words, checks and criticises where one is set up.
      </StateMessage>
    );
  return (
    <>
      <Box component="ul" aria-label="Model calls" sx={{ m: 0, p: 0, display: 'grid', gap: 1.25 }}>
        {calls.map((call) => (
          <CallEntry key={call.id} call={call} linked={props.linked} />
        ))}
      </Box>
      {query.hasNextPage ? (
        <Button onClick={() => void query.fetchNextPage()} disabled={query.isFetchingNextPage} sx={{ mt: 2 }}>
          {query.isFetchingNextPage ? 'Loading …' : 'Show more model calls'}
        </Button>
      ) : null}
    </>
  );
}
