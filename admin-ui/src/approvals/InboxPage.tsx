import Box from '@mui/material/Box';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { lazy, Suspense, useEffect } from 'react';
import { useSearchParams } from 'react-router';
import { PageHeader } from '../layout/PageHeader.tsx';
import { LoadingRows } from '../layout/QueryState.tsx';
import { TickBox } from '../layout/TickBox.tsx';
import { useNow } from '../layout/useNow.ts';
import { AwaitingList } from './AwaitingList.tsx';
import { summarizeInbox } from './inbox-summary.ts';
import { useAwaiting, useShowSnoozed } from './useAwaiting.ts';

const HistoryList = lazy(async () => ({ default: (await import('./HistoryList.tsx')).HistoryList }));

/** The landing page: what waits for a decision, and what was decided. */
export function InboxPage() {
  // Fetched while the list is read, so that opening a decision waits for nothing.
  useEffect(() => void import('./ApprovalPage.tsx'), []);
  const [search, setSearch] = useSearchParams();
  const view = search.get('view') === 'history' ? 'history' : 'awaiting';
  const awaiting = useAwaiting();
  const [showSnoozed, setShowSnoozed] = useShowSnoozed();
  const now_ms = useNow(15_000);
  const count = awaiting.approvals === null ? '' : ` (${awaiting.approvals.length})`;
  return (
    <>
      <PageHeader
        title="Inbox"
        lead={awaiting.approvals === null ? 'Looking for decisions …' : summarizeInbox(awaiting.approvals, now_ms)}
      />
      <Tabs
        value={view}
        onChange={(_, chosen) => setSearch(chosen === 'history' ? { view: 'history' } : {})}
        aria-label="Decisions"
        sx={{ mb: 2, minHeight: 40, '& .MuiTab-root': { minHeight: 40 } }}
      >
        <Tab value="awaiting" label={`Awaiting${count}`} id="tab-awaiting" aria-controls="panel-decisions" />
        <Tab value="history" label="History" id="tab-history" aria-controls="panel-decisions" />
      </Tabs>
      <Box role="tabpanel" id="panel-decisions" aria-labelledby={`tab-${view}`}>
        {view === 'awaiting' ? (
          <Box component="label" sx={{ display: 'inline-flex', alignItems: 'center', mb: 1.5, fontSize: '0.86rem' }}>
            <TickBox label="Show what I put off" checked={showSnoozed} onChange={setShowSnoozed} />
            Show what I put off
          </Box>
        ) : null}
        {view === 'awaiting' ? (
          <AwaitingList awaiting={awaiting} now_ms={now_ms} />
        ) : (
          <Suspense fallback={<LoadingRows label="the history" />}>
            <HistoryList />
          </Suspense>
        )}
      </Box>
    </>
  );
}
