import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { Panel } from '../layout/Panel.tsx';
import { ToneChip } from '../layout/ToneChip.tsx';
import { formatMoment } from '../time/describe-time.ts';
import type { GrantView } from './autonomy-view.ts';
import { endWords, scenarioTitle } from './describe-scenario.ts';

/** Who let the product decide where, since when, and how it was lost or taken back. */
export function GrantsPanel(props: { grants: readonly GrantView[]; accounts: ReadonlyMap<string, string> }) {
  const { grants, accounts } = props;
  return (
    <Panel title="Given and lost">
      {grants.length === 0 ? (
        <Typography variant="body2">People have decided on everything so far.</Typography>
      ) : (
        <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1.25, fontSize: '0.88rem' }}>
          {grants.map((grant) => (
            <li key={grant.grant_id}>
              <strong>{scenarioTitle(grant, accounts)}</strong>{' '}
              <ToneChip tone={grant.ended_at === null ? 'good' : grant.ended_by_email === null ? 'bad' : 'neutral'}>
                {grant.ended_at === null ? 'On' : 'Ended'}
              </ToneChip>
              <Box sx={{ color: 'text.secondary' }}>
                {`Switched on by ${grant.granted_by_email}, ${formatMoment(grant.granted_at)}.`}
                {grant.ended_at === null ? '' : ` ${endWords(grant)}, ${formatMoment(grant.ended_at)}.`}
              </Box>
            </li>
          ))}
        </Box>
      )}
    </Panel>
  );
}
