import Box from '@mui/material/Box';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { useState } from 'react';
import { useGetList } from 'react-admin';
import { useSearchParams } from 'react-router';
import { PageHeader } from '../layout/PageHeader.tsx';
import { LoadingFailed, LoadingRows } from '../layout/QueryState.tsx';
import { StateMessage } from '../layout/StateMessage.tsx';
import { useNow } from '../layout/useNow.ts';
import { useCan } from '../session/useCan.ts';
import { summarizeFailures } from './describe-failure.ts';
import { FailureCard } from './FailureCard.tsx';
import type { FailureView } from './failure-view.ts';
import { RetryDialog } from './RetryDialog.tsx';
import { RetryingList } from './RetryingList.tsx';

const views = ['open', 'retrying', 'all'] as const;

/** What fails, by cause, and what is stuck; each cause can be started again from here. */
export function FailuresPage() {
  const [search, setSearch] = useSearchParams();
  const view = views.find((each) => each === search.get('view')) ?? 'open';
  const now_ms = useNow(15_000);
  const mayRetry = useCan('failures:write');
  const [retrying, setRetrying] = useState<FailureView | null>(null);
  const { data, error, refetch } = useGetList<FailureView>('failures', {
    pagination: { page: 1, perPage: 200 },
    sort: { field: 'last_seen', order: 'DESC' },
    filter: { state: view === 'all' ? 'all' : 'open' },
  });
  return (
    <>
      <PageHeader title="Failures" lead={data === undefined ? 'Looking …' : summarizeFailures(data)} />
      <Tabs
        value={view}
        onChange={(_, chosen) => setSearch(chosen === 'open' ? {} : { view: String(chosen) })}
        aria-label="Which failures"
        variant="scrollable"
        sx={{ mb: 2, minHeight: 40, '& .MuiTab-root': { minHeight: 40 } }}
      >
        <Tab value="open" label="Open" id="tab-open" aria-controls="panel-failures" />
        <Tab value="retrying" label="Stuck in retries" id="tab-retrying" aria-controls="panel-failures" />
        <Tab value="all" label="With resolved ones" id="tab-all" aria-controls="panel-failures" />
      </Tabs>
      <Box role="tabpanel" id="panel-failures" aria-labelledby={`tab-${view}`}>
        {view === 'retrying' ? (
          <RetryingList now_ms={now_ms} />
        ) : data === undefined ? (
          error === null ? (
            <LoadingRows label="the failures" height={170} />
          ) : (
            <LoadingFailed label="failures" error={error} retry={() => void refetch()} />
          )
        ) : data.length === 0 ? (
          <StateMessage title="Nothing fails">
            When an execution fails, or a step is tried again and again, it appears here with its cause.
          </StateMessage>
        ) : (
          <Box component="ul" aria-label="Failures by cause" sx={{ m: 0, p: 0, display: 'grid', gap: 1.5 }}>
            {data.map((failure) => (
              <FailureCard
                key={failure.id}
                failure={failure}
                now_ms={now_ms}
                onRetry={mayRetry && failure.count > failure.retrying ? () => setRetrying(failure) : null}
              />
            ))}
          </Box>
        )}
      </Box>
      {retrying === null ? null : <RetryDialog failure={retrying} onClose={() => setRetrying(null)} />}
    </>
  );
}
