import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { Fact } from '../approvals/Fact.tsx';
import { ToneChip } from '../layout/ToneChip.tsx';
import { RecordLink } from '../tables/RecordLink.tsx';
import { describeAge } from '../time/describe-time.ts';
import { countWords, moneyAtRisk } from './describe-failure.ts';
import { FailureLinks } from './FailureLinks.tsx';
import type { FailureView } from './failure-view.ts';

/** One cause: what fails where, how often, since when, what it may cost, whose it is, and the way to start it again. */
export function FailureCard(props: { failure: FailureView; now_ms: number; onRetry: (() => void) | null }) {
  const { failure, now_ms, onRetry } = props;
  const affected = failure.campaigns.length;
  return (
    <Paper component="li" variant="outlined" sx={{ listStyle: 'none', borderRadius: 3, p: { xs: 2, sm: 2.25 } }}>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
        <Typography component="h2" variant="h3" sx={{ mr: 'auto', minWidth: 0, overflowWrap: 'anywhere' }}>
          <RecordLink to={`/failures/${failure.id}/show`}>
            {`${failure.title}: ${failure.step_id} in ${failure.playbook_name ?? failure.playbook_id}`}
          </RecordLink>
        </Typography>
        {countWords(failure).map((words) => (
          <ToneChip key={words} tone={words.includes('retries') ? 'waiting' : 'bad'}>
            {words}
          </ToneChip>
        ))}
        {failure.resolved_at === null ? null : <ToneChip tone="neutral">resolved</ToneChip>}
      </Box>
      <Typography variant="body2" sx={{ mt: 1, overflowWrap: 'anywhere' }}>
        {failure.last_error}
      </Typography>
      <Box
        component="dl"
        sx={{ m: 0, my: 1.75, display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fill, minmax(140px, 1fr))' }}
      >
        <Fact name="First seen">{describeAge(failure.first_seen, now_ms)}</Fact>
        <Fact name="Last seen">{describeAge(failure.last_seen, now_ms)}</Fact>
        <Fact name="Money at risk">{moneyAtRisk(failure.money_at_risk) ?? 'none'}</Fact>
        <Fact name="Campaigns">{affected === 0 ? '–' : affected}</Fact>
        <Fact name="Owner">{failure.assigned_to_email ?? 'nobody yet'}</Fact>
      </Box>
      <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', alignItems: 'center' }}>
        {onRetry === null ? null : (
          <Button variant="contained" onClick={onRetry} sx={{ minHeight: { xs: 44, sm: 36 } }}>
            {`Restart from ${failure.step_id}`}
          </Button>
        )}
        <FailureLinks runbook={failure.runbook} error_code={failure.error_code} temporal_url={failure.temporal_url} />
      </Box>
    </Paper>
  );
}
