import Box from '@mui/material/Box';
import { Panel } from '../layout/Panel.tsx';
import { formatMoment } from '../time/describe-time.ts';
import type { ChangeRecord } from './change-record.ts';
import { standingOf } from './describe-record.ts';

/** The states that a change came to, oldest first, and why where there is something to say. */
export function WayPanel(props: { record: ChangeRecord }) {
  const { history, last_error, platform_request_id } = props.record;
  return (
    <Panel title="The way it came">
      <Box component="ol" aria-label="States" sx={{ m: 0, pl: 2.5, display: 'grid', gap: 1, fontSize: '0.9rem' }}>
        {history.map(({ state, at, reason }) => {
          const standing = standingOf(state);
          return (
            <li key={`${state} ${at}`}>
              <strong>{standing?.word ?? state}</strong>
              {` · ${formatMoment(at)}`}
              <Box sx={{ color: 'text.secondary', fontSize: '0.84rem', overflowWrap: 'anywhere' }}>
                {reason ?? standing?.sentence ?? ''}
              </Box>
            </li>
          );
        })}
      </Box>
      {last_error === null ? null : (
        <Box sx={{ mt: 1.5, fontSize: '0.86rem', overflowWrap: 'anywhere' }}>{`Last error: ${last_error}`}</Box>
      )}
      {platform_request_id === null ? null : (
        <Box sx={{ mt: 0.5, fontSize: '0.84rem', color: 'text.secondary', overflowWrap: 'anywhere' }}>
          {`The platform’s own number of the request: ${platform_request_id}`}
        </Box>
      )}
    </Panel>
  );
}
