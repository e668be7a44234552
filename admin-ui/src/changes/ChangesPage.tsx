import UndoIcon from '@mui/icons-material/UndoOutlined';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useInfiniteGetList } from 'react-admin';
import { useSearchParams } from 'react-router';
import { PageHeader } from '../layout/PageHeader.tsx';
import { useNow } from '../layout/useNow.ts';
import { platformName } from '../platforms/platform-name.ts';
import { useCan } from '../session/useCan.ts';
import { RecordTable } from '../tables/RecordTable.tsx';
import { describeAge } from '../time/describe-time.ts';
import { ChangeFilters } from './ChangeFilters.tsx';
import { addressOf, filterOf, questionOf } from './change-filter.ts';
import type { ChangeRecord } from './change-record.ts';
import { formatValue } from './describe-change.ts';
import { changeSubject } from './describe-record.ts';
import { StandingChip } from './StandingChip.tsx';
import { UndoManyDialog } from './UndoManyDialog.tsx';

/** Every change of money and targeting that was ever on its way to a platform, in one state each. */
export function ChangesPage() {
  const [search, setSearch] = useSearchParams();
  const filter = filterOf(search);
  const now_ms = useNow(15_000);
  const mayUndo = useCan('executions:undo');
  const [undoing, setUndoing] = useState(false);
  const query = useInfiniteGetList<ChangeRecord>('changes', {
    pagination: { page: 1, perPage: 50 },
    sort: { field: 'reserved_at', order: 'DESC' },
    filter: questionOf(filter),
  });
  const waiting = filter.state === 'needs_human';
  return (
    <>
      <PageHeader
        title="Changes"
        lead={
          waiting
            ? 'Changes whose outcome nobody could tell: look at the platform, then say what became of each.'
            : 'Everything that was sent to a platform, or is about to be: intended, armed, applied, verified.'
        }
        actions={
          mayUndo ? (
            <Button variant="outlined" startIcon={<UndoIcon />} onClick={() => setUndoing(true)}>
              Undo …
            </Button>
          ) : null
        }
      />
      <ChangeFilters filter={filter} onChange={(next) => setSearch(addressOf(next), { replace: true })} />
      <RecordTable
        label="changes"
        query={query}
        linkTo={(record) => `/changes/${record.id}/show`}
        empty={
          waiting
            ? { title: 'No change waits for a person', text: 'Every change that was sent has been read back.' }
            : {
                title: 'No change is like that',
                text: 'Once a playbook changes something on a platform, it appears here.',
              }
        }
        columns={[
          { name: 'Change', main: true, cell: changeSubject },
          {
            name: 'From → to',
            cell: ({ change, currency }) =>
              `${formatValue(change.field, change.before, currency)} → ${formatValue(change.field, change.after, currency)}`,
          },
          { name: 'State', cell: ({ standing }) => <StandingChip standing={standing} /> },
          { name: 'Platform', cell: ({ change }) => platformName(change.platform) },
          { name: 'Playbook', cell: (record) => record.playbook_name ?? record.playbook_id },
          { name: 'When', cell: (record) => describeAge(record.reserved_at, now_ms) },
        ]}
      />
      {undoing ? <UndoManyDialog onClose={() => setUndoing(false)} /> : null}
    </>
  );
}
