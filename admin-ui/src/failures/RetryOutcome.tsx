import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { RecordLink } from '../tables/RecordLink.tsx';
import { retriedWords } from './describe-failure.ts';
import type { Retried } from './failure-actions.ts';

/** What a retry started, each with its way there, and why the others were not. */
export function RetryOutcome(props: { retried: Retried }) {
  const { outcomes } = props.retried;
  return (
    <>
      <Typography variant="body2" role="status">
        {retriedWords(props.retried)}
      </Typography>
      <Box component="ul" sx={{ m: 0, mt: 1, pl: 2.5, fontSize: '0.88rem' }}>
        {outcomes.map(({ execution_id, rerun_id, code, detail }) => (
          <li key={execution_id}>
            {rerun_id === null ? (
              `${execution_id.slice(0, 8)}: ${detail ?? code ?? 'not restarted'}`
            ) : (
              <RecordLink to={`/executions/${rerun_id}/show`}>{`Execution ${rerun_id.slice(0, 8)}`}</RecordLink>
            )}
          </li>
        ))}
      </Box>
    </>
  );
}
