import Box from '@mui/material/Box';
import { ToneChip } from '../layout/ToneChip.tsx';
import { formatNumber } from '../money/percent.ts';
import { RecordLink } from '../tables/RecordLink.tsx';
import { formatDay, formatMoment } from '../time/describe-time.ts';
import { daysRead, gapWords, lagWords, streamName, streamStanding } from './describe-sync.ts';
import type { StreamView } from './stream-view.ts';

/** One stream: how far it has come, how old it is, what is missing, and what went wrong last. */
export function StreamEntry(props: { stream: StreamView; account: string }) {
  const { stream, account } = props;
  const name = streamName(stream.stream);
  const { word, tone } = streamStanding(stream);
  const percent = daysRead(stream);
  const gaps = stream.gaps === null || stream.gaps.days === 0 ? null : stream.gaps;
  return (
    <Box component="li" sx={{ listStyle: 'none', fontSize: '0.88rem', minWidth: 0 }}>
      <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', alignItems: 'center' }}>
        <strong>{name}</strong>
        <ToneChip tone={tone}>{word}</ToneChip>
        <Box component="span" sx={{ color: 'text.secondary' }}>
          {lagWords(stream.lag_hours)}
        </Box>
      </Box>
      {percent === null ? null : (
        <Box sx={{ mt: 0.75 }}>
          <Box
            role="meter"
            aria-label={`${name} of ${account}: days that are read`}
            {...{ 'aria-valuemin': 0, 'aria-valuemax': 100, 'aria-valuenow': percent }}
            sx={{ height: 8, borderRadius: 4, bgcolor: 'action.hover', overflow: 'hidden', maxWidth: 420 }}
          >
            <Box
              sx={{ height: '100%', width: `${percent}%`, bgcolor: percent === 100 ? 'success.main' : 'info.main' }}
            />
          </Box>
          <Box sx={{ color: 'text.secondary', fontSize: '0.84rem' }}>
            {`${percent} % of the days since ${formatDay(stream.backfill_from ?? '')}`}
            {stream.complete_until === null ? '' : `, complete until ${formatDay(stream.complete_until)}`}
            {stream.days_left === null ? '' : `, ${formatNumber(stream.days_left)} campaign days to go`}
          </Box>
        </Box>
      )}
      {stream.rows_read === 0 ? null : (
        <Box sx={{ color: 'text.secondary', fontSize: '0.84rem' }}>
          {`${formatNumber(stream.rows_read)} rows read, ${formatNumber(stream.rows_changed)} new or different`}
          {stream.rows_restated === 0 ? '' : `, ${formatNumber(stream.rows_restated)} days corrected by the platform`}
        </Box>
      )}
      {gaps === null ? null : (
        <Box component="details" sx={{ mt: 0.5 }}>
          <Box component="summary" sx={{ cursor: 'pointer', minHeight: 28, fontWeight: 600 }}>
            {`${gaps.days} campaign days are missing`}
          </Box>
          <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
            {gaps.ranges.map((gap) => (
              <li key={`${gap.campaign_id} ${gap.since}`}>{gapWords(gap)}</li>
            ))}
          </Box>
        </Box>
      )}
      {stream.error === null ? null : (
        <Box sx={{ mt: 0.5, overflowWrap: 'anywhere', color: 'error.main' }}>
          {`Last error: ${stream.error.message === '' ? stream.error.code : stream.error.message}`}
          {stream.finished_at === null ? '' : ` (${formatMoment(stream.finished_at)})`}
        </Box>
      )}
      {stream.execution_id === null ? null : (
        <RecordLink to={`/executions/${stream.execution_id}/show`}>See its execution</RecordLink>
      )}
    </Box>
  );
}
