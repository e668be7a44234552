import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { useEffect } from 'react';
import { useSearchParams } from 'react-router';
import { PageHeader } from '../layout/PageHeader.tsx';
import { useNow } from '../layout/useNow.ts';
import { AwaitingList } from './AwaitingList.tsx';
import { HistoryList } from './HistoryList.tsx';
import { summarizeInbox } from './inbox-summary.ts';
import { useAwaiting, useShowSnoozed } from './useAwaiting.ts';

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
          <FormControlLabel
            control={<Switch checked={showSnoozed} onChange={(event) => setShowSnoozed(event.target.checked)} />}
            label="Show what I put off"
            sx={{ mb: 1, '& .MuiFormControlLabel-label': { fontSize: '0.86rem' } }}
          />
        ) : null}
        {view === 'awaiting' ? <AwaitingList awaiting={awaiting} now_ms={now_ms} /> : <HistoryList />}
      </Box>
    </>
  );
}
