import OpenIcon from '@mui/icons-material/OpenInNewOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { Link } from 'react-router';
import { Panel } from '../layout/Panel.tsx';
import { ToneChip } from '../layout/ToneChip.tsx';
import { formatMoment } from '../time/describe-time.ts';
import type { FailedExecutionView } from './failure-view.ts';

/** One execution of a group: every attempt with its error, and the ways to it. */
export function FailedExecutionPanel(props: { execution: FailedExecutionView; onRetry: (() => void) | null }) {
  const { execution, onRetry } = props;
  const about = execution.campaign_id === null ? '' : ` about campaign ${execution.campaign_id}`;
  return (
    <Panel
      title={`Execution ${execution.execution_id.slice(0, 8)}${about}`}
      aside={
        execution.state === 'retrying' ? (
          <ToneChip tone="waiting">Stuck in retries</ToneChip>
        ) : (
          <ToneChip tone="bad">Failed</ToneChip>
        )
      }
    >
      <Box component="ol" aria-label="Attempts" sx={{ m: 0, mb: 1.5, pl: 2.5, fontSize: '0.86rem' }}>
        {execution.attempts.map((attempt) => (
          <Box component="li" key={`${attempt.phase} ${attempt.iteration} ${attempt.attempt}`} sx={{ mb: 0.5 }}>
            {attempt.started_at === null ? '' : `${formatMoment(attempt.started_at)}: `}
            {attempt.error_code === null ? (
              'no error'
            ) : (
              <Box component="span" sx={{ overflowWrap: 'anywhere' }}>
                <code>{attempt.error_code}</code>
                {` ${attempt.error_message ?? ''}`}
              </Box>
            )}
          </Box>
        ))}
      </Box>
      {execution.attempts.length === 0 ? (
        <Typography variant="body2" sx={{ mb: 1.5, overflowWrap: 'anywhere' }}>
          {execution.error_message}
        </Typography>
      ) : null}
      {execution.at_risk ? (
        <Typography variant="body2" sx={{ mb: 1 }}>
          It had planned a change of money and had not finished applying it.
        </Typography>
      ) : null}
      <Stack direction="row" useFlexGap spacing={1} sx={{ flexWrap: 'wrap', alignItems: 'center' }}>
        {onRetry === null ? null : (
          <Button variant="outlined" onClick={onRetry}>
            Restart this one
          </Button>
        )}
        <Button component={Link} to={`/executions/${execution.execution_id}/show`}>
          See every step
        </Button>
        {execution.temporal_url === null ? null : (
          <Button href={execution.temporal_url} target="_blank" rel="noreferrer" endIcon={<OpenIcon />}>
            Its history in Temporal
          </Button>
        )}
      </Stack>
      <Box component="code" sx={{ display: 'block', mt: 1, fontSize: '0.76rem', overflowWrap: 'anywhere' }}>
        {execution.temporal_command}
      </Box>
    </Panel>
  );
}
