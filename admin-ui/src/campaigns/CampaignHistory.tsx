import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { Panel } from '../layout/Panel.tsx';
import { LoadingFailed, LoadingRows } from '../layout/QueryState.tsx';
import { StatusChip } from '../layout/StatusChip.tsx';
import { recommendationLink } from '../recommendations/recommendation-link.ts';
import { causeLabel } from '../recommendations/recommendation-view.ts';
import { useCalls } from '../server/useCalls.ts';
import { RecordLink } from '../tables/RecordLink.tsx';
import { formatMoment } from '../time/describe-time.ts';
import { useReadable } from '../words/ReadableContext.ts';
import { createCampaignActions } from './campaign-actions.ts';

/** What was recommended for a campaign and what became of it, newest first. */
export function CampaignHistory(props: { campaign_id: string }) {
  const say = useReadable();
  const calls = useCalls(createCampaignActions);
  const { data, error, refetch } = useQuery({
    queryKey: ['campaign-history', props.campaign_id],
    queryFn: () => calls.history(props.campaign_id),
  });
  return (
    <Panel title="Recommendations so far">
      {data === undefined ? (
        error === null ? (
          <LoadingRows label="the history" rows={2} height={40} />
        ) : (
          <LoadingFailed label="history" error={error} retry={() => void refetch()} />
        )
      ) : data.length === 0 ? (
        <Typography variant="body2">Nothing has been recommended for this campaign yet.</Typography>
      ) : (
        <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1.5 }}>
          {data.map((row) => (
            <Box
              component="li"
              key={row.id}
              sx={{ display: 'flex', gap: 1.5, flexWrap: 'wrap', alignItems: 'baseline' }}
            >
              <Box sx={{ flex: '1 1 300px' }}>
                <RecordLink to={recommendationLink(row)}>
                  {say(row.specific_action || row.recommended_workflow)}
                </RecordLink>
                <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>
                  {[causeLabel(row.root_cause), row.at === null ? '' : formatMoment(row.at)]
                    .filter(Boolean)
                    .join(' · ')}
                </Typography>
              </Box>
              <StatusChip status={row.human_decision ?? row.status ?? 'pending'} />
            </Box>
          ))}
        </Box>
      )}
    </Panel>
  );
}
