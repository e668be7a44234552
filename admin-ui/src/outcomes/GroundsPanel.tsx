import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { Panel } from '../layout/Panel.tsx';
import { methodWords, otherWords } from './explain-outcome.ts';
import type { OutcomeRecord } from './outcome-view.ts';

/** What an outcome rests on: the method in plain words, the days, the campaigns compared with, and what confounds it. */
export function GroundsPanel(props: { outcome: OutcomeRecord }) {
  const { evidence, method, status } = props.outcome;
  if (status !== 'measured') return null;
  const words = methodWords(props.outcome);
  const controls = evidence?.estimate?.controls ?? [];
  const others = evidence?.others ?? [];
  const filling = evidence?.days_still_filling ?? [];
  const list = { m: 0, pl: 2.5, fontSize: '0.9rem', overflowWrap: 'anywhere' };
  return (
    <Panel title="What that rests on">
      {words === null ? null : <Typography variant="body2">{words}</Typography>}
      {evidence?.window == null ? null : (
        <Typography variant="body2" sx={{ mt: 1 }}>
          {`Days that were judged: ${evidence.window.first_day} to ${evidence.window.last_day}.`}
          {filling.length === 0 ? '' : ` Left out, because conversions may still come in: ${filling.join(', ')}.`}
        </Typography>
      )}
      {controls.length === 0 ? null : (
        <>
          <Typography component="h3" variant="h3" sx={{ mt: 2, mb: 0.5 }}>
            Compared with
          </Typography>
          <Box component="ul" sx={list}>
            {controls.map(({ campaign_id, weight }) => (
              <li key={campaign_id}>{`campaign ${campaign_id}, weight ${weight}`}</li>
            ))}
          </Box>
        </>
      )}
      <Typography component="h3" variant="h3" sx={{ mt: 2, mb: 0.5 }}>
        What speaks against it
      </Typography>
      {others.length === 0 && evidence?.reason == null ? (
        <Typography variant="body2">Nobody else is known to have changed this campaign in these days.</Typography>
      ) : (
        <Box component="ul" aria-label="What speaks against it" sx={list}>
          {evidence?.reason == null ? null : <li>{evidence.reason}</li>}
          {others.map((other) => (
            <li key={`${other.at} ${other.field} ${other.by}`}>{otherWords(other)}</li>
          ))}
        </Box>
      )}
      {method === null ? null : (
        <Box component="details" sx={{ mt: 1.5, fontSize: '0.84rem' }}>
          <Box component="summary" sx={{ cursor: 'pointer', minHeight: 28, fontWeight: 600 }}>
            For those who want to know exactly
          </Box>
          {method}
        </Box>
      )}
    </Panel>
  );
}
