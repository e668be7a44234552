import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useGetList } from 'react-admin';
import type { CampaignView } from '../campaigns/campaign-view.ts';
import { Panel } from '../layout/Panel.tsx';
import { LoadingFailed, LoadingRows } from '../layout/QueryState.tsx';
import { explainError } from '../server/problem.ts';
import { useCalls } from '../server/useCalls.ts';
import { EvaluationEntry } from './EvaluationEntry.tsx';
import { createPlaybookActions } from './playbook-actions.ts';

/** Why a playbook did or did not start, for a campaign and a moment, with every look at its trigger. */
export function WhyPanel(props: { id: string }) {
  const { id } = props;
  const playbooks = useCalls(createPlaybookActions);
  const [campaign_id, setCampaign] = useState('');
  const [local, setLocal] = useState('');
  const at = Number.isNaN(Date.parse(local)) ? '' : new Date(local).toISOString();
  const question = { campaign_id, at };
  const campaigns = useGetList<CampaignView>('campaigns', {
    ...{ pagination: { page: 1, perPage: 200 }, sort: { field: 'id', order: 'ASC' }, filter: {} },
  });
  const why = useQuery({ queryKey: ['why', id, question], queryFn: () => playbooks.why(id, question) });
  const looks = useInfiniteQuery({
    queryKey: ['evaluations', id, question],
    queryFn: ({ pageParam }) => playbooks.evaluations(id, question, pageParam === '' ? null : pageParam),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
  const found = looks.data?.pages.flatMap((page) => page.data);
  return (
    <Panel title="Why did it (not) start?">
      <Box sx={{ display: 'flex', gap: 1.5, flexWrap: 'wrap', my: 1 }}>
        <TextField
          select
          size="small"
          label="Campaign"
          value={campaign_id}
          onChange={(event) => setCampaign(event.target.value)}
          slotProps={{ select: { native: true }, inputLabel: { shrink: true } }}
        >
          <option value="">any campaign</option>
          {campaigns.data?.map((campaign) => (
            <option key={campaign.id} value={campaign.id}>
              {campaign.campaign_name}
            </option>
          ))}
        </TextField>
        <TextField
          size="small"
          type="datetime-local"
          label="At (now when empty)"
          value={local}
          onChange={(event) => setLocal(event.target.value)}
          slotProps={{ inputLabel: { shrink: true } }}
        />
      </Box>
      <Typography role="status" sx={{ my: 1.5, fontWeight: 550 }}>
        {why.data?.answer ?? (why.error === null ? 'Looking …' : explainError(why.error))}
      </Typography>
      {found === undefined ? (
        looks.error === null ? (
          <LoadingRows label="the looks at the trigger" rows={3} height={56} />
        ) : (
          <LoadingFailed label="looks at the trigger" error={looks.error} retry={() => void looks.refetch()} />
        )
      ) : found.length === 0 ? (
        <Typography variant="body2">Its trigger has not been looked at for this.</Typography>
      ) : (
        <Box component="ul" aria-label="Looks at the trigger" sx={{ m: 0, p: 0, listStyle: 'none' }}>
          {found.map((evaluation) => (
            <EvaluationEntry
              key={evaluation.evaluation_id}
              evaluation={evaluation}
              campaign={campaigns.data?.find((each) => each.id === evaluation.entity_id)?.campaign_name ?? null}
            />
          ))}
        </Box>
      )}
      {looks.hasNextPage ? <Button onClick={() => void looks.fetchNextPage()}>Show more</Button> : null}
    </Panel>
  );
}
