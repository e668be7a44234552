import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useGetList } from 'react-admin';
import type { ChangeRecord } from '../changes/change-record.ts';
import { formatValue } from '../changes/describe-change.ts';
import { changeSubject } from '../changes/describe-record.ts';
import { resultWords } from '../changes/results.ts';
import { StandingChip } from '../changes/StandingChip.tsx';
import { Panel } from '../layout/Panel.tsx';
import { RecordLink } from '../tables/RecordLink.tsx';

/** What became of each change that this decision allowed: one line and one state each, and why where it was not made. */
export function ResultsPanel(props: { approval_id: string; execution_id: string }) {
  const { approval_id, execution_id } = props;
  const { data } = useGetList<ChangeRecord>('changes', {
    pagination: { page: 1, perPage: 200 },
    sort: { field: 'reserved_at', order: 'DESC' },
    filter: { execution_id },
  });
  const own = (data ?? []).filter((record) => record.approval_id === approval_id).toReversed();
  if (own.length === 0) return null;
  return (
    <Panel title="What became of it">
      <Typography variant="body2" role="status" sx={{ mb: 1.5, fontWeight: 600 }}>
        {resultWords(own.map(({ standing }) => standing.meaning))}
      </Typography>
      <Box component="ul" aria-label="Results" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1 }}>
        {own.map((record) => (
          <Box component="li" key={record.id} sx={{ fontSize: '0.9rem', overflowWrap: 'anywhere' }}>
            <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', alignItems: 'center' }}>
              <RecordLink to={`/changes/${record.id}/show`}>{changeSubject(record)}</RecordLink>
              <StandingChip standing={record.standing} />
            </Box>
            {`${formatValue(record.change.field, record.change.before, record.currency)} → ${formatValue(record.change.field, record.change.after, record.currency)}`}
            {record.standing.meaning === 'done' || record.last_error === null ? null : (
              <Box sx={{ color: 'text.secondary', fontSize: '0.84rem' }}>{record.last_error}</Box>
            )}
          </Box>
        ))}
      </Box>
    </Panel>
  );
}
