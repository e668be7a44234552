import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { LoadingFailed, LoadingRows } from '../layout/QueryState.tsx';
import { formatChange } from '../money/percent.ts';
import { useCalls } from '../server/useCalls.ts';
import { RecordLink } from '../tables/RecordLink.tsx';
import { formatMoment } from '../time/describe-time.ts';
import { useReadable } from '../words/ReadableContext.ts';
import { createAutonomyActions } from './autonomy-actions.ts';
import type { ScenarioView } from './autonomy-view.ts';

const periods = [7, 28, 60, 90] as const;

/** What would have been approved without asking, had the scenario been on: beside what people decided and what came of it. */
export function SimulationDialog(props: { scenario: ScenarioView; title: string; onClose: () => void }) {
  const { scenario, title, onClose } = props;
  const id = useId();
  const say = useReadable();
  const calls = useCalls(createAutonomyActions);
  const [days, setDays] = useState<number>(28);
  const { playbook_id, workflow_type, risk_level, ad_account_id } = scenario;
  const { data, error, refetch } = useQuery({
    queryKey: ['autonomy', 'simulation', { playbook_id, workflow_type, risk_level, ad_account_id, days }],
    queryFn: () => calls.simulate(scenario, days),
  });
  return (
    <Dialog open onClose={onClose} aria-labelledby={id} maxWidth="sm" fullWidth>
      <DialogTitle id={id}>What would have been approved?</DialogTitle>
      <DialogContent>
        <Typography variant="body2" sx={{ color: 'text.secondary', mb: 2 }}>
          {`${title}. Each recommendation is judged by the record as it stood when it was made.`}
        </Typography>
        <TextField
          select
          size="small"
          label="Period"
          value={days}
          onChange={(event) => setDays(Number(event.target.value))}
          slotProps={{ select: { native: true }, inputLabel: { shrink: true } }}
          sx={{ mt: 0.5, mb: 2 }}
        >
          {periods.map((length) => (
            <option key={length} value={length}>{`last ${length} days`}</option>
          ))}
        </TextField>
        {data === undefined ? (
          error === null ? (
            <LoadingRows label="the simulation" rows={2} height={40} />
          ) : (
            <LoadingFailed label="simulation" error={error} retry={() => void refetch()} />
          )
        ) : (
          <>
            <Typography role="status" variant="body2" sx={{ fontWeight: 600, mb: 1 }}>
              {`${data.would_approve} of ${data.considered} would have been approved without asking. People rejected ${data.people_rejected} of these; ${data.made_worse} made it no better.`}
            </Typography>
            <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1, fontSize: '0.88rem' }}>
              {data.data.map((each) => (
                <li key={each.recommendation_id}>
                  <RecordLink to={`/recommendations/${each.recommendation_id}/show`}>
                    {say(`${each.campaign_name}: ${each.specific_action}`)}
                  </RecordLink>
                  <Box sx={{ color: 'text.secondary', fontSize: '0.82rem' }}>
                    {`${formatMoment(each.generated_at)} · ${Math.round(each.confidence * 100)} % · people: ${each.human_decision ?? 'nobody decided'} · ${each.improvement_pct === null ? 'not measured' : `measured ${formatChange(each.improvement_pct)}`}`}
                  </Box>
                </li>
              ))}
            </Box>
          </>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Close</Button>
      </DialogActions>
    </Dialog>
  );
}
