import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { explainError } from '../server/problem.ts';
import { useCalls } from '../server/useCalls.ts';
import { useCan } from '../session/useCan.ts';
import { createCampaignActions } from './campaign-actions.ts';
import type { CampaignView } from './campaign-view.ts';

/** Starts the health check of a campaign and goes to where its steps can be watched. */
export function AnalyzeButton(props: { campaign: CampaignView }) {
  const calls = useCalls(createCampaignActions);
  const navigate = useNavigate();
  const allowed = useCan('recommendations:analyze');
  const analyze = useMutation({
    mutationFn: () => calls.analyze(props.campaign.campaign_id),
    onSuccess: ({ execution_id }) => void navigate(`/executions/${execution_id}/show`),
  });
  if (!allowed) return null;
  return (
    <Box>
      <Button variant="contained" disabled={analyze.isPending} onClick={() => analyze.mutate()}>
        {analyze.isPending ? 'Starting …' : 'Analyse now'}
      </Button>
      {analyze.error === null ? null : (
        <Alert severity="error" sx={{ mt: 1, maxWidth: 360 }}>
          {explainError(analyze.error)}
        </Alert>
      )}
    </Box>
  );
}
