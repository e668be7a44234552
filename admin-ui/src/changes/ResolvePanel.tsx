import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { Panel } from '../layout/Panel.tsx';
import { platformName } from '../platforms/platform-name.ts';
import { useCan } from '../session/useCan.ts';
import { useProfile } from '../session/useProfile.ts';
import { formatMoment } from '../time/describe-time.ts';
import type { ChangeRecord } from './change-record.ts';
import { ResolveDialog } from './ResolveDialog.tsx';
import { answersFor, type Resolution, resolutions } from './resolution-words.ts';

/** Asks a person what became of a change that nobody could tell; afterwards, who said what. */
export function ResolvePanel(props: { record: ChangeRecord }) {
  const { record } = props;
  const mayResolve = useCan('writes:resolve');
  const email = useProfile()?.email ?? null;
  const [asking, setAsking] = useState<Resolution | null>(null);
  if (record.resolved_at !== null)
    return (
      <Panel title="What a person said">
        <Typography variant="body2" role="status" sx={{ overflowWrap: 'anywhere' }}>
          {`${record.resolved_by_email ?? 'Somebody'} said on ${formatMoment(record.resolved_at)} that it was ${record.resolution === 'confirmed_applied' ? '' : 'not '}applied: ${record.resolution_reason ?? ''}`}
        </Typography>
      </Panel>
    );
  if (record.state !== 'needs_human') return null;
  const answers = answersFor(record.requested_by_email, email);
  return (
    <Panel title="What became of it?">
      <Typography variant="body2">
        {`Open the account on ${platformName(record.change.platform)} and compare. While nobody has said anything, the money of this change stays reserved, and nothing else may change the same field.`}
      </Typography>
      {mayResolve ? (
        <>
          <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', mt: 2 }}>
            {resolutions
              .filter(({ resolution }) => answers.includes(resolution))
              .map(({ resolution, button }) => (
                <Button key={resolution} variant="outlined" onClick={() => setAsking(resolution)}>
                  {button}
                </Button>
              ))}
          </Box>
          {answers.includes('confirm_applied') ? null : (
            <Typography variant="body2" sx={{ mt: 1, color: 'text.secondary' }}>
              You asked for this change yourself, so somebody else has to confirm that it was applied.
            </Typography>
          )}
        </>
      ) : (
        <Typography variant="body2" sx={{ mt: 1, color: 'text.secondary' }}>
          A marketer or an approver can say so; you may only look.
        </Typography>
      )}
      {asking === null ? null : <ResolveDialog record={record} resolution={asking} onClose={() => setAsking(null)} />}
    </Panel>
  );
}
