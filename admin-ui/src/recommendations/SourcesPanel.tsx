import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import { Panel } from '../layout/Panel.tsx';
import { formatDays, formatMoment } from '../time/describe-time.ts';
import type { RecommendationDetails } from './recommendation-details.ts';
import type { SourceView } from './recommendation-row.ts';
import { sourceName } from './source-name.ts';

/** Which sources were missing, how fresh the others were, and whether a part of the reasoning did not work. */
export function SourcesPanel(props: { recommendation: RecommendationDetails; sources: readonly SourceView[] }) {
  const { missing_sources, degraded, degraded_reason } = props.recommendation;
  const { sources } = props;
  if (sources.length === 0 && missing_sources.length === 0 && !degraded) return null;
  return (
    <Panel title="What it rests on">
      {degraded ? (
        <Alert severity="warning" role="note" sx={{ mb: 1.5 }}>
          {`Not everything worked: the language model could not be used, so the words are those of the rules. Cause, action and numbers are the same.${degraded_reason === null ? '' : ` (${degraded_reason})`}`}
        </Alert>
      ) : null}
      {missing_sources.length === 0 ? null : (
        <Alert severity="info" role="note" sx={{ mb: 1.5 }}>
          {`Missing: ${missing_sources.map(sourceName).join(', ')}.`}
        </Alert>
      )}
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 0.75, fontSize: '0.86rem' }}>
        {sources.map(({ source, status, reason, fetched_at, from_cache, period_start, period_end }) => (
          <li key={source}>
            <strong>{sourceName(source)}</strong>
            {status === 'collected' ? '' : `: ${status.replaceAll('_', ' ')}${reason === null ? '' : `, ${reason}`}`}
            <Box component="span" sx={{ color: 'text.secondary' }}>
              {fetched_at === null ? '' : ` · read ${formatMoment(fetched_at)}${from_cache ? ' from the cache' : ''}`}
              {period_start === null || period_end === null ? '' : ` · ${formatDays(period_start, period_end)}`}
            </Box>
          </li>
        ))}
      </Box>
    </Panel>
  );
}
