import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useGetList } from 'react-admin';
import { rolloutStageSchema } from '../../../contracts/rollout.ts';
import type { CampaignView } from '../campaigns/campaign-view.ts';
import { Panel } from '../layout/Panel.tsx';
import { explainError } from '../server/problem.ts';
import { useCalls } from '../server/useCalls.ts';
import { createAutonomyActions } from './autonomy-actions.ts';
import { stages } from './describe-scenario.ts';

const all = { pagination: { page: 1, perPage: 200 }, sort: { field: 'id', order: 'ASC' }, filter: {} } as const;
const autonomies = ['shadow', 'propose', 'auto'] as const;
const reach: Readonly<Record<string, string>> = {
  nobody: 'nobody sees its recommendations',
  only: 'only the people of the beta see its recommendations',
  everybody: 'everybody sees its recommendations',
};

/** Gives one campaign a stage and an autonomy of its own, or has it follow the tenant again. */
export function CampaignRolloutPanel() {
  const campaigns = useGetList<CampaignView>('campaigns', all);
  const calls = useCalls(createAutonomyActions);
  const [draft, setDraft] = useState({ campaign_id: '', stage: '', autonomy: '' });
  const save = useMutation({
    mutationFn: () =>
      calls.changeCampaign(draft.campaign_id, {
        rollout_stage: rolloutStageSchema.nullable().catch(null).parse(draft.stage),
        autonomy: autonomies.find((each) => each === draft.autonomy) ?? null,
      }),
  });
  const edit = (more: Partial<typeof draft>) => {
    save.reset();
    setDraft({ ...draft, ...more });
  };
  const choose = { select: { native: true }, inputLabel: { shrink: true } } as const;
  return (
    <Panel title="One campaign of its own">
      <Box sx={{ display: 'grid', gap: 1.5, pt: 1, gridTemplateColumns: 'repeat(auto-fit, minmax(200px, 1fr))' }}>
        <TextField
          {...{ select: true, size: 'small', label: 'Campaign', value: draft.campaign_id, slotProps: choose }}
          onChange={(event) => edit({ campaign_id: event.target.value })}
        >
          <option value="">choose one</option>
          {(campaigns.data ?? []).map(({ campaign_id, campaign_name }) => (
            <option key={campaign_id} value={campaign_id}>
              {campaign_name || campaign_id}
            </option>
          ))}
        </TextField>
        <TextField
          {...{ select: true, size: 'small', label: 'Stage', value: draft.stage, slotProps: choose }}
          onChange={(event) => edit({ stage: event.target.value })}
        >
          <option value="">as the tenant</option>
          {stages.map(({ stage, label }) => (
            <option key={stage} value={stage}>
              {label}
            </option>
          ))}
        </TextField>
        <TextField
          {...{ select: true, size: 'small', label: 'Autonomy', value: draft.autonomy, slotProps: choose }}
          onChange={(event) => edit({ autonomy: event.target.value })}
        >
          <option value="">as the playbook</option>
          <option value="shadow">Only watch</option>
          <option value="propose">Always ask people</option>
          <option value="auto">By rule where it is earned</option>
        </TextField>
      </Box>
      <Box sx={{ display: 'flex', gap: 2, alignItems: 'center', flexWrap: 'wrap', mt: 2 }}>
        <Button variant="outlined" disabled={draft.campaign_id === '' || save.isPending} onClick={() => save.mutate()}>
          Set for this campaign
        </Button>
        {save.data === undefined ? null : (
          <span role="status">{`Set: ${reach[save.data.reaches] ?? save.data.reaches}.`}</span>
        )}
      </Box>
      {save.error === null ? null : (
        <Alert severity="error" sx={{ mt: 2 }}>
          {explainError(save.error)}
        </Alert>
      )}
    </Panel>
  );
}
